import { type ConfigOption, type KeyUse, keyUses, readConfigYaml, readFlinkConf } from '../formats/flink-conf/index.ts'
import { type ConfigurationEntry, type FlinkConfiguration, FormatError, TextFormatError } from '../formats/index.ts'
import { isSecretKey, MASK, maskText, maskValue } from './mask-secrets.ts'

export interface DecodedConfiguration {
  /** By which file's rules it was read. */
  rules: ConfigurationRules
  entries: DecodedEntry[]
  /** Lines that Flink skips. */
  ignored: { line: number; offset: number; text: string; reason: 'noSeparator' | 'noKeyOrValue' }[]
  /** Settings that the other file's rules read otherwise; null where those refuse the file. */
  otherRules: { rules: ConfigurationRules; differing: { key: string; value: string | null }[] } | null
}

export type ConfigurationRules = 'flink-conf.yaml' | 'config.yaml'

/** The newest that reads a file by these rules. */
const NEWEST = { 'flink-conf.yaml': '1.20', 'config.yaml': '2.3' } as const

const RULES = ['flink-conf.yaml', 'config.yaml'] as const satisfies ConfigurationRules[]

/** The rules of the file, where it has the name of one: Flink looks for no others. */
export function rulesOf(fileName: string): ConfigurationRules | undefined {
  return RULES.find((name) => name === fileName)
}

/** A setting whose value may be shown. */
export interface DecodedEntry extends ConfigurationEntry {
  /** The value is left out, or a part of it. */
  masked: boolean
  /** Characters of the file that the value takes; null where it is not written there in one piece. */
  length: number | null
  /** What the option is called in the newest Flink that reads such a file, where this is not its name any more. */
  successor: string | null
  /** Whether a release of Flink from 1.13 on has such an option, or hands such keys on: else it may be mistyped. */
  isKnown: boolean
}

/**
 * Reads a configuration file, secrets masked. The two kinds of file have rules of their own and no mark to tell them
 * apart: `config.yaml` is what nests, or what only YAML reads as something else than quotes and brackets. A number that it
 * would only write otherwise (`0.40`) tells nothing.
 *
 * @throws FormatError with the offset in characters.
 */
export function readConfiguration(text: string, given?: ConfigurationRules): DecodedConfiguration {
  const flat = readFlinkConf(text)
  const yaml = attempt(() => readConfigYaml(text))
  const rules = given ?? likelierRules(text, flat, yaml)
  const [chosen, other] = rules === 'config.yaml' ? [yaml, flat] : [flat, yaml]
  if (chosen instanceof FormatError) {
    throw new TextFormatError(chosen.code, chosen.offset, chosen.expected, maskText(chosen.found))
  }
  const uses = keyUses(chosen.values, NEWEST[rules])
  return {
    rules,
    entries: chosen.entries.map((entry) => ({ ...shown(entry, text), ...meaningOf(entry.key, uses.get(entry.key)) })),
    ignored: chosen.ignored.map(({ text, ...line }) => ({ ...line, text: isSecretKey(text) ? MASK : maskText(text) })),
    otherRules: other instanceof FormatError ? null : differences(rules, chosen, other),
  }
}

/** Whether it reads like a configuration of Flink, and not like any text that has colons in it. */
export function isOfFlink({ entries, ignored }: DecodedConfiguration): boolean {
  // A key without a value is no prose: templates are full of them.
  const prose = ignored.filter(({ text }) => !/^[\w.-]+:$/.test(text.trim())).length
  if (entries.length === 0) return ignored.length === 0
  return entries.some((entry) => entry.isKnown) && prose <= entries.length
}

function likelierRules(text: string, flat: FlinkConfiguration, yaml: FlinkConfiguration | FormatError) {
  if (nests(text)) return 'config.yaml'
  if (yaml instanceof FormatError) return flat.entries.length > 0 ? 'flink-conf.yaml' : 'config.yaml'
  return flat.ignored.length > 0 || differs(flat, yaml, text) ? 'config.yaml' : 'flink-conf.yaml'
}

/** Whether a line of a key and nothing else is followed by one that is further in. */
function nests(text: string): boolean {
  let opens = false
  for (const line of text.split('\n')) {
    if (/^\s*(?:#|$)/.test(line)) continue
    if (opens && /^[ \t]/.test(line)) return true
    opens = /^[^\s#][^#]*:\s*(?:#|$)/.test(line)
  }
  return false
}

function differs(flat: FlinkConfiguration, yaml: FlinkConfiguration, text: string): boolean {
  if (flat.values.size !== yaml.values.size) return true
  const offsets = new Map(yaml.entries.map(({ key, offset }) => [key, offset]))
  const isPlain = (key: string, value: string) =>
    /^[\w.+-]+$/.test(value) && text.startsWith(value, offsets.get(key) ?? text.length)
  return [...flat.values].some(([key, value]) => yaml.values.get(key) !== value && !isPlain(key, value))
}

function differences(rules: ConfigurationRules, chosen: FlinkConfiguration, other: FlinkConfiguration) {
  const keys = [...new Set([...chosen.values.keys(), ...other.values.keys()])]
  const differing = keys.filter((key) => chosen.values.get(key) !== other.values.get(key))
  return {
    rules: rules === 'config.yaml' ? ('flink-conf.yaml' as const) : ('config.yaml' as const),
    differing: differing.map((key) => {
      const value = other.values.get(key)
      return { key, value: value === undefined ? null : maskValue(key, value) }
    }),
  }
}

function meaningOf(key: string, found: KeyUse | undefined): Pick<DecodedEntry, 'successor' | 'isKnown'> {
  // Set under both names, the old one has no effect.
  const isOld = found?.use === 'deprecated' || (found?.use === 'shadowed' && isOldName(key, found.option))
  return {
    successor: isOld ? found.option.key : null,
    isKnown: found !== undefined && (found.use !== 'unknown' || found.knownIn.length > 0),
  }
}

function isOldName(key: string, option: ConfigOption): boolean {
  return option.otherKeys.some((other) => other.key === key && other.deprecated)
}

function shown(entry: ConfigurationEntry, text: string): Omit<DecodedEntry, 'successor' | 'isKnown'> {
  const value = maskValue(entry.key, entry.value)
  const items = entry.items?.map((item) => maskValue(entry.key, item)) ?? null
  const stands = entry.value !== '' && text.startsWith(entry.value, entry.offset)
  return {
    ...entry,
    value,
    items,
    masked: value !== entry.value,
    length: stands ? entry.value.length : null,
  }
}

function attempt<T>(read: () => T): T | FormatError {
  try {
    return read()
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
}
