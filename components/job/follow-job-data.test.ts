import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DataError } from './fetch-job-data'
import { followJobData, type JobAnswer } from './follow-job-data'

const HREF = '/api/jobs/timeline?job=a'
const fetchStub = vi.fn<typeof fetch>()
const page = { hidden: false }

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', fetchStub.mockReset())
  vi.stubGlobal('document', page)
  page.hidden = false
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const answers = (...bodies: unknown[]) => {
  for (const body of bodies) fetchStub.mockImplementationOnce(async () => Response.json(body))
}

/** Follows an address as the hook does: what it has is what the last answer made of it. */
function follow(everyMs: number | null, href = HREF, before: JobAnswer<number> | null = null) {
  const held = { answer: before, told: 0 }
  const stop = followJobData<number>(href, everyMs, (next) => {
    held.answer = next(held.answer)
    held.told += 1
  })
  return { held, stop }
}

test('an address is read once where nothing else is asked for', async () => {
  answers(1)
  const { held } = follow(null)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(held).toEqual({ answer: { href: HREF, data: 1, error: null }, told: 1 })
  expect(fetchStub).toHaveBeenCalledTimes(1)
})

test('it is read again so long after each answer, and not while the page is hidden', async () => {
  answers(1, 2, 3)
  const { held, stop } = follow(5_000)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(held.answer?.data).toBe(2)
  page.hidden = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(fetchStub).toHaveBeenCalledTimes(2)
  page.hidden = false
  await vi.advanceTimersByTimeAsync(5_000)
  expect(held.answer?.data).toBe(3)
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(fetchStub).toHaveBeenCalledTimes(3)
})

test('what went wrong is told beside the last good data of this address, and of no other', async () => {
  const problem = { code: 'recorder.unavailable' }
  fetchStub.mockImplementation(async () => Response.json({ problem }, { status: 503 }))
  const same = follow(null, HREF, { href: HREF, data: 7, error: null })
  const other = follow(null, HREF, { href: '/api/jobs/timeline?job=b', data: 7, error: null })
  await vi.advanceTimersByTimeAsync(0)
  expect(same.held.answer).toMatchObject({ data: 7, error: { problem } })
  expect(other.held.answer?.data).toBeUndefined()
})

test.each([
  ['no answer', () => Promise.reject(new TypeError('Failed to fetch')), 'weir.unreachable'],
  ['an unknown job', async () => Response.json({}, { status: 404 }), 'weir.not-known'],
  [
    'an answer of something in between',
    async () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    'weir.no-answer',
  ],
])('%s is a problem that has a sentence', async (_, answer, code) => {
  fetchStub.mockImplementation(answer)
  const { held } = follow(null)
  await vi.advanceTimersByTimeAsync(0)
  expect(held.answer?.error).toBeInstanceOf(DataError)
  expect(held.answer?.error).toMatchObject({ problem: { code } })
})

test('nothing is told once it was stopped, and the request is given up', async () => {
  let given: AbortSignal | null | undefined
  fetchStub.mockImplementation((_, init) => {
    given = init?.signal
    return new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('gone'))))
  })
  const { held, stop } = follow(5_000)
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(given?.aborted).toBe(true)
  expect(held.told).toBe(0)
  expect(fetchStub).toHaveBeenCalledTimes(1)
})
