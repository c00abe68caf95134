import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FLINK_RELEASES } from '../flink-release.ts'
import { allOptions, optionOf, optionsOf, releaseOf } from './catalogue.ts'
import { parseDurationNanos } from './duration.ts'
import { effectiveOption, keyUses } from './effective-options.ts'
import { parseMemorySize } from './memory-size.ts'
import { readFlinkConf } from './read-flink-conf.ts'

const settings = (values: Record<string, string>) => new Map(Object.entries(values))

describe('the table', () => {
  it('has an option of each key at most once in a release', () => {
    for (const release of FLINK_RELEASES) {
      expect(optionsOf(release).size).toBeGreaterThan(500)
      const at = FLINK_RELEASES.indexOf(release)
      const keys = allOptions()
        .filter(({ since, until }) => {
          return FLINK_RELEASES.indexOf(since) <= at && (until === null || at <= FLINK_RELEASES.indexOf(until))
        })
        .map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  it('has defaults of the type the option has', () => {
    const fits = ({ type, choices, default: text }: ReturnType<typeof allOptions>[number]): boolean => {
      if (text === null) return true
      if (type === 'boolean') return text === 'true' || text === 'false'
      if (type === 'int' || type === 'long') return Number.isInteger(Number(text))
      // These two throw where the text is none.
      if (type === 'duration') return typeof parseDurationNanos(text) === 'bigint'
      if (type === 'memory') return text.startsWith('9223372036854775807') || parseMemorySize(text) >= 0
      return type !== 'enum' || choices?.includes(text) === true
    }
    const wrong = [...allOptions()].filter((option) => !fits(option))
    expect(wrong.map(({ key }) => key)).toEqual([])
  })

  it('tells what changed between releases', () => {
    expect(optionOf('state.backend', '1.16')).toMatchObject({ type: 'string', default: null, until: '1.16' })
    expect(optionOf('state.backend.type', '1.17')?.otherKeys).toContainEqual({ key: 'state.backend', deprecated: true })
    expect(optionOf('state.backend.type', '1.16')).toBeNull()
    expect(optionOf('execution.checkpointing.dir', '1.20')?.since).toBe('1.20')
    expect(optionOf('state.checkpoints.num-retained', '1.13')).toMatchObject({ type: 'int', default: '1' })
    expect(optionOf('state.backend.forst.cache.dir', '1.20')).toBeNull()
    expect(optionOf('execution.checkpointing.timeout', '2.3')).toMatchObject({ type: 'duration', default: '10 min' })
    expect(optionOf('execution.checkpointing.data-inline-threshold', '2.3')?.default).toBe('20 kb')
    expect(optionOf('execution.checkpointing.mode', '2.3')?.choices).toEqual(['EXACTLY_ONCE', 'AT_LEAST_ONCE'])
  })

  it('knows options whose name is partly the user’s', () => {
    expect(optionOf('external-resource.gpu.amount', '2.3')?.key).toBe('external-resource.<resource_name>.amount')
    expect(optionOf('external-resource.gpu.param.a.b', '2.3')?.key).toBe(
      'external-resource.<resource_name>.param.<param>',
    )
    expect(optionOf('external-resource.gpu.more', '2.3')).toBeNull()
  })

  it('takes versions as clusters tell them', () => {
    expect(['1.20.5', '2.3-SNAPSHOT', '2.9.0', '3.0', '1.12.7', '1.9', 'x', '2.0'].map(releaseOf)).toEqual([
      '1.20',
      '2.3',
      '2.3',
      '2.3',
      null,
      null,
      null,
      '2.0',
    ])
  })
})

describe('effective options', () => {
  it('takes the new key before the old one, and says that the old one does nothing', () => {
    const values = settings({ 'state.checkpoints.dir': 'file:///old', 'execution.checkpointing.dir': 'file:///new' })
    const option = optionOf('execution.checkpointing.dir', '2.3')
    expect(option && effectiveOption(option, values)).toMatchObject({
      key: 'execution.checkpointing.dir',
      value: 'file:///new',
    })
    expect(keyUses(values, '2.3').get('state.checkpoints.dir')).toMatchObject({
      use: 'shadowed',
      by: 'execution.checkpointing.dir',
    })
    expect(keyUses(values, '1.19').get('state.checkpoints.dir')).toMatchObject({ use: 'current' })
    expect(keyUses(values, '1.19').get('execution.checkpointing.dir')).toMatchObject({ use: 'unknown' })
  })

  it('of an old key that serves several options, where one of them is set by another', () => {
    const values = settings({ 'web.port': '8082', 'rest.bind-port': '8090' })
    expect(keyUses(values, '2.3').get('web.port')).toMatchObject({ use: 'deprecated', option: { key: 'rest.port' } })
    const both = settings({ 'web.port': '8082', 'rest.bind-port': '8090', 'rest.port': '8083' })
    expect(keyUses(both, '2.3').get('web.port')).toMatchObject({ use: 'shadowed' })
  })

  it('takes entries of a map one by one, unless the map itself is set', () => {
    const labels = 'kubernetes.jobmanager.labels'
    const use = (text: Record<string, string>) => keyUses(settings(text), '1.20').get(`${labels}.team.name`)
    expect(use({ [`${labels}.team.name`]: 'x' })).toMatchObject({ use: 'current', option: { key: labels } })
    expect(use({ [`${labels}.team.name`]: 'x', [labels]: 'a:b' })).toMatchObject({ use: 'shadowed', by: labels })
    expect(
      keyUses(settings({ 'kubernetes.jobmanager.cpu.team': '1' }), '1.20')
        .values()
        .next().value,
    ).toMatchObject({
      use: 'unknown',
    })
  })

  it('looks at no more of a key than an option can be called', () => {
    const spent = process.threadCpuUsage()
    expect(
      keyUses(settings({ [`a${'.a'.repeat(500_000)}`]: 'x' }), '2.3')
        .values()
        .next().value,
    ).toMatchObject({
      use: 'unknown',
    })
    expect(process.threadCpuUsage(spent).user).toBeLessThan(1_000_000)
    expect(Math.max(...[...optionsOf('2.3').keys()].map((key) => key.length))).toBeLessThan(256)
  })

  it('falls back on the default', () => {
    const option = optionOf('execution.checkpointing.timeout', '2.3')
    expect(option && effectiveOption(option, new Map())).toMatchObject({ key: null, value: '10 min' })
  })

  it('judges each key of a file by the release it is for', () => {
    const { values } = readFlinkConf(
      readFileSync(new URL('../fixtures/field/minio-ha-1.13.flink-conf.yaml', import.meta.url), 'utf8'),
    )
    const uses = (release: '1.13' | '1.17' | '2.3') =>
      Object.fromEntries([...keyUses(values, release)].map(([key, { use }]) => [key, use]))
    expect(uses('1.13')).toMatchObject({ 'state.backend': 'current', 'high-availability': 'current' })
    expect(uses('2.3')).toMatchObject({
      's3.endpoint': 'passed-on',
      'state.backend': 'deprecated',
      'state.checkpoints.dir': 'deprecated',
      'high-availability': 'deprecated',
      'high-availability.storageDir': 'current',
    })
    const mistyped = keyUses(settings({ 'state.checkpoint.dir': 'x', 'state.backend.async': 'true' }), '2.3')
    expect(mistyped.get('state.checkpoint.dir')).toEqual({ use: 'unknown', knownIn: [] })
    expect(mistyped.get('state.backend.async')).toMatchObject({
      use: 'unknown',
      knownIn: expect.arrayContaining(['1.20']),
    })
  })
})
