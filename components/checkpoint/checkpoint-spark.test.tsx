import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { SparkSlot } from '@/lib/fleet/view'
import en from '@/messages/en.json'
import { barHeight, CheckpointSpark, medianDuration } from './checkpoint-spark'

const took = (durationMs: number | null): SparkSlot => ({ status: 'completed', durationMs })
const failed: SparkSlot = { status: 'failed', durationMs: 60_000 }

/** Place and size of each rectangle, in the order they are drawn. */
function rectangles(slots: readonly SparkSlot[]): number[][] {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={en}>
      <CheckpointSpark slots={slots} />
    </NextIntlClientProvider>,
  )
  return [...html.matchAll(/<rect ([^>]*)>/g)].map(([, attributes = '']) =>
    ['x', 'y', 'width', 'height'].map((name) => Number(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1])),
  )
}

describe('barHeight', () => {
  it('is linear to twice the median, and clipped there', () => {
    expect([500, 1_000, 2_000, 9_000].map((ms) => barHeight(ms, 1_000))).toEqual([4.5, 9, 18, 18])
  })

  it('is never nothing, and the least where no duration is known', () => {
    expect([barHeight(1, 1_000), barHeight(null, 1_000), barHeight(5, null)]).toEqual([2, 2, 2])
  })
})

it('medianDuration is that of completed ones', () => {
  expect(medianDuration([took(3), failed, took(1), took(null), took(2)])).toBe(2)
  expect(medianDuration([failed])).toBeNull()
})

describe('CheckpointSpark', () => {
  it('has 20 slots of 4 px in 99, the newest at the right', () => {
    const full = rectangles(Array.from({ length: 20 }, () => took(1_000)))
    expect(full.map(([x, , width]) => [x, width])).toEqual(Array.from({ length: 20 }, (_, i) => [i * 5, 4]))
    expect(rectangles([took(1_000), took(1_000)]).map(([x]) => x)).toEqual([90, 95])
  })

  it('draws a failure as a pin of the full height with a square head', () => {
    expect(rectangles([failed])).toEqual([
      [96.5, 4, 1, 14],
      [95, 0, 4, 4],
    ])
  })

  it('draws one that runs in outline, and no checkpoint as a dot', () => {
    expect(rectangles([{ status: 'none', durationMs: null }])).toEqual([[96.5, 17, 1, 1]])
    expect(rectangles([{ status: 'in-progress', durationMs: null }])).toEqual([[95.5, 8.5, 3, 9]])
  })
})
