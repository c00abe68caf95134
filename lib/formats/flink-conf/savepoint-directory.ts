import { optionOf, releaseOf } from './catalogue.ts'
import { effectiveOption } from './effective-options.ts'

/** Its name since 1.20, and before: a release reads only what it declares. */
const NAMES = ['execution.checkpointing.savepoint-dir', 'state.savepoints.dir']

/**
 * The directory that a JobManager's configuration puts savepoints into, as it is written there; null: none is configured.
 *
 * @param version of Flink, such as `1.20.5`; unknown ones count as the newest
 */
export function configuredSavepointDirectory(settings: ReadonlyMap<string, string>, version: string): string | null {
  const release = releaseOf(version) ?? '2.3'
  for (const name of NAMES) {
    const option = optionOf(name, release)
    const value = option === null ? null : effectiveOption(option, settings).value?.trim()
    if (value) return value
  }
  return null
}
