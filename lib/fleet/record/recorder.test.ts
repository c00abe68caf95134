import { describe, expect, test } from 'vitest'
import { freshDatabase } from '../../db/fresh-database.ts'
import type { CheckpointRow } from '../view.ts'
import { type HistoryPosition, type HistoryScope, readJobHistory } from './history.ts'
import { type JobSighting, recordRun } from './record-run.ts'
import { type ClusterObservation, recorder } from './recorder.ts'

const now = 1_795_264_300_000
const jobId = '55488d215c1ebee94f49a603deb9c3a6'
const next = '105ce1861370e8746a70c29702f3c749'

function checkpoint(checkpointId: number, change: Partial<CheckpointRow> = {}): CheckpointRow {
  return {
    id: `/${checkpointId}`,
    runId: '',
    checkpointId,
    status: 'completed',
    kind: 'checkpoint',
    restored: false,
    markedForDeletion: false,
    triggeredAt: now + checkpointId * 1_000,
    completedAt: now + checkpointId * 1_000 + 300,
    durationMs: 291,
    stateSizeBytes: 256_050,
    checkpointedSizeBytes: 237_983,
    coordinatorBytes: 16,
    acknowledged: { acked: 4, total: 4 },
    path: `file:/srv/flink/checkpoints/orders/${jobId}/chk-${checkpointId}`,
    evidence: [{ source: 'rest', verdict: 'names', observedAt: now }],
    discarded: false,
    failure: null,
    parts: null,
    slowest: null,
    firstSeenAt: now,
    lastSeenAt: now,
    ...change,
  }
}

type ObservedJob = Pick<ClusterObservation['jobs'][number], 'job' | 'rows'> &
  Partial<ClusterObservation['jobs'][number]>

function sighting(change: Partial<JobSighting> = {}): JobSighting {
  return {
    jobId,
    jobName: 'orders',
    flinkState: 'RUNNING',
    haMapUid: 'map-1',
    haMapCreatedAt: now,
    restStartedAt: now + 400,
    endedAt: null,
    restoredFrom: null,
    restRestoredFrom: null,
    triggeredAt: new Map(),
    ...change,
  }
}

const ADDRESS = { connection: 'kube-uid', namespace: 'flink', cluster: 'orders' }
const SCOPE: HistoryScope = { alive: false, sees: () => true }

async function setUp() {
  const database = await freshDatabase()
  const connection = await database.connection.create({
    data: { kind: 'kubernetes', name: 'prod', origin: 'arguments', clusterUid: 'kube-uid' },
  })
  const observe = (jobs: ObservedJob[], complete = true): ClusterObservation => ({
    connectionRowId: connection.id,
    cluster: {
      namespace: 'flink',
      name: 'orders',
      uid: 'deployment-1',
      uidKind: 'deployment',
      mode: 'session',
      manager: 'native',
      flinkVersion: '1.20.5',
    },
    jobs: jobs.map((job) => ({ details: new Map(), events: [], ...job })),
    complete,
  })
  const read = (id = jobId, scope: Partial<HistoryScope> = {}) =>
    readJobHistory(database, { ...ADDRESS, jobId: id }, 100, { ...SCOPE, ...scope })
  return { database, observe, read }
}

