import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { CONFIG_MAPS } from '../kubernetes/resources.ts'
import { storageReader } from '../storage/reader.ts'
import { ClusterIndex, type ClusterObjects } from './cluster-objects.ts'
import { LiveCluster } from './live-cluster.ts'
import type { RecordedCluster, Recorder } from './record/recorder.ts'

const HA = new URL('../formats/fixtures/2.3.0/jm-killed/configmaps.json', import.meta.url)
const RENEWED_AT = Date.parse('2026-11-21T12:40:00.000Z')

/** A cluster as its HA ConfigMaps tell of it, whose leader last renewed its lease at that time. */
function objectsAt(renewedAt: number): ClusterObjects {
  const list = JSON.parse(readFileSync(HA, 'utf8')) as { items: unknown[] }
  const index = new ClusterIndex()
  for (const item of list.items.flatMap((object) => CONFIG_MAPS.project(object) ?? [])) {
    const renewTime = new Date(renewedAt).toISOString()
    const leader = item.leader === null ? null : JSON.stringify({ ...JSON.parse(item.leader), renewTime })
    index.put({ kind: 'config-map', item: { ...item, leader } })
  }
  const [objects] = index.clusters.values()
  if (objects === undefined) throw new Error('no cluster in the fixture')
  return objects
}

const unreachable: Recorder['record'] = () => Promise.reject(new Error('no database'))

/** One whose database, unless told, does not answer and whose API server was last heard of at `syncedAt`. */
function liveCluster(syncedAt: () => number = Date.now, record: Recorder['record'] = unreachable) {
  const onRow = vi.fn()
  const cluster = new LiveCluster(
    {
      connection: { id: 'kube', rowId: 'row', name: 'prod' },
      storage: storageReader(() => []),
      recorder: { record, forget: () => Promise.resolve() },
      stale: () => null,
      syncedAt,
      operatorSyncedAt: () => null,
      haProblem: () => null,
      forbidden: () => [],
      onRow,
    },
    { namespace: 'flink', name: 'orders' },
  )
  return { cluster, onRow }
}

beforeAll(() => {
  vi.stubEnv('DATABASE_URL', 'postgresql://127.0.0.1:9/none')
  vi.stubEnv('WEIR_LOG_LEVEL', 'silent')
})
afterAll(() => void vi.unstubAllEnvs())
beforeEach(() => void vi.useFakeTimers({ now: RENEWED_AT + 1_000 }))
afterEach(() => void vi.useRealTimers())

describe('a cluster', () => {
  test('is shown by what was seen of it while the record can’t be written', async () => {
    const { cluster } = liveCluster()
    cluster.update(objectsAt(RENEWED_AT), null)
    await vi.advanceTimersByTimeAsync(100)
    expect(cluster.recordProblem).toEqual({ code: 'recorder.unavailable' })
    expect(cluster.jobs[0]?.rows.length).toBeGreaterThan(0)
    expect(cluster.row).toMatchObject({ name: 'orders', leader: { kind: 'leader', renewedAt: RENEWED_AT } })
    cluster.close()
  })

  test('is recorded once the database answers again, although nothing of it changes and no JobManager is asked', async () => {
    let answers = false
    const record = vi.fn<Recorder['record']>(async () => {
      if (!answers) throw new Error('no database')
      return { cluster: { uid: 'kept' }, jobs: new Map(), lost: [] } as unknown as RecordedCluster
    })
    const { cluster } = liveCluster(Date.now, record)
    cluster.update(objectsAt(RENEWED_AT), null)
    // Its files are found to be unreadable a moment later.
    await vi.advanceTimersByTimeAsync(1_000)
    expect(cluster.recordProblem).toEqual({ code: 'recorder.unavailable' })
    record.mockClear()

    // It is not given up, and not tried at every moment.
    await vi.advanceTimersByTimeAsync(60_000)
    expect(record).not.toHaveBeenCalled()
    cluster.wake(Date.now())
    await vi.advanceTimersByTimeAsync(100)
    expect(record).toHaveBeenCalledTimes(1)
    expect(cluster.recordProblem).toEqual({ code: 'recorder.unavailable' })

    answers = true
    cluster.wake(Date.now())
    await vi.advanceTimersByTimeAsync(100)
    expect(cluster.recordProblem).toBeNull()
    expect(cluster.key.uid).toBe('kept')
    cluster.wake(Date.now())
    await vi.advanceTimersByTimeAsync(100)
    expect(record).toHaveBeenCalledTimes(2)
    cluster.close()
  })

  test('is judged again at a renewal of its lease only while someone looks', async () => {
    const { cluster, onRow } = liveCluster()
    cluster.update(objectsAt(RENEWED_AT), null)
    // Its files are found to be unreadable a moment later.
    await vi.advanceTimersByTimeAsync(1_000)
    onRow.mockClear()
    cluster.renewed(objectsAt(RENEWED_AT + 5_000))
    await vi.advanceTimersByTimeAsync(100)
    expect(onRow).not.toHaveBeenCalled()
    const stop = cluster.look()
    cluster.renewed(objectsAt(RENEWED_AT + 10_000))
    await vi.advanceTimersByTimeAsync(100)
    expect(onRow).toHaveBeenCalledTimes(1)
    expect(cluster.row?.leader.renewedAt).toBe(RENEWED_AT + 10_000)
    stop()
    cluster.close()
  })

  test('keeps its leader while nobody can tell whether the lease was renewed', async () => {
    const heardAt = RENEWED_AT + 1_000
    const { cluster } = liveCluster(() => heardAt)
    cluster.update(objectsAt(RENEWED_AT), null)
    expect(cluster.leader(heardAt + 3_600_000).kind).toBe('leader')
    expect(cluster.leasesAsOf(heardAt + 3_600_000)).toBe(heardAt)
    const heard = liveCluster()
    heard.cluster.update(objectsAt(RENEWED_AT), null)
    expect(heard.cluster.leader(RENEWED_AT + 60_000).kind).toBe('leader')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(heard.cluster.leader(Date.now())).toMatchObject({ kind: 'none', reason: { code: 'leader.lease-expired' } })
    cluster.close()
    heard.cluster.close()
  })
})
