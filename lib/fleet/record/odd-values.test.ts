import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../db/fresh-database.ts'
import { flinkClient } from '../../flink/client.ts'
import { mergeCheckpoints } from '../checkpoint-merge.ts'
import type { JobEvent } from '../rest-job.ts'
import { sightingsFromRest } from '../sighting.ts'
import { type ClusterObservation, recorder } from './recorder.ts'

const now = 1_795_264_300_000
const jobId = '55488d215c1ebee94f49a603deb9c3a6'
const RUNS = 60

const oddText = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 20 }),
  fc.constantFrom('', '\0', '\ud800', `${'a'.repeat(1_999)}😀`, 'x'.repeat(9_000), "'; --"),
)
const oddNumber = fc.oneof(
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.constantFrom(0, -1, 1.5, 2 ** 31, 1e18, 8.64e15, 8.64e15 + 1, 253_402_300_800_000, Number.MAX_SAFE_INTEGER),
)
const oddTime = fc.oneof(
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  fc.constantFrom(1, 8.64e15, 8.64e15 + 2, 253_402_300_800_000),
)
const count = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.constantFrom(2 ** 31, Number.MAX_SAFE_INTEGER))

const attempt = fc.record(
  {
    id: count,
    status: fc.constantFrom('COMPLETED', 'FAILED', 'IN_PROGRESS', 'OTHER'),
    is_savepoint: fc.boolean(),
    checkpoint_type: oddText,
    trigger_timestamp: oddTime,
    latest_ack_timestamp: oddTime,
    end_to_end_duration: oddNumber,
    state_size: count,
    num_subtasks: count,
    num_acknowledged_subtasks: count,
    external_path: oddText,
    discarded: fc.boolean(),
    checkpointed_size: count,
    failure_timestamp: oddTime,
    failure_message: oddText,
  },
  { noNullPrototype: true },
)
const answer = fc.record({
  counts: fc.constant({ restored: 0, total: 0, in_progress: 0, completed: 0, failed: 0 }),
  latest: fc.record({
    completed: fc.option(attempt),
    restored: fc.option(
      fc.record({ id: count, restore_timestamp: fc.integer(), is_savepoint: fc.boolean(), external_path: oddText }),
    ),
  }),
  history: fc.array(attempt, { maxLength: 4 }),
})

const parts = fc.record({ startDelayMs: oddNumber, alignmentMs: oddNumber, syncMs: oddNumber, asyncMs: oddNumber })
const slowest = fc.record({ operator: fc.option(oddText), subtask: oddNumber, straggler: fc.boolean() })
const job = fc.record({
  jobName: fc.option(oddText),
  flinkState: fc.option(oddText),
  haMapUid: fc.option(oddText),
  haMapCreatedAt: fc.option(oddNumber),
  restStartedAt: fc.option(oddNumber),
  endedAt: fc.option(oddNumber),
  restoredFrom: fc.option(fc.record({ path: oddText, checkpointId: oddNumber })),
  restRestoredFrom: fc.option(oddText),
})
const event = fc.oneof(
  fc.record({ kind: fc.constant('failure' as const), at: oddNumber, cause: oddText }),
  fc.record({ kind: fc.constant('restored' as const), at: oddNumber, checkpointId: oddNumber, path: oddText }),
)

test('whatever REST answers is recorded: a value that no column holds keeps nothing else out', async () => {
  const database = await freshDatabase()
  const connection = await database.connection.create({ data: { kind: 'flink', name: 'odd', origin: 'arguments' } })
  const observe = (jobs: ClusterObservation['jobs']): ClusterObservation => ({
    connectionRowId: connection.id,
    cluster: {
      ...{ namespace: '-', name: 'odd', uid: 'odd', uidKind: 'address', mode: null, manager: null },
      flinkVersion: 'odd \0 \ud800',
    },
    jobs,
    complete: true,
  })
  const rec = recorder(database)
  await fc.assert(
    fc.asyncProperty(
      answer,
      job,
      fc.array(event, { maxLength: 3 }),
      fc.option(parts),
      fc.option(slowest),
      async (told, seen, events: JobEvent[], phases, subtask) => {
        const body = new TextEncoder().encode(JSON.stringify(told))
        const transport = { get: async () => ({ status: 200, body, date: null, receivedAt: now }) }
        const checkpoints = await flinkClient({ transport }).checkpoints(jobId)
        if (!checkpoints.ok) throw new Error(checkpoints.problem.raw)
        const rows = mergeCheckpoints({
          runId: '',
          now,
          rest: { sightings: sightingsFromRest(checkpoints.value), observedAt: now },
          ha: { sightings: null, observedAt: null, kept: false, keepsSavepoints: false },
          recorded: [],
          verified: new Map(),
          normalise: (path) => path,
        }).map((row) => ({ ...row, parts: phases, slowest: subtask }))
        const triggeredAt = new Map(
          rows.flatMap((row) => (row.triggeredAt ? [[row.checkpointId, row.triggeredAt]] : [])),
        )
        await rec.record(observe([{ job: { jobId, ...seen, triggeredAt }, rows, events, details: new Map() }]), now)
      },
    ),
    { numRuns: RUNS },
  )
  expect(await database.checkpoint.count()).toBeGreaterThan(0)
})
