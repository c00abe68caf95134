import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type ConfigOption, optionsOf, releaseOf } from '../../lib/formats/flink-conf/index.ts'
import { compile } from '../cluster/java.ts'

// The key catalogue against the classes of a release: `java/ListOptions.java` lists what they declare.

const run = promisify(execFile)

interface Declared {
  key: string
  type: string
  isList: boolean
  choices: string[]
  hasDefault: boolean
  /** Of numbers, texts and booleans. */
  default: string | null
  otherKeys: [key: string, deprecated: boolean][]
}

const TYPES: Readonly<Record<string, ConfigOption['type']>> = {
  Boolean: 'boolean',
  Integer: 'int',
  Long: 'long',
  Float: 'float',
  Double: 'double',
  String: 'string',
  Duration: 'duration',
  MemorySize: 'memory',
  Map: 'map',
}

/** What no one sets in a cluster's configuration. */
const LEFT_OUT = [
  // Flink's own way of telling itself something.
  /^(\$internal\.|internal\.|hidden\.|__|<parameter>$|statebackend\.useManagedMemory$)/,
  /^(chainEnd|chainIndex|graphContainingLoops|isChainedSubtask|iterationWait|numberOf\w+|vertexID)$/,
  // Of a table, its connector and format.
  /^[a-z-]+$/,
  /^(compaction|fields|lookup|partition|scan|sink|source|streaming-source|scope)\./,
  /^collect-sink\./,
  // Hidden options of the planner of 1.14, of which nothing was ever told.
  /^table\.exec\.(deduplicate\.mini-batch\.compact-changes|insert-and-updateafter-sensitive|non-temporal-sort\.enabled|topn\.cache-size)$/,
]

/** Constants that some releases declare twice under one key, of which Flink reads the one the catalogue has. */
const DECLARED_TWICE = ['akka.ask.timeout', 'akka.lookup.timeout', 'restart-strategy.fixed-delay.delay']

/** Every option of the catalogue is declared by that release, as the catalogue says; and every option of the release is in it. */
export async function sameOptions(home: string, version: string, dir: string): Promise<void> {
  const release = releaseOf(version)
  assert.ok(release)
  const known = optionsOf(release)
  const declared = await declaredIn(home, dir)
  const keys = new Set(declared.map(({ key }) => key))
  assert.deepEqual(
    [...known.keys()].filter((key) => !keys.has(key)),
    [],
    `${version}: options that its classes do not declare`,
  )
  const others = declared.filter(({ key }) => !known.has(key) && !LEFT_OUT.some((pattern) => pattern.test(key)))
  assert.deepEqual(
    others.map(({ key }) => key),
    [],
    `${version}: options that the catalogue lacks`,
  )
  for (const option of declared) {
    const own = known.get(option.key)
    if (own && !DECLARED_TWICE.includes(own.key)) assert.deepEqual(inWords(own), declaredAs(option), `${version}`)
  }
}

async function declaredIn(home: string, dir: string): Promise<Declared[]> {
  const classes = await compile('ListOptions', home, dir)
  const jars = (await readdir(join(home, 'lib'))).filter((name) => /^flink-(dist|table)/.test(name))
  const command = [
    '-cp',
    `${classes}:${join(home, 'lib')}/*`,
    'ListOptions',
    ...jars.map((jar) => join(home, 'lib', jar)),
  ]
  const { stdout } = await run('java', command, { maxBuffer: 16 * 1024 * 1024 })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Declared)
}

/** Both in the same words. Defaults of durations and the like are written in more than one way. */
function declaredAs({ key, type, isList, choices, hasDefault, default: text, otherKeys }: Declared) {
  const element = type === 'enum' ? 'enum' : TYPES[type]
  return {
    key,
    type: isList ? (element === 'string' ? 'list' : `${element}-list`) : element,
    choices,
    hasDefault,
    default: text,
    otherKeys,
  }
}

function inWords({ key, type, choices, default: text, otherKeys }: ConfigOption) {
  const isPlain = ['boolean', 'int', 'long', 'float', 'double', 'string'].includes(type)
  const isPlace = text === '<java.io.tmpdir>'
  return {
    key,
    type,
    choices,
    hasDefault: text !== null,
    default: isPlace ? '/tmp' : isPlain ? text : null,
    otherKeys: otherKeys.map((other) => [other.key, other.deprecated]),
  }
}
