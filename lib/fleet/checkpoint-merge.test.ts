import { expect, test } from 'vitest'
import type { CheckpointAttempt } from '../flink/client.ts'
import { type MergeInput, mergeCheckpoints } from './checkpoint-merge.ts'
import { type Sighting, sightingsFromRest } from './sighting.ts'

const at = 1_795_264_236_735

/** An attempt as REST of a release tells it: up to 1.14 the only size is what was newly written. */
function attempt(change: Partial<CheckpointAttempt> = {}): CheckpointAttempt {
  return {
    id: 10,
    status: 'completed',
    isSavepoint: false,
    kind: 'checkpoint',
    savepointFormat: null,
    triggerTimestamp: at,
    latestAckTimestamp: at + 2_000,
    durationMs: 2_000,
    stateSizeBytes: 5_000,
    checkpointedSizeBytes: null,
    subtasks: { acked: 4, total: 4 },
    externalPath: 'file:/srv/flink/chk-10',
    discarded: false,
    failureTimestamp: null,
    failureMessage: null,
    ...change,
  }
}

const fromRest = (told: CheckpointAttempt) =>
  sightingsFromRest({
    counts: { restored: 0, total: 1, inProgress: 0, completed: 1, failed: 0 },
    latest: { completed: null, savepoint: null, failed: null, restored: null },
    history: [told],
  })

/** The same checkpoint as its HA file tells it. */
const fromHa = fromRest(attempt()).map(
  (sighting): Sighting => ({ ...sighting, source: 'ha', stateSizeBytes: 241_000, checkpointedSizeBytes: null }),
)

function merged(rest: Sighting[], ha: Sighting[], recorded: MergeInput['recorded'] = []) {
  return mergeCheckpoints({
    runId: 'run',
    now: at,
    rest: { sightings: rest, observedAt: at },
    ha: { sightings: ha, observedAt: at, kept: true, keepsSavepoints: true },
    recorded,
    verified: new Map(),
    normalise: (path) => path,
  })[0]
}

test('up to 1.14 the HA file tells the whole size, and REST what was newly written', () => {
  const row = merged(fromRest(attempt()), fromHa)
  expect([row?.stateSizeBytes, row?.checkpointedSizeBytes]).toEqual([241_000, 5_000])
})

test('the whole size stays known once its key is gone', () => {
  const before = merged(fromRest(attempt()), fromHa)
  const after = merged(fromRest(attempt()), [], before ? [before] : [])
  expect([after?.stateSizeBytes, after?.checkpointedSizeBytes]).toEqual([241_000, 5_000])
})

test('up to 1.14 without its HA file the whole size is unknown, not what was newly written', () => {
  const row = merged(fromRest(attempt()), [])
  expect([row?.stateSizeBytes, row?.checkpointedSizeBytes]).toEqual([null, 5_000])
})

test('up to 1.14 a savepoint was newly written as a whole', () => {
  const row = merged(fromRest(attempt({ isSavepoint: true })), [])
  expect(row?.stateSizeBytes).toBe(5_000)
})

test('from 1.15 on REST tells both, and what failed has neither', () => {
  const told = { stateSizeBytes: 241_000, checkpointedSizeBytes: 5_000 }
  expect(merged(fromRest(attempt(told)), [])).toMatchObject(told)
  const failed = merged(fromRest(attempt({ ...told, status: 'failed' })), [])
  expect([failed?.stateSizeBytes, failed?.checkpointedSizeBytes]).toEqual([null, null])
})
