import { describe, expect, it } from 'vitest'
import { fleetRow } from '@/components/fleet/fleet-rows.fixture'
import type { StreamMessage } from '@/lib/fleet/stream-message'
import type { CheckpointRow, CheckpointsView, FleetView, JobHeaderView } from '@/lib/fleet/view'
import { applyToCheckpoints, applyToFleet, parseStreamMessage } from './apply-message'

const fleet: FleetView = {
  now: 1,
  cursor: '1',
  demo: false,
  connections: [],
  rows: ['a', 'b', 'c'].map((name) => fleetRow({ name })),
}
const fleetMessage = (changes: object): StreamMessage => ({
  kind: 'fleet',
  now: 2,
  connections: [],
  upserted: [],
  removed: [],
  reset: false,
  ...changes,
})
const names = (view: FleetView) => view.rows.map(({ name, state }) => `${name} ${state}`)

describe('applyToFleet', () => {
  it('replaces rows where they stand, adds new ones last and drops those gone', () => {
    const upserted = [fleetRow({ name: 'd' }), fleetRow({ name: 'b', state: 'broken' })]
    const view = applyToFleet(fleet, fleetMessage({ upserted, removed: [fleetRow({ name: 'a' }).id] }))
    expect(names(view)).toEqual(['b broken', 'c healthy', 'd healthy'])
    expect(view.now).toBe(2)
  })

  it('keeps rows that did not change as they are, so that they are not drawn again', () => {
    const view = applyToFleet(fleet, fleetMessage({ upserted: [fleetRow({ name: 'b', state: 'broken' })] }))
    expect(view.rows[0]).toBe(fleet.rows[0])
  })

  it('begins anew with a reset', () => {
    expect(names(applyToFleet(fleet, fleetMessage({ upserted: [fleetRow({ name: 'z' })], reset: true })))).toEqual([
      'z healthy',
    ])
  })

  it('ignores what is meant for another view', () => {
    const job = { kind: 'high-availability' as const, now: 9, job: header, maps: [], findings: [], sources: [] }
    expect(applyToFleet(fleet, job)).toBe(fleet)
  })
})

const header: JobHeaderView = {
  connection: { id: 'prod', name: 'prod-eu' },
  outOfStep: null,
  namespace: 'flink',
  cluster: 'orders',
  jobId: 'j',
  name: null,
  state: 'healthy',
  flinkState: null,
  flinkVersion: null,
  gitOps: null,
  startedAt: null,
  restarts: null,
  leader: { kind: 'leader', holder: null, since: null, renewedAt: null, leaseDurationMs: null, reason: null },
  recoveryPoint: null,
  recoveryPointId: null,
  intervalMs: null,
  trouble: null,
  stale: null,
  forbidden: [],
  clockSkewMs: 0,
  lineage: [],
  currentJobId: 'j',
  operations: [],
  savepoint: { refusal: null, formats: ['canonical', 'native'] },
}

function checkpoint(checkpointId: number): CheckpointRow {
  return {
    id: `run/${checkpointId}`,
    runId: 'run',
    checkpointId,
    status: 'completed',
    kind: 'checkpoint',
    restored: false,
    markedForDeletion: false,
    triggeredAt: null,
    completedAt: null,
    durationMs: null,
    stateSizeBytes: null,
    checkpointedSizeBytes: null,
    coordinatorBytes: null,
    acknowledged: null,
    path: null,
    evidence: [],
    discarded: null,
    failure: null,
    parts: null,
    slowest: null,
    firstSeenAt: 0,
    lastSeenAt: 0,
  }
}

describe('applyToCheckpoints', () => {
  const view = (ids: number[]): CheckpointsView => ({
    now: 1,
    cursor: '1',
    demo: false,
    job: header,
    rows: ids.map(checkpoint),
    total: ids.length,
    sources: [],
  })
  const message = (ids: number[], changes: object = {}): StreamMessage => ({
    kind: 'job',
    now: 2,
    job: header,
    upserted: ids.map(checkpoint),
    removed: [],
    total: 200,
    sources: [],
    reset: false,
    ...changes,
  })
  const ids = (result: CheckpointsView) => result.rows.map(({ checkpointId }) => checkpointId)

  it('puts new checkpoints on top of the newest page and keeps its length', () => {
    const full = Array.from({ length: 100 }, (_, index) => 100 - index)
    const next = applyToCheckpoints(view(full), message([101]), 'newest')
    expect(ids(next).slice(0, 2)).toEqual([101, 100])
    expect(next.rows).toHaveLength(100)
    expect(next.total).toBe(200)
  })

  it('changes nothing but known rows on an older page, also at a reset', () => {
    expect(ids(applyToCheckpoints(view([3, 2]), message([101, 3]), 'older'))).toEqual([3, 2])
    expect(ids(applyToCheckpoints(view([3, 2]), message([101], { reset: true }), 'older'))).toEqual([3, 2])
  })

  it('puts new ones where they belong, in whatever order they come', () => {
    expect(ids(applyToCheckpoints(view([3]), message([4, 5]), 'newest'))).toEqual([5, 4, 3])
    expect(ids(applyToCheckpoints(view([5, 3]), message([4]), 'newest'))).toEqual([5, 4, 3])
  })

  it('keeps runs apart, whose ids begin again: the newest first, also one that the lineage does not name yet', () => {
    const run = (id: string) => ({ id, jobId: 'j', startedAt: null, endedAt: null, restoredFrom: null })
    const of = (runId: string, checkpointId: number) => ({
      ...checkpoint(checkpointId),
      id: `${runId}/${checkpointId}`,
      runId,
    })
    const before = { ...view([]), rows: [of('new', 2), of('old', 90)] }
    const upserted = [of('old', 91), of('newest', 1), of('new', 3)]
    const lineage = [run('new'), run('old')]
    const next = applyToCheckpoints(before, message([], { upserted, job: { ...header, lineage } }), 'newest')
    expect(next.rows.map(({ id }) => id)).toEqual(['newest/1', 'new/3', 'new/2', 'old/91', 'old/90'])
  })

  it('keeps the list as it is where no row changed, so that what is drawn of it is not drawn again', () => {
    const before = view([3, 2])
    expect(applyToCheckpoints(before, message([]), 'newest').rows).toBe(before.rows)
    expect(applyToCheckpoints(before, message([9]), 'older').rows).toBe(before.rows)
  })
})

describe('parseStreamMessage', () => {
  it('takes only messages of a kind it knows', () => {
    for (const data of ['', '{', 'null', '[]', '"fleet"', '{"kind":"later"}', '{}']) {
      expect(parseStreamMessage(data)).toBeNull()
    }
    const written = JSON.stringify({ subject: 3, ...fleetMessage({}) })
    expect(parseStreamMessage(written)).toMatchObject({ subject: 3, message: { kind: 'fleet' } })
    expect(parseStreamMessage(JSON.stringify(fleetMessage({})))).toBeNull()
  })
})