describe('the record', () => {
  test('of two replicas that see the same is the same rows, written once', async () => {
    const { database, observe, read } = await setUp()
    const replicas = [recorder(database), recorder(database)]
    const seen = observe([{ job: sighting(), rows: [checkpoint(8), checkpoint(9)] }])
    await Promise.all(replicas.map((replica) => replica.record(seen, now)))
    await Promise.all(
      replicas.map((replica) =>
        replica.record(observe([{ job: sighting(), rows: [checkpoint(9), checkpoint(10)] }]), now + 3_000),
      ),
    )
    expect(await database.jobRun.count()).toBe(1)
    expect(await database.cluster.count()).toBe(1)
    expect((await read())?.rows.map((row) => row.checkpointId)).toEqual([10, 9, 8])
  })

  test('outlives the JobManager: what HA alone says blanks nothing that REST said', async () => {
    const { database, observe, read } = await setUp()
    const rec = recorder(database)
    await rec.record(observe([{ job: sighting(), rows: [checkpoint(9)] }]), now)
    const fromHaAlone = checkpoint(9, {
      acknowledged: null,
      durationMs: null,
      kind: null,
      discarded: null,
      path: null,
      triggeredAt: null,
    })
    await rec.record(
      observe(
        [{ job: sighting({ flinkState: null, restStartedAt: null, jobName: null }), rows: [fromHaAlone] }],
        false,
      ),
      now + 60_000,
    )
    const history = await read()
    expect(history?.rows[0]).toMatchObject({
      acknowledged: { acked: 4, total: 4 },
      durationMs: 291,
      kind: 'checkpoint',
      triggeredAt: now + 9_000,
    })
    expect(history?.asked).toMatchObject({ jobName: 'orders', endedAt: null })
  })

  test('is told of what a JobManager restored from, however many checkpoints ago that was', async () => {
    const { database, observe } = await setUp()
    const ids = Array.from({ length: 40 }, (_, index) => index + 1)
    await recorder(database).record(observe([{ job: sighting(), rows: ids.map((id) => checkpoint(id)) }]), now)
    // All that REST says of it: its id and its place.
    const restored = checkpoint(3, { restored: true, kind: null, stateSizeBytes: null, triggeredAt: null })
    const restarted = recorder(database)
    const seen = observe([{ job: sighting(), rows: [checkpoint(40), restored] }])
    const { jobs } = await restarted.record(seen, now + 60_000)
    const known = jobs.get(jobId)?.recent.find(({ checkpointId }) => checkpointId === 3)
    expect(known).toMatchObject({ kind: 'checkpoint', stateSizeBytes: 256_050, triggeredAt: now + 3_000 })
  })

  test('is read page by page over the runs of a lineage, with no seam', async () => {
    const { database, observe } = await setUp()
    const rec = recorder(database)
    await rec.record(observe([{ job: sighting(), rows: [checkpoint(1), checkpoint(2), checkpoint(3)] }]), now)
    const again = sighting({ haMapUid: 'map-2', haMapCreatedAt: now + 90_000, restStartedAt: now + 90_400 })
    const second = [1, 2].map((id) =>
      checkpoint(id, { triggeredAt: now + 91_000 + id, path: `file:/srv/other/chk-${id}` }),
    )
    await rec.record(observe([{ job: again, rows: second }]), now + 92_000)
    const ids: number[] = []
    let before: HistoryPosition | null = null
    do {
      const page: CheckpointRow[] =
        (await readJobHistory(database, { ...ADDRESS, jobId }, 2, SCOPE, before))?.rows ?? []
      ids.push(...page.map((row) => row.checkpointId))
      before = page.at(-1) ?? null
    } while (before !== null)
    expect(ids).toEqual([2, 1, 3, 2, 1])
  })

  test('a final status is not undone by a cached answer', async () => {
    const { database, observe, read } = await setUp()
    const rec = recorder(database)
    await rec.record(observe([{ job: sighting(), rows: [checkpoint(9)] }]), now)
    await rec.record(observe([{ job: sighting(), rows: [checkpoint(9, { status: 'in-progress' })] }]), now + 1)
    expect((await read())?.rows[0]?.status).toBe('completed')
  })

  test('ids that start again under the same job id are another run of the same lineage', async () => {
    const { database, observe, read } = await setUp()
    const rec = recorder(database)
    await rec.record(observe([{ job: sighting(), rows: [checkpoint(1), checkpoint(2)] }]), now)
    const again = sighting({ haMapUid: 'map-2', haMapCreatedAt: now + 90_000, restStartedAt: now + 90_400 })
    await rec.record(
      observe([{ job: again, rows: [checkpoint(1, { triggeredAt: now + 91_000, path: 'file:/srv/other/chk-1' })] }]),
      now + 92_000,
    )
    const history = await read()
    expect(history?.runs).toHaveLength(2)
    expect(history?.rows.map((row) => [row.checkpointId, row.runId === history.runs[0]?.id])).toEqual([
      [1, true],
      [2, false],
      [1, false],
    ])
  })

  test('a job restored from a snapshot joins the lineage of the run that wrote it, also when that is learnt late', async () => {
    const { database, observe, read } = await setUp()
    const rec = recorder(database)
    await rec.record(
      observe([{ job: sighting({ endedAt: now + 50_000, flinkState: 'CANCELED' }), rows: [checkpoint(9)] }]),
      now,
    )
    const restored = sighting({
      jobId: next,
      jobName: 'orders renamed',
      haMapUid: 'map-2',
      haMapCreatedAt: now + 60_000,
      restStartedAt: now + 60_000,
    })
    await rec.record(observe([{ job: restored, rows: [] }]), now + 61_000)
    expect((await read(next))?.runs).toHaveLength(1)
    const path = checkpoint(9).path ?? ''
    const entry = checkpoint(9, { restored: true, triggeredAt: null, completedAt: null })
    const late = { ...restored, restoredFrom: { path, checkpointId: 9 } }
    const result = await rec.record(observe([{ job: late, rows: [entry] }]), now + 62_000)
    expect(result.jobs.get(next)?.restoredTriggeredAt).toBe(now + 9_000)
    expect((await read())?.runs.map((run) => run.jobId)).toEqual([next, jobId])
    expect((await read(next))?.runs.map((run) => run.jobId)).toEqual([next, jobId])
  })

  test('a job started elsewhere from a snapshot of this one, which runs on, is another job', async () => {
    const { database, observe, read } = await setUp()
    const rec = recorder(database)
    const hour = 3_600_000
    await rec.record(observe([{ job: sighting(), rows: [checkpoint(9)] }]), now)
    const elsewhere = (seen: ClusterObservation): ClusterObservation => ({
      ...seen,
      cluster: { ...seen.cluster, name: 'orders-copy', uid: 'deployment-2' },
    })
    const began = { haMapUid: 'map-2', haMapCreatedAt: now + hour, restStartedAt: now + hour }
    const restoredFrom = { path: checkpoint(9).path ?? '', checkpointId: 9 }
    const copy = sighting({ jobId: next, ...began, restoredFrom })
    await rec.record(elsewhere(observe([{ job: copy, rows: [] }])), now + hour)
    expect(await read()).toMatchObject({ currentJobId: jobId, runs: [{ jobId: next }, { jobId }] })

    await rec.record(observe([{ job: sighting(), rows: [checkpoint(9), checkpoint(10)] }]), now + 3 * hour)
    await rec.record(elsewhere(observe([{ job: copy, rows: [checkpoint(1)] }])), now + 3 * hour)
    expect(await read()).toMatchObject({ currentJobId: jobId, runs: [{ jobId }] })
    const ofCopy = { ...ADDRESS, cluster: 'orders-copy', jobId: next }
    const history = await readJobHistory(database, ofCopy, 100, SCOPE)
    expect(history).toMatchObject({ currentJobId: next, runs: [{ jobId: next }, { jobId }] })
    const sees: HistoryScope['sees'] = ({ name }) => name !== 'orders'
    expect(await readJobHistory(database, ofCopy, 100, { ...SCOPE, sees })).toMatchObject({
      runs: [{ jobId: next }],
      rows: [{ checkpointId: 1 }],
      total: 1,
    })
  })

  test('a job that runs is its own present one, whatever was restored from it in its cluster', async () => {
    const { database, observe, read } = await setUp()
    const began = { haMapUid: 'map-2', haMapCreatedAt: now + 60_000, restStartedAt: now + 60_000 }
    const restoredFrom = { path: checkpoint(9).path ?? '', checkpointId: 9 }
    const beside = sighting({ jobId: next, ...began, restoredFrom })
    await recorder(database).record(
      observe([
        { job: sighting(), rows: [checkpoint(9)] },
        { job: beside, rows: [] },
      ]),
      now + 61_000,
    )
    expect((await read(jobId, { alive: true }))?.currentJobId).toBe(jobId)
    expect((await read(jobId, { alive: false }))?.currentJobId).toBe(next)
  })

  test('a job that no source names has ended where all were asked, and is lost where not', async () => {
    const { database, observe } = await setUp()
    const rec = recorder(database)
    await rec.record(observe([{ job: sighting(), rows: [checkpoint(9)] }]), now)
    const lost = await rec.record(observe([], false), now + 1_000)
    expect(lost.lost.map(({ run, recent }) => [run.jobId, recent.length])).toEqual([[jobId, 1]])
    const ended = await rec.record(observe([], true), now + 2_000)
    expect(ended.lost).toEqual([])
    expect((await database.jobRun.findFirst())?.endedAt?.getTime()).toBe(now + 2_000)
  })

  test('an unchanged cluster is not written again', async () => {
    const { database, observe } = await setUp()
    const rec = recorder(database)
    const seen = observe([{ job: sighting(), rows: [checkpoint(9)] }])
    const first = await rec.record(seen, now)
    expect(await rec.record(seen, now + 10_000)).toBe(first)
    await rec.record(seen, now + 31_000)
    expect((await database.cluster.findFirst())?.lastSeenAt.getTime()).toBe(now + 31_000)
  })

  test('hostile text in names and paths is data', async () => {
    const { database, observe, read } = await setUp()
    const path = `file:/srv/'); DROP TABLE checkpoint; --/${jobId}/"chk\\-9`
    await recorder(database).record(
      observe([{ job: sighting({ jobName: `o'rders "x"` }), rows: [checkpoint(9, { path })] }]),
      now,
    )
    expect((await read())?.rows[0]?.path).toBe(path)
  })

  test('of a long run is not read as a whole to tell which run a sighting is of', async () => {
    const { database, observe } = await setUp()
    const recorded = await recorder(database).record(observe([{ job: sighting(), rows: [checkpoint(1)] }]), now)
    const runId = recorded.jobs.get(jobId)?.run.id
    await database.$executeRaw`
      INSERT INTO checkpoint (run_id, checkpoint_id, status, triggered_at, first_seen_at, last_seen_at)
      SELECT ${runId}::uuid, id, 'completed', now(), now(), now() FROM generate_series(2, 10000) AS id`
    await database.$executeRaw`ANALYZE checkpoint`
    const read = await database.$transaction(async (tx) => {
      await recordRun(tx, recorded.cluster.id, sighting(), now)
      const [counted] = await tx.$queryRaw<{ rows: number }[]>`
        SELECT sum(seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables
        WHERE relname LIKE 'checkpoint%'`
      return counted?.rows
    })
    expect(read).toBeGreaterThan(0)
    expect(read).toBeLessThan(60)
  })

  test('of a cluster that is gone has ended, and begins anew where the cluster is back', async () => {
    const { database, observe } = await setUp()
    const rec = recorder(database)
    const seen = observe([{ job: sighting(), rows: [checkpoint(9)] }])
    const { connectionRowId, cluster } = seen
    await rec.record(seen, now)
    await rec.forget(connectionRowId, cluster, now + 1_000)
    expect((await database.jobRun.findFirst())?.endedAt?.getTime()).toBe(now + 1_000)
    await rec.record(seen, now + 2_000)
    expect(await database.jobRun.findMany()).toMatchObject([{ endedAt: null }])
  })

  test('is made again where another hand removed it meanwhile', async () => {
    const { database, observe } = await setUp()
    const rec = recorder(database)
    const seen = observe([{ job: sighting(), rows: [checkpoint(9)] }])
    await rec.record(seen, now)
    await database.jobRun.deleteMany()
    await database.cluster.deleteMany()
    await expect(rec.record(seen, now + 31_000)).rejects.toThrow()
    await rec.record(seen, now + 32_000)
    expect(await database.checkpoint.count()).toBe(1)
  })
})
