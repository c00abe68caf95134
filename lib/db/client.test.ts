import { expect, test } from 'vitest'
import { openDatabase, withAdvisoryLock } from './client.ts'
import { freshDatabase } from './fresh-database.ts'

test('rows of every table come back as they were written', async () => {
  const database = await freshDatabase()
  const at = new Date('2026-01-02T03:04:05.678Z')
  const seen = { firstSeenAt: at, lastSeenAt: at }
  const { id: connectionId } = await database.connection.create({
    data: { kind: 'kubernetes', name: 'prod', origin: 'arguments', namespaces: ['shop', 'billing'] },
  })
  const { id: clusterId } = await database.cluster.create({
    data: { connectionId, namespace: 'shop', name: 'orders', uid: 'u-1', uidKind: 'ha-map', ...seen },
  })
  const { id: runId } = await database.jobRun.create({
    data: { clusterId, jobId: 'a'.repeat(32), startKey: '1', lineageId: crypto.randomUUID(), ...seen },
  })
  const written = {
    runId,
    checkpointId: 2n ** 62n,
    status: 'completed',
    stateSizeBytes: 2n ** 53n + 1n,
    triggeredAt: at,
  }
  await database.checkpoint.create({ data: { ...written, seen: { ha: { named: true } }, ...seen } })
  expect(await database.checkpoint.findFirst()).toMatchObject({
    ...written,
    seen: { ha: { named: true } },
    durationMs: null,
  })
  expect(await database.connection.findFirst()).toMatchObject({ namespaces: ['shop', 'billing'], clusterUid: null })
})

test('a word outside the model is refused by the database itself', async () => {
  const database = await freshDatabase()
  const at = new Date()
  const { id: connectionId } = await database.connection.create({ data: { kind: 'flink', name: 'f', origin: 'demo' } })
  const cluster = {
    connectionId,
    namespace: '',
    name: 'f',
    uid: 'u',
    uidKind: 'guess',
    firstSeenAt: at,
    lastSeenAt: at,
  }
  await expect(database.cluster.create({ data: cluster })).rejects.toThrow(/cluster_uid_kind_check/)
})

test('who holds an advisory lock keeps others out until its transaction ends', async () => {
  const database = await freshDatabase()
  const order: string[] = []
  const held = Promise.withResolvers<void>()
  const letGo = Promise.withResolvers<void>()
  const first = database.$transaction(async (tx) => {
    await withAdvisoryLock(tx, 'recorder:a')
    held.resolve()
    await letGo.promise
    order.push('first')
  })
  await held.promise
  const second = database.$transaction(async (tx) => {
    await withAdvisoryLock(tx, 'recorder:a')
    order.push('second')
  })
  await database.$transaction((tx) => withAdvisoryLock(tx, 'recorder:b')) // Another name does not wait.
  letGo.resolve()
  await Promise.all([first, second])
  expect(order).toEqual(['first', 'second'])
})

test('a database that does not answer is a problem with its address', async () => {
  await expect(openDatabase('postgresql://user:s3cret@127.0.0.1:1/weir')).rejects.toMatchObject({
    problem: { code: 'database.unreachable', params: { address: '127.0.0.1:1/weir' } },
  })
})
