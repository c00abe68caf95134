/** The windows that are a click away; `all` begins with the first that Weir keeps. */
export const WINDOWS = ['1h', '6h', '24h', '7d', 'all'] as const
export type WindowName = (typeof WINDOWS)[number]

export const HOUR_MS = 3_600_000
const LENGTH_MS: Record<Exclude<WindowName, 'all'>, number> = {
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
}

export const BIN_MS = 300_000
const SHORTEST_MS = BIN_MS
const STEPS = 240

/** A window as the address holds it: one that ends now, or one that was chosen and stays. Epoch ms on the source's clock. */
export type TimeWindow = { kind: 'live'; name: WindowName } | { kind: 'chosen'; from: number; to: number }

/** Reads a window from an address; what is none is the last hour. */
export function windowOf(params: { get(name: string): string | null }): TimeWindow {
  const from = timeOf(params.get('from'))
  const to = timeOf(params.get('to'))
  if (from !== null && to !== null && to - from >= SHORTEST_MS) return { kind: 'chosen', from, to }
  const name = params.get('window')
  return { kind: 'live', name: WINDOWS.find((one) => one === name) ?? '1h' }
}

function timeOf(text: string | null): number | null {
  if (text === null || !/^\d{1,16}$/.test(text)) return null
  return Number(text)
}

/** What an address holds for a window; null where it holds nothing. */
export function windowParams(window: TimeWindow): Record<'window' | 'from' | 'to', string | null> {
  if (window.kind === 'chosen') return { window: null, from: String(window.from), to: String(window.to) }
  return { window: window.name === '1h' ? null : window.name, from: null, to: null }
}

/** What the timeline is asked for. */
export function windowQuery(window: TimeWindow): Record<string, string> {
  if (window.kind === 'chosen') return { from: String(window.from), to: String(window.to) }
  return { window: window.name === 'all' ? 'all' : String(LENGTH_MS[window.name]) }
}

/**
 * Where a window begins and ends now. One that ends now goes on in steps, or all of the chart would be drawn anew at every
 * tick: it ends up to a step ahead of the time.
 *
 * @param since when Weir's record of the job begins, for `all`
 */
export function spanOf(window: TimeWindow, now: number, since: number | null): { from: number; to: number } {
  if (window.kind === 'chosen') return { from: window.from, to: window.to }
  const length = window.name === 'all' ? Math.max(HOUR_MS, now - (since ?? now)) : LENGTH_MS[window.name]
  // Between a 240th and half of that, and the same while the length of `all` grows: 8 s of an hour.
  const step = 1_000 * 2 ** Math.floor(Math.log2(length / STEPS / 1_000))
  const to = Math.ceil(now / step) * step
  return { from: window.name === 'all' ? Math.min(since ?? now, to - HOUR_MS) : to - length, to }
}

/**
 * Moves a window, or one of its edges, by whole bins, and keeps it within `limits` and at least a bin long.
 *
 * @param part what is moved: the whole window, its begin or its end
 */
export function moveWindow(
  span: { from: number; to: number },
  part: 'whole' | 'from' | 'to',
  bins: number,
  limits: { from: number; to: number },
): { from: number; to: number } {
  const from = Math.round(span.from / BIN_MS) * BIN_MS
  const to = Math.max(from + SHORTEST_MS, Math.round(span.to / BIN_MS) * BIN_MS)
  const by = bins * BIN_MS
  switch (part) {
    case 'whole': {
      const start = clamp(from + by, limits.from, Math.max(limits.from, limits.to - (to - from)))
      return { from: start, to: start + (to - from) }
    }
    case 'from':
      return { from: clamp(from + by, limits.from, to - SHORTEST_MS), to }
    case 'to':
      return { from, to: clamp(to + by, from + SHORTEST_MS, limits.to) }
  }
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
