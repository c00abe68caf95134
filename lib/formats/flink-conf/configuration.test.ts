import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../format-error.ts'
import { formatDuration, parseDurationMs, parseDurationNanos } from './duration.ts'
import { javaDouble } from './java-double.ts'
import { formatMemorySize, parseMemorySize } from './memory-size.ts'
import { readConfigYaml } from './read-config-yaml.ts'
import { readFlinkConf } from './read-flink-conf.ts'
import { writeConfigYaml, writeFlinkConf } from './write-configuration.ts'

const text = (name: string) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)))
const expected = (name: string): Record<string, Record<string, string>> => JSON.parse(text(`configuration/${name}`))
const values = (read: { values: ReadonlyMap<string, string> }) => Object.fromEntries(read.values)

const codeOf = (read: () => unknown): string => {
  try {
    read()
    return 'value'
  } catch (error) {
    if (error instanceof FormatError) return error.code
    throw error
  }
}

describe('flink-conf.yaml as 1.20.5 reads it', () => {
  it.each(Object.entries(expected('flink-conf.expected.json')))('%s', (name, settings) => {
    expect(values(readFlinkConf(text(`configuration/${name}`)))).toEqual(settings)
  })
})

describe('config.yaml as 2.3.0 reads it', () => {
  // Flink keeps a list that contains itself as a text with an anchor in it.
  const { 'cycle.yaml': cycle, ...comparable } = expected('config.expected.json')
  it.each(Object.entries(comparable))('%s', (name, settings) => {
    const read = () => readConfigYaml(text(`configuration/${name}`))
    if ('$error' in settings) expect(codeOf(read)).not.toBe('value')
    else expect(values(read())).toEqual(settings)
  })

  it('refuses a list that contains itself', () => {
    expect(cycle).toEqual({ a: '&id001 [*id001]' })
    expect(codeOf(() => readConfigYaml(text('configuration/cycle.yaml')))).toBe('unsupported')
  })
})

describe('files of users', () => {
  it('reads what stands in them, and where', () => {
    const { entries, ignored } = readFlinkConf(text('field/nfs-broken.flink-conf.yaml'))
    expect(entries.map(({ key, value, line }) => [line, key, value])).toEqual([
      [1, 'state.backend', 'rocksdb'],
      [2, 'state.checkpoint-storage', 'filesystem'],
      [3, 'state.checkpoints.dir', '/opt/flink/checkpoint'],
      [4, 'state.savepoints.dir', '/opt/flink/Savepoint'],
      [5, 'kubernetes.pod-template-file', '/opt/flink/conf/pod-template.yaml'],
    ])
    expect(ignored).toEqual([])
    expect(values(readFlinkConf(text('field/minio-ha-1.13.flink-conf.yaml')))['s3.endpoint']).toBe(
      'http://service-minio:9000',
    )
  })

  it('names the lines that Flink skips', () => {
    const file = 'a: 1\nno-space:value\n: value\n# : \nb: 2 # c\n'
    expect(readFlinkConf(file)).toMatchObject({
      entries: [
        { key: 'a', line: 1, offset: 3 },
        { key: 'b', value: '2', line: 5, offset: file.indexOf('2 #') },
      ],
      ignored: [
        { line: 2, text: 'no-space:value', reason: 'noSeparator' },
        { line: 3, reason: 'noKeyOrValue' },
      ],
    })
  })

  it('keeps the elements of a list and the place of a nested value', () => {
    const file = 'a:\n  b:\n    - x y\n    - 2\nc: &n 5\nd: *n\n'
    expect(readConfigYaml(file).entries).toEqual([
      { key: 'a.b', value: '[x y, 2]', items: ['x y', '2'], line: 3, offset: file.indexOf('- x') },
      { key: 'c', value: '5', items: null, line: 5, offset: file.indexOf('5') },
      { key: 'd', value: '5', items: null, line: 6, offset: file.indexOf('*n') },
    ])
  })
})

