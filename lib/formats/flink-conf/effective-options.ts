import { FLINK_RELEASES, type FlinkRelease } from '../flink-release.ts'
import { type ConfigOption, optionOf, optionsOf } from './catalogue.ts'

/** What Flink of a release makes of one key of its configuration. */
export type KeyUse =
  /** It sets the option of its own name, or one entry of it where that is a map. */
  | { use: 'current'; option: ConfigOption }
  /** It sets an option that has another name now (`deprecated`), or falls back on this one. */
  | { use: 'deprecated' | 'fallback'; option: ConfigOption }
  /** The option it would set is set under a key that goes before it: this one has no effect. */
  | { use: 'shadowed'; option: ConfigOption; by: string }
  /** Read by what is plugged in: file systems, metrics reporters, the JVM's options of a container. */
  | { use: 'passed-on'; prefix: string }
  /** Nothing of Flink's reads it: an option of another release (`knownIn`), or a spelling mistake. */
  | { use: 'unknown'; knownIn: readonly FlinkRelease[] }

/** Characters of an option's key, at most. */
const LONGEST_KEY = 256

export interface EffectiveOption {
  option: ConfigOption
  /** The key that sets it; null where the default counts. */
  key: string | null
  value: string | null
}

/** Prefixes whose keys Flink hands on without an option of its own. */
const PASSED_ON = [
  's3.',
  's3a.',
  'presto.s3.',
  'fs.',
  'gs.',
  'azure.',
  'flink.hadoop.',
  'flink.yarn.',
  'metrics.reporter.',
  'metrics.scope.',
  'traces.reporter.',
  'events.reporter.',
  'containerized.master.env.',
  'containerized.taskmanager.env.',
  'security.kerberos.',
  'external-resource.',
  'env.',
  'kubernetes.operator.',
  'job.autoscaler.',
  'table.',
  'python.',
  'sql-client.',
  'sql-gateway.',
  'security.delegation.token.provider.',
]

/**
 * The value that counts for an option: under its own key, or else under the first of its other keys that is set.
 *
 * Source: Flink `Configuration.getOptional`.
 */
export function effectiveOption(option: ConfigOption, values: ReadonlyMap<string, string>): EffectiveOption {
  const key = [option.key, ...option.otherKeys.map((other) => other.key)].find((each) => values.has(each)) ?? null
  return { option, key, value: key === null ? option.default : (values.get(key) ?? null) }
}

/** What each key of a configuration does in that release. */
export function keyUses(values: ReadonlyMap<string, string>, release: FlinkRelease): Map<string, KeyUse> {
  const byOtherKey = new Map<string, ConfigOption[]>()
  for (const option of optionsOf(release).values()) {
    for (const { key } of option.otherKeys) byOtherKey.set(key, [...(byOtherKey.get(key) ?? []), option])
  }
  return new Map([...values.keys()].map((key) => [key, keyUse(key, values, release, byOtherKey)]))
}

function keyUse(
  key: string,
  values: ReadonlyMap<string, string>,
  release: FlinkRelease,
  byOtherKey: ReadonlyMap<string, readonly ConfigOption[]>,
): KeyUse {
  const own = optionOf(key, release)
  if (own) return { use: 'current', option: own }
  const map = mapOption(key, release)
  if (map) return values.has(map.key) ? { use: 'shadowed', option: map, by: map.key } : { use: 'current', option: map }
  // An old key may serve several options: it has no effect only where each of them is set by another.
  const options = byOtherKey.get(key) ?? []
  const option = options.find((each) => effectiveOption(each, values).key === key) ?? options[0]
  if (option) {
    const effective = effectiveOption(option, values)
    if (effective.key !== null && effective.key !== key) return { use: 'shadowed', option, by: effective.key }
    const deprecated = option.otherKeys.some((other) => other.key === key && other.deprecated)
    return { use: deprecated ? 'deprecated' : 'fallback', option }
  }
  const prefix = PASSED_ON.find((each) => key.startsWith(each))
  return prefix === undefined ? { use: 'unknown', knownIn: releasesKnowing(key) } : { use: 'passed-on', prefix }
}

/**
 * The option of which a key sets one entry: `<key of the map>.<name>`, where the map itself is not set.
 *
 * Source: Flink `Configuration.getRawValue`.
 */
function mapOption(key: string, release: FlinkRelease): ConfigOption | null {
  const options = optionsOf(release)
  // No option's key is longer: a key of a million dots is not cut at each of them.
  for (let dot = key.lastIndexOf('.', LONGEST_KEY); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
    const option = options.get(key.slice(0, dot))
    if (option?.type === 'map') return option
  }
  return null
}

function releasesKnowing(key: string): FlinkRelease[] {
  return FLINK_RELEASES.filter((release) => optionsOf(release).has(key))
}
