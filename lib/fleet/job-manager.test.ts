import { afterEach, beforeEach, describe, expect, it, onTestFinished, test, vi } from 'vitest'
import type { FlinkClient } from '../flink/client.ts'
import { clockSkew } from './clock-skew.ts'
import { type JobManagerPoller, pollJobManager } from './job-manager.ts'

const JOB = '520554bf500d775132dc38b306ab8b28'
const SECOND = 1_000

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  vi.stubEnv('DATABASE_URL', 'postgresql://127.0.0.1:9/none')
  vi.stubEnv('WEIR_LOG_LEVEL', 'silent')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

const idOf = (n: number) => n.toString(16).padStart(32, '0')

/** A JobManager with one job of a long interval, or with those given, and when it was asked for what. */
function jobManager({ intervalMs = 60 * SECOND, history = '', jobIds = [JOB] } = {}) {
  const told = <T>(value: T) => ({ ok: true as const, value, observedAt: Date.now(), sourceTime: null })
  const silence = () => ({
    ok: false as const,
    problem: { code: 'flink.timeout' },
    status: null,
    observedAt: Date.now(),
  })
  const jobs = jobIds.map((jobId) => ({
    jobId,
    name: 'orders',
    state: 'RUNNING',
    startTime: 1,
    endTime: null as number | null,
  }))
  const askedAt: number[] = []
  const asked: string[] = []
  const overviewsAt: number[] = []
  const state = { alive: true, defect: false, clockAheadMs: 0, version: '1.20.5' }
  const answer = <T>(value: T) => (state.alive ? told(value) : silence())
  const client = {
    jobsOverview: async () => {
      overviewsAt.push(Date.now())
      return answer(jobs.map((job) => ({ ...job })))
    },
    config: async () => answer({ flinkVersion: state.version }),
    jobManagerConfig: async () => answer(new Map(history === '' ? [] : [['web.checkpoints.history', history]])),
    checkpoints: async (jobId: string) => {
      askedAt.push(Date.now())
      asked.push(jobId)
      if (state.defect) throw new Error('a defect')
      return answer({ history: [], latest: {}, counts: {} })
    },
    checkpointConfig: async () => answer({ intervalMs }),
    job: async () => answer({ now: Date.now() + state.clockAheadMs, vertices: [] }),
    exceptions: async () => answer({ entries: [] }),
  }
  const cancel = () => Object.assign(jobs[0] ?? {}, { state: 'CANCELED', endTime: Date.now() })
  // What following a job without checkpoints does not ask is left out.
  return { client: client as unknown as FlinkClient, cancel, askedAt, asked, overviewsAt, jobs, state }
}

function poll(client: FlinkClient, skew = clockSkew()): JobManagerPoller {
  const poller = pollJobManager({ client, skew, onChange: () => undefined, isRecorded: () => true, random: () => 1 })
  onTestFinished(() => poller.stop())
  return poller
}

/** The longest time between two that are asked one after the other. */
const longest = (at: readonly number[]) => Math.max(...at.slice(1).map((time, i) => time - (at[i] ?? 0)))

it('asks for the last word of a job that ended once Flink’s answers can no longer be older, and then no more', async () => {
  const { client, cancel, askedAt } = jobManager()
  const poller = poll(client)
  await vi.advanceTimersByTimeAsync(15 * SECOND)
  expect(askedAt, 'a long interval is not asked about often').toHaveLength(1)
  const endedAt = Date.now()
  cancel()
  await vi.advanceTimersByTimeAsync(25 * SECOND)
  const lastWord = askedAt.at(-1) ?? 0
  expect(lastWord - endedAt).toBeGreaterThan(6 * SECOND)
  expect(poller.state().jobs.get(JOB)?.checkpoints?.observedAt).toBe(lastWord)
  const asked = askedAt.length
  await vi.advanceTimersByTimeAsync(120 * SECOND)
  expect(askedAt).toHaveLength(asked)
})

