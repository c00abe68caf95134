import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstSentence, lastSegment, pathPieces, shortenMiddle, shortenPath } from './shorten'

describe('shortenMiddle', () => {
  it('keeps both ends', () => {
    expect(shortenMiddle('7d1f0a3bc02a')).toBe('7d1f…c02a')
  })

  it('leaves alone what would not get shorter', () => {
    expect(shortenMiddle('123456789')).toBe('123456789')
    expect(shortenMiddle('1234567890')).toBe('1234…7890')
  })
})

describe('pathPieces', () => {
  it('breaks after slashes but not within the scheme', () => {
    expect(pathPieces('s3://flink-state/orders/chk-12')).toEqual(['s3://', 'flink-state/', 'orders/', 'chk-12'])
    expect(pathPieces('file:/srv/x')).toEqual(['file:/', 'srv/', 'x'])
  })

  it('loses nothing of any path', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z:/. %]*$/), (path) => pathPieces(path).join('') === path))
  })
})

describe('shortenPath', () => {
  it('drops the middle of a long path', () => {
    const path = `s3://flink-state/${'deep/'.repeat(20)}7d1f/chk-12`
    expect(shortenPath(path)).toBe('s3://flink-state/…/7d1f/chk-12')
  })

  it('keeps what it is called where there is no room for more', () => {
    const path = 's3://wh-state/ha/warehouse-sync/completedCheckpoint60da39ca3ea3'
    expect(shortenPath(path, 48)).toBe('s3://wh-state/…/completedCheckpoint60da39ca3ea3')
  })

  it('cuts job ids first', () => {
    expect(shortenPath(`file:/srv/${'0123456789abcdef'.repeat(2)}/chk-12`)).toBe('file:/srv/0123…cdef/chk-12')
  })

  it('keeps a short one', () => {
    expect(shortenPath('s3://flink-state/orders/7d1f/chk-12')).toBe('s3://flink-state/orders/7d1f/chk-12')
  })
})

it('lastSegment ignores a closing slash', () => {
  expect(lastSegment('file:/srv/savepoint-7d1f-9f8a11/')).toBe('savepoint-7d1f-9f8a11')
})

describe('firstSentence', () => {
  it('ends at the first full stop before another sentence', () => {
    expect(firstSentence('No leader. A restart would wait.')).toBe('No leader')
    expect(firstSentence('没有主节点。重启会等待。')).toBe('没有主节点')
  })

  it('does not end within names', () => {
    expect(firstSentence('Flink 1.20.5 at s3://a.b/c does not answer. Try again.')).toBe(
      'Flink 1.20.5 at s3://a.b/c does not answer',
    )
  })

  it('takes all of a single sentence', () => {
    expect(firstSentence('No leader.')).toBe('No leader')
    expect(firstSentence('No leader')).toBe('No leader')
  })
})
