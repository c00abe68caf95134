import { describe, expect, test } from 'vitest'
import { redateIso, redateLongs, redateMillis, timeShiftMs } from './redate.ts'

const recording = { startedAt: 1_795_264_207_551, capturedAt: 1_795_264_241_250 }
const DAY = 86_400_000

describe('timeShiftMs', () => {
  test('moves the end of the recording to the wanted age, less than a second more', () => {
    const now = recording.capturedAt + 17 * DAY + 123
    const end = recording.capturedAt + timeShiftMs(recording, now, 3_000)
    expect(now - end).toBeGreaterThanOrEqual(3_000)
    expect(now - end).toBeLessThan(4_000)
  })

  test('moves by whole seconds, so that times without fractions stay in order with those that have one', () => {
    expect(timeShiftMs(recording, recording.capturedAt + 5_678, 0) % 1_000).toBe(0)
  })
})

describe('redateMillis', () => {
  test('moves times of the recording and nothing else, byte for byte', () => {
    const json = '{"start-time":1795264217822, "end-time":-1,"p50":170544.0,"interval":9223372036854775807,"FAILED":0}'
    expect(redateMillis(json, recording, DAY)).toBe(json.replace('1795264217822', String(1_795_264_217_822 + DAY)))
  })

  test.each([
    ['before the recording', '1795264207550'],
    ['after the recording', '1795264241251'],
    ['part of a longer number', '17952642178221'],
    ['a fraction', '0.1795264217822'],
    ['the whole part of a fraction', '1795264217822.5'],
  ])('leaves a number %s', (_, number) => {
    expect(redateMillis(`{"x":${number}}`, recording, DAY)).toBe(`{"x":${number}}`)
  })
})

describe('redateIso', () => {
  test('keeps six digits of a fraction, and none where there is none', () => {
    const text = '"renewTime":"2026-11-21T12:30:36.543375Z" creationTimestamp: 2026-11-21T12:30:16Z'
    expect(redateIso(text, recording, DAY)).toBe(
      '"renewTime":"2026-11-22T12:30:36.543375Z" creationTimestamp: 2026-11-22T12:30:16Z',
    )
  })

  test('leaves a time that is none of the recording', () => {
    const text = '"flink-revision":"2026-06-08T09:21:06Z"'
    expect(redateIso(text, recording, DAY)).toBe(text)
  })
})

describe('redateLongs', () => {
  const long = (value: number) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64BE(BigInt(value))
    return bytes
  }

  test('moves every exact occurrence of the known times, at any offset, and keeps the length', () => {
    const triggered = 1_795_264_234_735
    const completed = 1_795_264_235_022
    const before = Buffer.concat([
      Buffer.from('abc'),
      long(completed),
      long(triggered),
      Buffer.from('z'),
      long(triggered),
    ])
    const after = redateLongs(before, [triggered, completed], DAY)
    expect(Buffer.from(after)).toEqual(
      Buffer.concat([
        Buffer.from('abc'),
        long(completed + DAY),
        long(triggered + DAY),
        Buffer.from('z'),
        long(triggered + DAY),
      ]),
    )
  })

  test('leaves a time it was not told, and does not move a moved time again', () => {
    const first = 1_795_264_234_735
    const untold = long(first + 1)
    const after = redateLongs(Buffer.concat([long(first), untold]), [first, first + DAY], DAY)
    expect(Buffer.from(after)).toEqual(Buffer.concat([long(first + DAY), untold]))
  })
})
