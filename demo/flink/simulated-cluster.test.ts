import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readCompletedCheckpoint, readHaConfigMap } from '../../lib/formats/index.ts'
import { clusterUnderTest } from './cluster-under-test.ts'

const Checkpoints = z.object({
  counts: z.object({
    restored: z.number(),
    total: z.number(),
    completed: z.number(),
    failed: z.number(),
    in_progress: z.number(),
  }),
  latest: z.object({ restored: z.object({ id: z.number(), external_path: z.string() }).nullable() }),
  history: z.array(
    z.object({
      id: z.number(),
      status: z.string(),
      num_acknowledged_subtasks: z.number(),
      num_subtasks: z.number(),
      failure_message: z.string().optional(),
    }),
  ),
})
const Details = z.object({
  num_subtasks: z.number(),
  state_size: z.number(),
  end_to_end_duration: z.number(),
  tasks: z.record(z.string(), z.object({ num_subtasks: z.number(), state_size: z.number() })),
})
const Subtasks = z.object({
  subtasks: z.array(
    z.object({
      index: z.number(),
      status: z.string(),
      end_to_end_duration: z.number().optional(),
      start_delay: z.number().optional(),
      checkpoint: z.object({ sync: z.number(), async: z.number() }).optional(),
      alignment: z.object({ duration: z.number() }).optional(),
    }),
  ),
})
type Subject = ReturnType<typeof clusterUnderTest>
const checkpointsOf = (subject: Subject) => Checkpoints.parse(subject.ask(`/jobs/${subject.jobId}/checkpoints`).body)

describe.each(['1.13.6', '1.14.6', '1.16.3', '1.20.5', '2.0.2', '2.3.0'])('a cluster on %s', (version) => {
  test('a checkpoint is triggered at the interval, acknowledged one by one, and completes everywhere at once', () => {
    const subject = clusterUnderTest(version)
    subject.pass(5_300)
    expect(subject.jobMap().data.counter).toBe('102')
    const [running] = checkpointsOf(subject).history
    expect(running).toMatchObject({ id: 101, status: 'IN_PROGRESS' })
    expect(running?.num_acknowledged_subtasks).toBeLessThan(running?.num_subtasks ?? 0)
    expect(subject.keys()).toEqual([98, 99, 100])
    subject.pass(2_000)
    const { history, counts } = checkpointsOf(subject)
    expect(history[0]).toMatchObject({ id: 101, status: 'COMPLETED' })
    expect(counts.total).toBe(counts.completed + counts.failed)
    expect(subject.keys()).toEqual([99, 100, 101])
    const map = readHaConfigMap({ ...subject.jobMap().metadata, data: subject.jobMap().data })
    const pointers = map?.entries.flatMap((entry) => (entry.kind === 'checkpoint' && entry.pointer?.path) || []) ?? []
    for (const pointer of pointers) {
      const held = readCompletedCheckpoint(readFileSync(join(subject.directory, pointer.slice('s3://shop'.length))))
      expect(existsSync(join(subject.directory, held.externalPointer.slice('s3://shop'.length), '_metadata'))).toBe(
        true,
      )
    }
    expect(existsSync(join(subject.directory, `checkpoints/orders/${subject.jobId}/chk-98`))).toBe(false)
  })

  test('details add up: vertices to the checkpoint, phases to the duration', () => {
    const subject = clusterUnderTest(version)
    const path = `/jobs/${subject.jobId}/checkpoints/details/100`
    const details = Details.parse(subject.ask(path).body)
    const tasks = Object.entries(details.tasks)
    expect(tasks.reduce((sum, [, task]) => sum + task.state_size, 0)).toBe(details.state_size)
    expect(tasks.reduce((sum, [, task]) => sum + task.num_subtasks, 0)).toBe(details.num_subtasks)
    const durations = tasks.flatMap(([vertex]) => {
      const { subtasks } = Subtasks.parse(subject.ask(`${path}/subtasks/${vertex}`).body)
      for (const { end_to_end_duration = 0, start_delay = 0, checkpoint, alignment } of subtasks) {
        const phases = start_delay + (alignment?.duration ?? 0) + (checkpoint?.sync ?? 0) + (checkpoint?.async ?? 0)
        expect(phases).toBe(end_to_end_duration)
      }
      return subtasks.map(({ end_to_end_duration = 0 }) => end_to_end_duration)
    })
    expect(Math.max(...durations)).toBe(details.end_to_end_duration)
  })
})

test('the JobManager remembers as many checkpoints as it is told to', () => {
  const subject = clusterUnderTest('1.20.5')
  subject.pass(60_000)
  const { history } = checkpointsOf(subject)
  expect(history).toHaveLength(10)
  expect(history.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => (history[0]?.id ?? 0) - i))
  expect(subject.ask(`/jobs/${subject.jobId}/checkpoints/details/95`)).toMatchObject({
    status: 404,
    body: { errors: [expect.stringContaining('Could not find checkpointing statistics for checkpoint 95.')] },
  })
})

