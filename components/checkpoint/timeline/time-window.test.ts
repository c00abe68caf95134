import { describe, expect, it } from 'vitest'
import { BIN_MS, HOUR_MS, moveWindow, spanOf, windowOf, windowParams } from './time-window'

const read = (query: string) => windowOf(new URLSearchParams(query))

describe('windowOf', () => {
  it('is the last hour where the address names none, or nonsense', () => {
    for (const query of [
      '',
      'window=2h',
      'from=1',
      'from=b&to=c',
      `from=${BIN_MS}&to=0`,
      'from=1&to=2',
      'from=-1&to=9e9',
    ]) {
      expect(read(query)).toEqual({ kind: 'live', name: '1h' })
    }
  })

  it('comes back from the address it was written to', () => {
    for (const window of [
      { kind: 'live', name: '7d' },
      { kind: 'live', name: '1h' },
      { kind: 'chosen', from: HOUR_MS, to: 2 * HOUR_MS },
    ] as const) {
      const params = new URLSearchParams()
      for (const [name, value] of Object.entries(windowParams(window))) if (value !== null) params.set(name, value)
      expect(windowOf(params)).toEqual(window)
    }
  })
})

describe('spanOf', () => {
  it('moves with time, but not at every tick of the clock', () => {
    const spans = [0, 500, 3_000].map((ms) => spanOf({ kind: 'live', name: '1h' }, 36_000_000 - 3_000 + ms, null))
    expect(new Set(spans.map(({ to }) => to)).size).toBe(1)
    expect(spans.every(({ from, to }) => to - from === HOUR_MS)).toBe(true)
  })

  it('begins with the first that is kept', () => {
    const { from } = spanOf({ kind: 'live', name: 'all' }, 100 * HOUR_MS, 10 * HOUR_MS)
    expect(from / HOUR_MS).toBeCloseTo(10, 0)
  })
})

describe('moveWindow', () => {
  const day = { from: 0, to: 24 * HOUR_MS }
  const span = { from: 10 * HOUR_MS, to: 11 * HOUR_MS }

  it('moves by bins and stays within the day', () => {
    expect(moveWindow(span, 'whole', 1, day)).toEqual({ from: span.from + BIN_MS, to: span.to + BIN_MS })
    expect(moveWindow(span, 'whole', 9_999, day)).toEqual({ from: 23 * HOUR_MS, to: 24 * HOUR_MS })
    expect(moveWindow(span, 'whole', -9_999, day)).toEqual({ from: 0, to: HOUR_MS })
  })

  it('keeps edges a bin apart', () => {
    expect(moveWindow(span, 'from', 9_999, day)).toEqual({ from: span.to - BIN_MS, to: span.to })
    expect(moveWindow(span, 'to', -9_999, day)).toEqual({ from: span.from, to: span.from + BIN_MS })
  })

  it('begins on whole bins where a window moved with time', () => {
    expect(moveWindow({ from: span.from + 1_234, to: span.to + 1_234 }, 'whole', 0, day)).toEqual(span)
  })
})
