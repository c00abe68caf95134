import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DecoderThread, type DecoderWorker } from './decoder-thread'
import type { DecodeAnswer, DecodeRequest, Outcome } from './outcome'

/** A worker that answers when it is told to. */
class SilentWorker implements DecoderWorker {
  onmessage: DecoderWorker['onmessage'] = null
  onerror: DecoderWorker['onerror'] = null
  readonly asked: DecodeRequest[] = []
  isEnded = false

  postMessage(request: DecodeRequest): void {
    this.asked.push(request)
  }

  terminate(): void {
    this.isEnded = true
  }

  say(answer: DecodeAnswer): void {
    this.onmessage?.(new MessageEvent('message', { data: answer }))
  }

  fail(): void {
    // Node has no ErrorEvent.
    const place = { message: '', filename: '', lineno: 0, colno: 0, error: null }
    this.onerror?.(Object.assign(new Event('error'), place))
  }
}

const OUTCOME: Outcome = { kind: 'refused', reason: 'tooLarge' }
const input = new Blob(['x'])

let workers: SilentWorker[]
let thread: DecoderThread

function worker(index: number): SilentWorker {
  const started = workers[index]
  if (!started) throw new Error(`worker ${index} was not started`)
  return started
}

beforeEach(() => {
  vi.useFakeTimers()
  workers = []
  thread = new DecoderThread(() => {
    workers.push(new SilentWorker())
    return worker(workers.length - 1)
  })
})

afterEach(() => vi.useRealTimers())

test('a worker that says nothing is ended, and the next input has another', async () => {
  const outcome = thread.decode(input, () => {})
  await vi.advanceTimersByTimeAsync(29_000)
  expect(worker(0).isEnded).toBe(false)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await outcome).toEqual({ kind: 'refused', reason: 'tookTooLong' })
  expect(worker(0).isEnded).toBe(true)

  const next = thread.decode(input, () => {})
  worker(1).say({ answer: 'outcome', outcome: OUTCOME })
  expect(await next).toEqual(OUTCOME)
})

test('one that reads a large file and says so is not, and stays for the JSON', async () => {
  const read: number[] = []
  const outcome = thread.decode(input, (bytes) => read.push(bytes))
  for (const readBytes of [1, 2, 3]) {
    await vi.advanceTimersByTimeAsync(20_000)
    worker(0).say({ answer: 'alive', readBytes })
  }
  worker(0).say({ answer: 'outcome', outcome: OUTCOME })
  expect(await outcome).toEqual(OUTCOME)
  expect(read).toEqual([1, 2, 3])

  const json = thread.json()
  worker(0).say({ answer: 'json', json: new Blob(['{}']) })
  expect(await (await json).text()).toBe('{}')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(worker(0).isEnded).toBe(false)
  expect(workers.length).toBe(1)
})

test('an input that is overtaken has no outcome', async () => {
  const first = thread.decode(input, () => {})
  const second = thread.decode(input, () => {})
  expect(await first).toBeNull()
  expect(worker(0).isEnded).toBe(true)
  worker(1).say({ answer: 'outcome', outcome: OUTCOME })
  expect(await second).toEqual(OUTCOME)
})

test('what an ended worker still says or fails at is not the next one’s', async () => {
  void thread.decode(input, () => {})
  const second = thread.decode(input, () => {})
  worker(0).fail()
  worker(0).say({ answer: 'outcome', outcome: { kind: 'refused', reason: 'unreadable' } })
  worker(1).say({ answer: 'outcome', outcome: OUTCOME })
  expect(await second).toEqual(OUTCOME)
  expect(worker(1).isEnded).toBe(false)
})

test('a worker whose script cannot be loaded is told of, and there is no JSON of nothing', async () => {
  const outcome = thread.decode(input, () => {})
  worker(0).fail()
  expect(await outcome).toEqual({ kind: 'refused', reason: 'unreadable' })
  await expect(thread.json()).rejects.toThrow('nothing is decoded')
})
