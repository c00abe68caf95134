import { TextFormatError } from '../format-error.ts'
import {
  CONFIGURATION_MAX_CHARS,
  type ConfigurationEntry,
  type FlinkConfiguration,
  type IgnoredLine,
  lastValues,
} from './configuration-entry.ts'
import { javaTrim } from './java-trim.ts'

/**
 * Reads `flink-conf.yaml` by Flink's own rules, which are not YAML's: one `key: value` a line, everything from `#` on is
 * a comment even inside a value, quotes and brackets are part of the value, nesting does not exist, the last of equal
 * keys counts, and a line that is none of this is skipped.
 *
 * @throws FormatError `tooLarge` for more than 1 MiB; nothing else is an error.
 * Source: Flink `GlobalConfiguration.loadYAMLResource` (up to 1.18), `loadLegacyYAMLResource` (1.19, 1.20); compared with
 * 1.14.6 and 1.20.5.
 */
export function readFlinkConf(text: string): FlinkConfiguration {
  if (text.length > CONFIGURATION_MAX_CHARS) {
    throw new TextFormatError('tooLarge', 0, `at most ${CONFIGURATION_MAX_CHARS} characters`, `${text.length}`)
  }
  const entries: ConfigurationEntry[] = []
  const ignored: IgnoredLine[] = []
  let line = 0
  for (const match of text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)) {
    line++
    const whole = match[1] ?? ''
    const hash = whole.indexOf('#')
    const setting = javaTrim(hash < 0 ? whole : whole.slice(0, hash))
    if (setting === '') continue
    const separator = setting.indexOf(': ')
    if (separator <= 0) {
      const reason = separator < 0 ? 'noSeparator' : 'noKeyOrValue'
      ignored.push({ line, offset: match.index, text: setting, reason })
      continue
    }
    const value = javaTrim(setting.slice(separator + 2))
    const offset = match.index + whole.indexOf(value, whole.indexOf(setting) + separator + 2)
    entries.push({ key: javaTrim(setting.slice(0, separator)), value, items: null, line, offset })
  }
  return { entries, ignored, values: lastValues(entries) }
}