describe('hostile files', () => {
  const long = (unit: string) => unit.repeat(Math.floor((1024 * 1024) / unit.length))
  const bomb = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${i ? `*a${i - 1}, `.repeat(10) : 'x'}]`).join('\n')
  it.each([
    ['aliases that multiply', bomb, 'tooLarge'],
    ['nesting in lists', `a: ${'['.repeat(10_000)}`, 'tooDeep'],
    ['nesting in mappings', `a: ${'{a: '.repeat(5_000)}`, 'tooDeep'],
    ['nesting in blocks', '- '.repeat(10_000), 'tooDeep'],
    ['nesting of keys', '? '.repeat(10_000), 'tooDeep'],
    [
      'nesting by way of aliases',
      Array.from(
        { length: 300 },
        (_, i) => `a${i}: &a${i} ${'['.repeat(50)}${i ? `*a${i - 1}` : 'x'}${']'.repeat(50)}`,
      ).join('\n'),
      'tooDeep',
    ],
    ['many errors', long('}'), 'tooLarge'],
    ['many settings', Array.from({ length: 50_000 }, (_, i) => `k${i}: 1`).join('\n'), 'tooLarge'],
    ['a number of a million digits', `a: ${'9'.repeat(1024 * 1024 - 3)}`, 'tooLarge'],
    ['more than a ConfigMap', ' '.repeat(1024 * 1024 + 1), 'tooLarge'],
    ['keys that multiply', `? ${'k'.repeat(3000)}\n: {${'l'.repeat(3000)}: 1}`, 'tooLarge'],
  ])('%s', (_, file, code) => {
    expect(codeOf(() => readConfigYaml(file))).toBe(code)
  })

  it('reads no more of flink-conf.yaml either', () => {
    expect(codeOf(() => readFlinkConf(' '.repeat(1024 * 1024 + 1)))).toBe('tooLarge')
    expect(readFlinkConf(long(': \n')).ignored.length).toBe(349525)
  })
})

describe('durations and sizes as 2.3.0 reads them', () => {
  const cases: [string, string | null, string | null][] = JSON.parse(text('configuration/values-2.3.0.expected.json'))
  it.each(cases)('%j', (input, duration, size) => {
    if (duration === null) expect(codeOf(() => parseDurationNanos(input))).toMatch(/malformedText|outOfRange/)
    else expect(parseDurationNanos(input)).toBe(BigInt(duration.replace('.', '')))
    if (size === null) expect(codeOf(() => parseMemorySize(input))).toMatch(/malformedText|outOfRange/)
    else if (BigInt(size) > 2n ** 53n) expect(codeOf(() => parseMemorySize(input))).toBe('outOfRange')
    else expect(parseMemorySize(input)).toBe(Number(size))
  })

  it('reads back what it prints', () => {
    fc.assert(fc.property(fc.bigInt(0n, 2n ** 62n), (nanos) => parseDurationNanos(formatDuration(nanos)) === nanos))
    fc.assert(fc.property(fc.maxSafeNat(), (bytes) => parseMemorySize(formatMemorySize(bytes)) === bytes))
    expect([formatDuration(600_000_000_000n), formatMemorySize(20480)]).toEqual(['10 min', '20 kb'])
  })

  it('rounds down to milliseconds', () => {
    expect([parseDurationMs('1999 µs'), parseDurationMs('PT0.0005S'), parseDurationMs('3 d')]).toEqual([
      1, 0, 259200000,
    ])
    expect(codeOf(() => parseDurationMs('200000000 d'))).toBe('outOfRange')
  })

  it('prints numbers as Java does', () => {
    expect([0.001, 0.0001, 1e7, 9999999, -1.5, 5e-324, -0].map(javaDouble)).toEqual([
      '0.001',
      '1.0E-4',
      '1.0E7',
      '9999999.0',
      '-1.5',
      '5.0E-324',
      '-0.0',
    ])
  })
})

describe('writing', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}(\.[a-z-]{1,8}){0,3}$/)
  it('gives a config.yaml that reads as the same, whatever text a value is', () => {
    const value = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('1.10', 'null', '~', 'a: b', '- x'),
    )
    fc.assert(
      fc.property(fc.dictionary(word, value), (settings) => {
        const file = writeConfigYaml(new Map(Object.entries(settings)))
        expect(values(readConfigYaml(file))).toEqual({ ...settings })
      }),
    )
    fc.assert(
      fc.property(word, fc.array(value), (key, items) => {
        expect(readConfigYaml(writeConfigYaml(new Map([[key, items]]))).entries[0]?.items).toEqual(items)
      }),
    )
  })

  it('gives a flink-conf.yaml that reads as the same, or says what it cannot hold', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (key, value) => {
        const settings = new Map([[key, value]])
        if (codeOf(() => writeFlinkConf(settings)) === 'unsupported') return
        expect(readFlinkConf(writeFlinkConf(settings)).values).toEqual(settings)
      }),
    )
    expect(codeOf(() => writeFlinkConf(new Map([['a', 'b # c']])))).toBe('unsupported')
    expect(writeFlinkConf(new Map([['a.b', 'c: d']]))).toBe('a.b: c: d\n')
  })
})
