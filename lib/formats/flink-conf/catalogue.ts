import { FLINK_RELEASES, type FlinkRelease } from '../flink-release.ts'
import { OPTION_TABLE } from './option-table.ts'

export type OptionType =
  | 'boolean'
  | 'int'
  | 'long'
  | 'float'
  | 'double'
  | 'string'
  | 'duration'
  | 'memory'
  | 'enum'
  | 'map'
  | 'list'
  | 'enum-list'
  | 'map-list'

/** An option as a run of releases declares it. */
export interface ConfigOption {
  /** With a part in angle brackets where that part is the user's: `metrics.reporter.<name>.interval`. */
  key: string
  type: OptionType
  /** What an `enum` or `enum-list` takes, in any case of letters; empty for the others. */
  choices: readonly string[]
  /** In Flink's own syntax; null where there is none, and often the answer then depends on other options. */
  default: string | null
  /** 1.13 stands for "1.13 or before". */
  since: FlinkRelease
  /** The last release that declares it so; null where 2.3 still does. */
  until: FlinkRelease | null
  /** Keys that are read where this one is not set, in this order. */
  otherKeys: readonly { key: string; deprecated: boolean }[]
}

/** A release of the catalogue for a version such as `1.20.5` or `2.3-SNAPSHOT`; newer ones count as the newest. */
export function releaseOf(version: string): FlinkRelease | null {
  const match = /^(\d{1,3})\.(\d{1,3})(?:[.-]|$)/.exec(version)
  if (!match) return null
  const [major, minor] = [Number(match[1]), Number(match[2])]
  const exact = FLINK_RELEASES.find((release) => release === `${major}.${minor}`)
  if (exact) return exact
  return major > 2 || (major === 2 && minor > 3) ? '2.3' : null
}

const catalogues = new Map<FlinkRelease, ReadonlyMap<string, ConfigOption>>()
let table: readonly ConfigOption[] | null = null

/** Every option that Flink of that release declares, by key. */
export function optionsOf(release: FlinkRelease): ReadonlyMap<string, ConfigOption> {
  const known = catalogues.get(release)
  if (known) return known
  const at = FLINK_RELEASES.indexOf(release)
  const options = new Map<string, ConfigOption>()
  for (const option of allOptions()) {
    const last = option.until === null ? FLINK_RELEASES.length - 1 : FLINK_RELEASES.indexOf(option.until)
    if (FLINK_RELEASES.indexOf(option.since) <= at && at <= last) options.set(option.key, option)
  }
  catalogues.set(release, options)
  return options
}

/** Every option of every release: more than one for a key whose declaration changed. */
export function allOptions(): readonly ConfigOption[] {
  table ??= OPTION_TABLE.split('\n')
    .filter((line) => line !== '')
    .map(parseLine)
  return table
}

/** The option a key sets in that release under its own name, also one whose name has the user's part in it. */
export function optionOf(key: string, release: FlinkRelease): ConfigOption | null {
  const options = optionsOf(release)
  return options.get(key) ?? patternsOf(release).find(({ pattern }) => pattern.test(key))?.option ?? null
}

const patterns = new Map<FlinkRelease, readonly { pattern: RegExp; option: ConfigOption }[]>()

function patternsOf(release: FlinkRelease) {
  const known = patterns.get(release)
  if (known) return known
  const made = [...optionsOf(release).values()]
    .filter(({ key }) => key.includes('<'))
    .map((option) => ({ pattern: patternOf(option.key), option }))
    // The more of a name is fixed, the better it fits.
    .sort((a, b) => b.option.key.replaceAll(/<[^>]*>/g, '').length - a.option.key.replaceAll(/<[^>]*>/g, '').length)
  patterns.set(release, made)
  return made
}

function patternOf(key: string): RegExp {
  const parts = key.split(/<[^>]*>/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  // The last part may have dots in it; the ones before are one word.
  return new RegExp(`^${parts.slice(0, -1).join('[^.]+')}${key.endsWith('>') ? '.+' : '[^.]+'}${parts.at(-1) ?? ''}$`)
}

function parseLine(line: string): ConfigOption {
  const [key = '', since = '', until = '', type = '', defaultText = '', others = ''] = line.split('\t')
  const [name = '', choices = ''] = type.split(':')
  return {
    key,
    type: optionType(name),
    choices: choices === '' ? [] : choices.split('|'),
    default: defaultText === '' ? null : defaultText === '""' ? '' : defaultText,
    since: release(since),
    until: until === '' ? null : release(until),
    otherKeys: others === '' ? [] : others.split(',').map(otherKey),
  }
}

function otherKey(text: string): { key: string; deprecated: boolean } {
  return text.startsWith('~') ? { key: text.slice(1), deprecated: false } : { key: text, deprecated: true }
}

const OPTION_TYPES: readonly OptionType[] = [
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'string',
  'duration',
  'memory',
  'enum',
  'map',
  'list',
  'enum-list',
  'map-list',
]

function optionType(text: string): OptionType {
  const type = OPTION_TYPES.find((each) => each === text)
  if (!type) throw new Error(`the option table names an unknown type: ${text}`)
  return type
}

function release(text: string): FlinkRelease {
  const found = FLINK_RELEASES.find((each) => each === text)
  if (!found) throw new Error(`the option table names an unknown release: ${text}`)
  return found
}
