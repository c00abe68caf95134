import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Location, locate, staysBelow } from './location.ts'
import { normalisePath } from './path.ts'

const segment = fc.stringMatching(/^[A-Za-z0-9_.%=+ -]{1,12}$/)
const segments = fc.array(segment, { minLength: 1, maxLength: 6 })

describe('normalisePath', () => {
  it.each([
    ['/a', 'file:///a'],
    ['file:/srv/flink/chk-1', 'file:///srv/flink/chk-1'],
    ['file:///srv/flink/chk-1/', 'file:///srv/flink/chk-1'],
    ['FILE:///a', 'file:///a'],
    ['file://localhost/a', 'file:///a'],
    ['file:///a//b', 'file:///a/b'],
    ['file:////a', 'file:///a'],
    ['/', 'file:///'],
    ['file:/', 'file:///'],
    ['s3://bucket/chk-1', 's3://bucket/chk-1'],
    ['s3://bucket//x', 's3://bucket//x'],
    ['s3://bucket/x/', 's3://bucket/x'],
    ['s3://bucket', 's3://bucket'],
    ['s3://bucket/', 's3://bucket'],
    ['S3A://Bucket/Key', 's3a://Bucket/Key'],
    ['hdfs://nn:8020/flink', 'hdfs://nn:8020/flink'],
    ['hdfs:/flink', 'hdfs:///flink'],
    ['abfss://c@account.dfs.core.windows.net/x', 'abfss://c@account.dfs.core.windows.net/x'],
    ['/a/../b', 'file:///a/../b'],
    ['/a%2e%2e', 'file:///a%2e%2e'],
    ['', ''],
    ['relative/dir', 'relative/dir'],
    ['<checkpoint-not-externally-addressable>', '<checkpoint-not-externally-addressable>'],
  ])('%j is %j', (path, normalised) => {
    expect(normalisePath(path)).toBe(normalised)
  })

  it('is the same for every spelling of a local path', () => {
    fc.assert(
      fc.property(segments, (names) => {
        const path = `/${names.join('/')}`
        const spellings = [path, `file:${path}`, `file://${path}`, `${path}/`, `file://localhost${path}//`]
        expect(new Set(spellings.map(normalisePath))).toEqual(new Set([`file://${path}`]))
      }),
    )
  })

  it('changes nothing that is normalised', () => {
    const scheme = fc.constantFrom(
      '',
      '/',
      'file:',
      'file:/',
      'file://',
      's3://',
      'S3://b/',
      'hdfs:',
      'x+y.z-1://',
      ':',
      '//',
    )
    fc.assert(
      fc.property(
        scheme,
        fc.string({ unit: fc.constantFrom('/', '.', 'a', ':', '%', '\n', '?', ' ') }),
        (start, rest) => {
          const once = normalisePath(start + rest)
          expect(normalisePath(once)).toBe(once)
        },
      ),
    )
  })

  it('keeps keys of an object store apart', () => {
    fc.assert(
      fc.property(segments, segments, (a, b) => {
        fc.pre(a.join('/') !== b.join('/'))
        expect(normalisePath(`s3://bucket/${a.join('/')}`)).not.toBe(normalisePath(`s3://bucket/${b.join('/')}`))
        expect(normalisePath(`s3://bucket/${a.join('//')}`)).toBe(`s3://bucket/${a.join('//')}`)
      }),
    )
  })
})

describe('locate', () => {
  const location = (id: string, prefix: string): Location => ({ id, prefix, directory: `/mnt/${id}` })
  const locations = [
    location('flink', 'file:///srv/flink/'),
    location('ha', 'file:/srv/flink/ha'),
    location('s3', 's3://bucket/flink'),
  ]

  it.each([
    ['file:/srv/flink/checkpoints/chk-1/_metadata', 'flink', ['checkpoints', 'chk-1', '_metadata']],
    ['/srv/flink/ha/orders/completedCheckpoint1', 'ha', ['orders', 'completedCheckpoint1']],
    ['/srv/flink/haven/x', 'flink', ['haven', 'x']],
    ['file:///srv/flink', 'flink', []],
    ['s3://bucket/flink/x', 's3', ['x']],
  ])('%s lies in %s', (path, id, below) => {
    expect(locate(locations, path)).toMatchObject({ location: { id }, segments: below })
  })

  it.each([
    'file:///srv',
    '/srv/flinkier/x',
    's3://bucket/flinkier',
    's3://other/flink/x',
    'hdfs:///srv/flink/x',
    'srv/flink/x',
    '',
  ])('%j lies in none', (path) => {
    expect(locate(locations, path)).toBeNull()
  })

  it('registers nothing by a prefix that is no path', () => {
    expect(locate([location('x', '')], '/x')).toBeNull()
    expect(locate([location('x', 'srv')], 'srv/x')).toBeNull()
  })

  it('holds everything local under the root', () => {
    expect(locate([location('root', '/')], 'file:/a/b')?.segments).toEqual(['a', 'b'])
  })
})

describe('staysBelow', () => {
  it('takes names and no steps', () => {
    expect(staysBelow(['a', '...', '..a', '%2e%2e'])).toBe(true)
    for (const step of ['..', '.', 'a\0b']) expect(staysBelow(['a', step])).toBe(false)
  })
})