test('without HA checkpoints go on all the same, and the directories of the oldest go', () => {
  const subject = clusterUnderTest('1.18.1', { cluster: { highAvailability: false, manager: 'standalone' } })
  const directory = (id: number) => join(subject.directory, `checkpoints/orders/${subject.jobId}/chk-${id}`)
  subject.pass(30_000)
  const completed = checkpointsOf(subject).history.filter(({ status }) => status === 'COMPLETED')
  const kept = completed.map(({ id }) => id).filter((id) => existsSync(directory(id)))
  expect(kept).toEqual(completed.slice(0, 3).map(({ id }) => id))
  expect(existsSync(join(subject.directory, 'ha'))).toBe(false)
  subject.cluster.kill(Date.UTC(2026, 10, 21, 12) + 30_000)
  subject.cluster.revive(Date.UTC(2026, 10, 21, 12) + 31_000)
  subject.pass(5_000)
  expect(checkpointsOf(subject)).toMatchObject({ counts: { restored: 0 }, latest: { restored: null } })
})

test('a checkpoint that takes too long expires, with those who did not answer', () => {
  const subject = clusterUnderTest('1.20.5', { job: { incidents: { 1: 'expires' }, timeoutMs: 4_000 } })
  subject.pass(10_000)
  const failed = checkpointsOf(subject).history.find(({ id }) => id === 101)
  expect(failed).toMatchObject({ status: 'FAILED', failure_message: 'Checkpoint expired before completing.' })
  expect(failed?.num_acknowledged_subtasks).toBeLessThan(failed?.num_subtasks ?? 0)
  expect(subject.keys()).toEqual([98, 99, 100])
})

test('a killed JobManager leaves everything as it was; another one takes over when the lease has run out', () => {
  const subject = clusterUnderTest('1.20.5')
  subject.pass(1_000)
  const before = subject.jobMap()
  subject.cluster.kill(Date.UTC(2026, 10, 21, 12) + 1_000)
  subject.pass(30_000)
  expect(subject.jobMap().metadata.resourceVersion).toBe(before.metadata.resourceVersion)
  subject.cluster.revive(Date.UTC(2026, 10, 21, 12) + 31_000)
  expect(subject.ask('/jobs/overview').status).toBe(503)
  subject.pass(3_000)
  const { counts, latest, history } = checkpointsOf(subject)
  expect(counts).toMatchObject({ restored: 1, completed: 0, failed: 0 })
  expect(history).toEqual([])
  expect(latest.restored).toMatchObject({ id: 100 })
  expect(latest.restored?.external_path).toMatch(/\/chk-100$/)
  subject.pass(10_000)
  expect(checkpointsOf(subject).history.at(-1)?.id).toBe(101)
})

test('a job that restarts again and again completes nothing, and says of what it dies', () => {
  const trouble = { kind: 'restarts' as const, cause: 'java.lang.OutOfMemoryError: Java heap space', restarts: 11 }
  const subject = clusterUnderTest('1.17.2', { job: { trouble } })
  subject.pass(180_000)
  const { counts, history } = checkpointsOf(subject)
  expect(counts.restored).toBeGreaterThan(12)
  expect(history.filter(({ id }) => id > 100).map(({ status }) => status)).not.toContain('COMPLETED')
  const exceptions = subject.ask(`/jobs/${subject.jobId}/exceptions`).body
  expect(exceptions).toMatchObject({
    exceptionHistory: {
      entries: expect.arrayContaining([expect.objectContaining({ exceptionName: 'java.lang.OutOfMemoryError' })]),
    },
  })
})

test('a restart of the past: the JobManager tells of what, and of the checkpoint it went back to; the next came later', () => {
  const restarted = { before: -2, downMs: 20_000, cause: 'java.util.concurrent.TimeoutException: Heartbeat timed out.' }
  const subject = clusterUnderTest('1.20.5', { job: { restarted, incidents: { [-3]: 'expires' }, timeoutMs: 4_000 } })
  const { counts, latest } = checkpointsOf(subject)
  expect(counts.restored).toBe(1)
  expect(latest.restored).toMatchObject({ id: 96 })
  const { exceptionHistory } = z
    .object({ exceptionHistory: z.object({ entries: z.array(z.object({ timestamp: z.number() })) }) })
    .parse(subject.ask(`/jobs/${subject.jobId}/exceptions`).body)
  const triggered = new Map(
    subject.cluster.jobs.flatMap(({ attempts }) => attempts.map((one) => [one.id, one.triggeredAt] as const)),
  )
  const [before = 0, after = 0] = [triggered.get(97), triggered.get(98)]
  expect(after - before).toBeGreaterThan(restarted.downMs + 10_000)
  expect(exceptionHistory.entries).toEqual([{ timestamp: after - 10_000 - restarted.downMs }])
})