describe('a job is asked about', () => {
  test.each([
    ['at half of what its history spans', { intervalMs: 10 * SECOND, history: '4' }, 20 * SECOND],
    ['no more often than Flink answers anew', { intervalMs: SECOND, history: '4' }, 3 * SECOND],
    ['once a minute at least', { intervalMs: 600 * SECOND, history: '10' }, 60 * SECOND],
  ])('%s', async (_, configured, everyMs) => {
    const { client, askedAt } = jobManager(configured)
    poll(client)
    await vi.advanceTimersByTimeAsync(10 * everyMs)
    expect(askedAt.length).toBeGreaterThanOrEqual(10)
    expect(longest(askedAt)).toBeLessThanOrEqual(everyMs + 100)
    expect(askedAt.length).toBeLessThanOrEqual(11)
  })

  test('every three seconds while someone looks, and no longer', async () => {
    const { client, askedAt } = jobManager()
    const stop = poll(client).look()
    await vi.advanceTimersByTimeAsync(30 * SECOND)
    expect(longest(askedAt)).toBeLessThanOrEqual(3 * SECOND + 100)
    stop()
    await vi.advanceTimersByTimeAsync(10 * SECOND)
    askedAt.length = 0
    await vi.advanceTimersByTimeAsync(50 * SECOND)
    expect(askedAt.length).toBeLessThanOrEqual(1)
  })

  test('soon when HA names a new checkpoint, but not before Flink answers anew', async () => {
    const { client, askedAt } = jobManager()
    const poller = poll(client)
    await vi.advanceTimersByTimeAsync(15 * SECOND)
    const at = Date.now()
    poller.expect(JOB)
    await vi.advanceTimersByTimeAsync(5 * SECOND)
    expect((askedAt.at(-1) ?? 0) - at).toBe(3 * SECOND)
  })
})

describe('a JobManager that does not answer', () => {
  test('is asked ever more rarely, but within ten seconds of its return', async () => {
    const { client, overviewsAt, state } = jobManager()
    state.alive = false
    poll(client)
    await vi.advanceTimersByTimeAsync(120 * SECOND)
    expect(overviewsAt.slice(0, 4).map((at) => at - 1_000_000)).toEqual([0, 3_000, 9_000, 19_000])
    expect(longest(overviewsAt)).toBe(10 * SECOND)
  })

  test('any more is not waited for once a job', async () => {
    const { client, asked, state } = jobManager({ intervalMs: SECOND, jobIds: [1, 2, 3, 4, 5].map(idOf) })
    poll(client)
    await vi.advanceTimersByTimeAsync(4 * SECOND)
    asked.length = 0
    state.alive = false
    await vi.advanceTimersByTimeAsync(4 * SECOND)
    expect(asked).toHaveLength(1)
    state.alive = true
    await vi.advanceTimersByTimeAsync(15 * SECOND)
    expect(new Set(asked).size).toBe(5)
  })
})

test('a defect ends one round, and not the asking', async () => {
  const { client, askedAt, state } = jobManager()
  state.defect = true
  const poller = poll(client)
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(poller.state().jobs.get(JOB)?.checkpoints).toBeNull()
  state.defect = false
  await vi.advanceTimersByTimeAsync(15 * SECOND)
  expect(poller.state().jobs.get(JOB)?.checkpoints?.ok).toBe(true)
  expect(askedAt.length).toBeGreaterThan(1)
})

test('of more jobs than can be followed the running ones are, and those left out are counted', async () => {
  const { client, jobs } = jobManager({ jobIds: Array.from({ length: 1_010 }, (_, n) => idOf(n)) })
  for (const job of jobs.slice(0, 7)) Object.assign(job, { state: 'FINISHED', endTime: 2 })
  const poller = poll(client)
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(poller.state().jobs.size).toBe(1_000)
  expect(poller.state().jobs.has(idOf(0))).toBe(false)
  expect(poller.state().unfollowed).toBe(3)
})

test('its clock is asked for again, since clocks are set', async () => {
  const skew = clockSkew()
  const { client, state } = jobManager()
  poll(client, skew)
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(skew.value()).toBe(0)
  state.clockAheadMs = 60 * SECOND
  await vi.advanceTimersByTimeAsync(400 * SECOND)
  expect(skew.value()).toBe(60 * SECOND)
})

test('a clock of Weir’s that is set back an hour does not stop the asking', async () => {
  const { client, overviewsAt } = jobManager()
  poll(client)
  await vi.advanceTimersByTimeAsync(SECOND)
  vi.setSystemTime(Date.now() - 3_600 * SECOND)
  overviewsAt.length = 0
  await vi.advanceTimersByTimeAsync(30 * SECOND)
  expect(overviewsAt).toHaveLength(3)
})

it('asks for the release again when another JobManager may answer', async () => {
  const { client, state } = jobManager()
  const poller = poll(client)
  await vi.advanceTimersByTimeAsync(15 * SECOND)
  state.version = '2.3.0'
  await vi.advanceTimersByTimeAsync(15 * SECOND)
  expect(poller.state().config).toMatchObject({ value: { flinkVersion: '1.20.5' } })
  poller.nudge()
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(poller.state().config).toMatchObject({ value: { flinkVersion: '2.3.0' } })
})
