/** One setting of a configuration file. */
export interface ConfigurationEntry {
  /** Flat: `state.backend.type`, however deep the file nests it. */
  key: string
  /** As Flink holds it: a number of `config.yaml` is written the way Java prints it. */
  value: string
  /** The elements, where `config.yaml` has a list; null for everything else, also for a text such as `a;b`. */
  items: readonly string[] | null
  /** Where the value stands: line from 1, character of the file from 0. */
  line: number
  offset: number
}

/** A line of `flink-conf.yaml` that Flink skips, with no more than a warning in its log. */
export interface IgnoredLine {
  line: number
  offset: number
  text: string
  /** `noSeparator`: no `: ` in it. `noKeyOrValue`: nothing before it. */
  reason: 'noSeparator' | 'noKeyOrValue'
}

export interface FlinkConfiguration {
  /** In the order of the file; of a key that occurs twice both are here, and the last one counts. */
  entries: readonly ConfigurationEntry[]
  /** Always empty for `config.yaml`, of which Flink takes all or nothing. */
  ignored: readonly IgnoredLine[]
  /** What Flink makes of it: the last value of each key. */
  values: ReadonlyMap<string, string>
}

/** A ConfigMap, which such a file comes from, holds no more. */
export const CONFIGURATION_MAX_CHARS = 1024 * 1024

export function lastValues(entries: readonly ConfigurationEntry[]): Map<string, string> {
  return new Map(entries.map(({ key, value }) => [key, value]))
}
