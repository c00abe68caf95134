import { expect, test } from 'vitest'
import type { JobEvent, JobRun } from '../../db/generated/client.ts'
import { restartsOf } from './restarts.ts'

const start = 1_795_264_300_000
const minute = 60_000

const run = (change: Partial<JobRun> = {}): JobRun => ({
  id: 'run-1',
  clusterId: 'cluster',
  jobId: 'a'.repeat(32),
  jobName: 'orders',
  startKey: 'ha:1',
  startedAt: new Date(start),
  haMapUid: null,
  restStartedAt: null,
  flinkState: null,
  restoredFromPath: null,
  restoredCheckpointId: null,
  lineageId: 'run-1',
  firstSeenAt: new Date(start),
  lastSeenAt: new Date(start),
  endedAt: null,
  ...change,
})
const restored = (at: number, checkpointId: number, runId = 'run-1'): JobEvent => ({
  runId,
  kind: 'restored',
  at: new Date(at),
  checkpointId: BigInt(checkpointId),
  path: `file:/srv/chk-${checkpointId}`,
  cause: null,
})
const failure = (at: number, cause: string): JobEvent => ({
  runId: 'run-1',
  kind: 'failure',
  at: new Date(at),
  checkpointId: null,
  path: null,
  cause,
})

test('a restore is told with the failure before it', () => {
  const restarts = restartsOf([run()], [failure(start + 10 * minute, 'disk full'), restored(start + 11 * minute, 5)])
  expect(restarts).toEqual([
    { at: start, kind: 'run', restoredCheckpointId: null, restoredFrom: null, cause: null },
    {
      at: start + 11 * minute,
      kind: 'restart',
      restoredCheckpointId: 5,
      restoredFrom: 'file:/srv/chk-5',
      cause: 'disk full',
    },
  ])
})

test('a JobManager that recovers the job tells a restore without a failure', () => {
  const [, restart] = restartsOf([run()], [restored(start + 11 * minute, 5)])
  expect(restart).toMatchObject({ kind: 'restart', restoredCheckpointId: 5, cause: null })
})

test('failures that no restore follows are restarts without a known checkpoint', () => {
  const events = [
    failure(start + minute, 'first'),
    failure(start + 2 * minute, 'second'),
    restored(start + 3 * minute, 9),
  ]
  expect(restartsOf([run()], events).slice(1)).toMatchObject([
    { at: start + minute, restoredCheckpointId: null, cause: 'first' },
    { at: start + 3 * minute, restoredCheckpointId: 9, cause: 'second' },
  ])
})

test('the failure a job ended with is no restart', () => {
  const ended = run({ endedAt: new Date(start + minute + 400) })
  expect(restartsOf([ended], [failure(start + minute, 'gave up')])).toHaveLength(1)
})

test('the snapshot a run began from is told with its start', () => {
  const second = run({
    id: 'run-2',
    startedAt: new Date(start + 60 * minute),
    restoredFromPath: 'file:/srv/sp-1',
    restoredCheckpointId: 12n,
  })
  const restarts = restartsOf([second, run()], [restored(start + 60 * minute + 900, 12, 'run-2')])
  expect(restarts.map(({ at, kind, restoredFrom }) => [at, kind, restoredFrom])).toEqual([
    [start, 'run', null],
    [start + 60 * minute, 'run', 'file:/srv/sp-1'],
  ])
})
