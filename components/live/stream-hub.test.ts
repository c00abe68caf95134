import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EventStream } from './shared-stream'
import { type HubEvent, StreamHub } from './stream-hub'

class ScriptedSource implements EventStream {
  readyState = 0
  onopen: EventStream['onopen'] = null
  onmessage: EventStream['onmessage'] = null
  onerror: EventStream['onerror'] = null
  readonly query: URLSearchParams
  closed = false
  beat: () => void = () => {}

  constructor(address: string) {
    this.query = new URL(address, 'http://weir.test').searchParams
  }
  addEventListener(_type: 'beat', listener: () => void): void {
    this.beat = listener
  }
  close(): void {
    this.closed = true
  }
  followed(): [string, string][] {
    const cursors = this.query.getAll('cursor')
    return this.query.getAll('subject').map((subject, index) => [subject, cursors[index] ?? ''])
  }
  tell(subject: number, id: string): void {
    const data = JSON.stringify({ kind: 'fleet', subject, now: 1, connections: [], upserted: [], removed: [] })
    this.onmessage?.(new MessageEvent('message', { data, lastEventId: id }))
  }
}

let sources: ScriptedSource[]
let hub: StreamHub
const last = (): ScriptedSource => {
  const source = sources.at(-1)
  if (!source) throw new Error('nothing was opened')
  return source
}
const joined = (id: string, subject: string, cursor: string): HubEvent[] => {
  const heard: HubEvent[] = []
  hub.join(id, { subject, cursor }, (event) => heard.push(event))
  return heard
}
const messages = (heard: HubEvent[]) => heard.filter(({ kind }) => kind === 'message').length
const phases = (heard: HubEvent[]) => heard.flatMap((event) => (event.kind === 'phase' ? [event.phase] : []))

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { onLine: true })
  sources = []
  hub = new StreamHub((address) => {
    const source = new ScriptedSource(address)
    sources.push(source)
    return source
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('opens one stream for all views that come together, and hands each what is its own', () => {
  const fleet = [joined('a', 'view=fleet', 'r.5'), joined('b', 'view=fleet', 'r.4')]
  const job = joined('c', 'view=job', 'r.7')
  vi.advanceTimersByTime(50)
  expect(sources).toHaveLength(1)
  expect(last().followed()).toEqual([
    ['view=fleet', 'r.4'],
    ['view=job', 'r.7'],
  ])
  last().tell(0, 'r.8')
  expect(fleet.map(messages)).toEqual([1, 1])
  expect(messages(job)).toBe(0)
})

it('opens anew for a new subject, from where the others have come to', () => {
  joined('a', 'view=fleet', 'r.5')
  vi.advanceTimersByTime(50)
  const first = last()
  first.tell(0, 'r.9')
  joined('b', 'view=job', 'r.8')
  vi.advanceTimersByTime(50)
  expect(first.closed).toBe(true)
  expect(last().followed()).toEqual([
    ['view=fleet', 'r.9'],
    ['view=job', 'r.8'],
  ])
})

it('lets a subject go with its last view, and the stream with the last subject', () => {
  joined('a', 'view=fleet', 'r.5')
  joined('b', 'view=fleet', 'r.5')
  vi.advanceTimersByTime(50)
  hub.leave('a')
  vi.advanceTimersByTime(50)
  expect(last().closed).toBe(false)
  hub.leave('b')
  vi.advanceTimersByTime(50)
  expect(last().closed).toBe(true)
  expect(sources).toHaveLength(1)
})

it('has a second stream beyond what the server takes in one', () => {
  for (let n = 0; n < 30; n++) joined(`tab ${n}`, `view=job&job=${n}`, 'r.1')
  vi.advanceTimersByTime(50)
  expect(sources.map((source) => source.followed().length)).toEqual([24, 6])
})

it('tries again where the server has no stream for it, later each time, from where it was', () => {
  const heard = joined('a', 'view=fleet', 'r.5')
  vi.advanceTimersByTime(50)
  last().tell(0, 'r.6')
  for (const waitMs of [2_000, 4_000]) {
    const before = sources.length
    last().readyState = 2
    last().onerror?.(new Event('error'))
    vi.advanceTimersByTime(waitMs / 2 - 1)
    expect(sources).toHaveLength(before)
    vi.advanceTimersByTime(waitMs / 2 + 1)
    expect(sources).toHaveLength(before + 1)
  }
  expect(last().followed()).toEqual([['view=fleet', 'r.6']])
  expect(phases(heard)).toContain('behind')
})

it('leaves a cut connection to EventSource, which makes it again by itself', () => {
  const heard = joined('a', 'view=fleet', 'r.5')
  vi.advanceTimersByTime(50)
  last().onopen?.(new Event('open'))
  last().onerror?.(new Event('error'))
  vi.advanceTimersByTime(10_000)
  expect(sources).toHaveLength(1)
  last().onopen?.(new Event('open'))
  expect(phases(heard)).toEqual(['connecting', 'live', 'behind', 'live'])
})

it('takes silence for a cut, and beats for life', () => {
  const heard = joined('a', 'view=fleet', 'r.5')
  vi.advanceTimersByTime(50)
  for (let n = 0; n < 4; n++) {
    vi.advanceTimersByTime(15_000)
    last().beat()
  }
  expect(sources).toHaveLength(1)
  vi.advanceTimersByTime(41_000)
  expect(sources).toHaveLength(2)
  expect(phases(heard).at(-1)).toBe('behind')
})
