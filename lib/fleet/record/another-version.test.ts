import { expect, test } from 'vitest'
import { freshDatabase } from '../../db/fresh-database.ts'
import { readJobHistory } from './history.ts'
import { readWindow } from './read-timeline.ts'
import { recordCluster } from './record-cluster.ts'

// What stands in the database was written by some version of Weir, not necessarily by this one.

const now = 1_795_264_300_000
const at = new Date(now)
const jobId = '55488d215c1ebee94f49a603deb9c3a6'
const SEEN = { namespace: 'flink', name: 'orders', mode: null, manager: null, flinkVersion: null }

async function setUp(uidKind: string) {
  const database = await freshDatabase()
  // As the migration of a version with more kinds leaves it.
  await database.$executeRaw`ALTER TABLE cluster DROP CONSTRAINT cluster_uid_kind_check`
  const connection = await database.connection.create({
    data: { kind: 'kubernetes', name: 'prod', origin: 'arguments', clusterUid: 'kube-uid' },
  })
  const cluster = await database.cluster.create({
    data: { ...SEEN, connectionId: connection.id, uid: 'uid-1', uidKind, firstSeenAt: at, lastSeenAt: at },
  })
  return { database, cluster }
}

type Odd = { status: string; kind: string | null; failure: object }

test.each<[string, Odd, object]>([
  [
    'known here',
    {
      status: 'failed',
      kind: 'savepoint',
      failure: { code: 'checkpoint.failed', params: { subtask: 3 }, raw: 'full' },
    },
    {
      status: 'failed',
      kind: 'savepoint',
      failure: { code: 'checkpoint.failed', params: { subtask: 3 }, raw: 'full' },
    },
  ],
  [
    'of words that are not known here',
    { status: 'abandoned', kind: 'changelog', failure: { sentence: 'it went wrong' } },
    { status: 'unknown', kind: null, failure: null },
  ],
  [
    'of other types than here',
    { status: '', kind: '', failure: ['checkpoint.failed'] },
    { status: 'unknown', kind: null, failure: null },
  ],
  [
    'with parameters that no sentence takes',
    { status: 'failed', kind: null, failure: { code: 'checkpoint.failed', params: { subtask: { index: 3 } } } },
    { status: 'failed', kind: null, failure: null },
  ],
])('a recorded checkpoint %s is read as far as it is known', async (_, odd, read) => {
  const { database, cluster } = await setUp('deployment')
  const { id: runId } = await database.jobRun.create({
    data: {
      clusterId: cluster.id,
      jobId,
      startKey: 'ha:1',
      firstSeenAt: at,
      lastSeenAt: at,
      lineageId: crypto.randomUUID(),
    },
  })
  await database.checkpoint.create({
    data: { runId, checkpointId: 7n, triggeredAt: at, firstSeenAt: at, lastSeenAt: at, ...odd },
  })
  const address = { connection: 'kube-uid', namespace: 'flink', cluster: 'orders', jobId }
  const history = await readJobHistory(database, address, 100, { alive: false, sees: () => true })
  expect(history?.rows).toMatchObject([{ checkpointId: 7, ...read }])
  const { status, failure } = { status: null, failure: null, ...read }
  const window = await readWindow(database, [runId], { from: now - 1_000, to: now + 1_000 })
  expect(window.checkpoints).toMatchObject([{ checkpointId: 7, status, failure }])
})

test('a kind of uid that is not known here gives way to one that is, and the cluster stays itself', async () => {
  const { database, cluster } = await setUp('stateful-set')
  const seen = { ...SEEN, uid: 'uid-2', uidKind: 'service' } as const
  const kept = await database.$transaction((tx) => recordCluster(tx, cluster.connectionId, seen, now + 1_000))
  expect(kept).toMatchObject({ id: cluster.id, uid: 'uid-2', uidKind: 'service' })
  expect(await database.cluster.count()).toBe(1)
})
