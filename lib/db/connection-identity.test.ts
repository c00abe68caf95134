import { expect, test } from 'vitest'
import { claimClusterUid } from './connection-identity.ts'
import { freshDatabase } from './fresh-database.ts'

const kubernetes = (name: string) =>
  ({ kind: 'kubernetes', name, origin: 'arguments', kubeconfigPath: `/etc/${name}`, context: name }) as const

test('the first to reach a cluster keeps it, at every start', async () => {
  const database = await freshDatabase()
  const { id } = await database.connection.create({ data: kubernetes('prod') })
  expect(await claimClusterUid(database, id, 'uid-1')).toBe(id)
  expect(await claimClusterUid(database, id, 'uid-1')).toBe(id)
  expect(await database.connection.findMany()).toMatchObject([{ id, clusterUid: 'uid-1' }])
})

test('a renamed context goes on with the history of the row it replaces', async () => {
  const database = await freshDatabase()
  const old = await database.connection.create({
    data: { ...kubernetes('prod'), clusterUid: 'uid-1', removedAt: new Date() },
  })
  const { id } = await database.connection.create({ data: kubernetes('production') })
  expect(await claimClusterUid(database, id, 'uid-1')).toBe(old.id)
  expect(await database.connection.findMany()).toMatchObject([
    { id: old.id, name: 'production', context: 'production', removedAt: null, clusterUid: 'uid-1' },
  ])
})

test('two connections in use that reach one cluster: the second is told the first', async () => {
  const database = await freshDatabase()
  await database.connection.create({ data: { ...kubernetes('prod'), clusterUid: 'uid-1' } })
  const { id } = await database.connection.create({ data: kubernetes('same') })
  await expect(claimClusterUid(database, id, 'uid-1')).rejects.toMatchObject({
    problem: { code: 'connection.same-cluster', params: { other: 'prod' } },
  })
})

test('a context that points to another cluster now starts a history of its own, and may come back to the old one', async () => {
  const database = await freshDatabase()
  const { id } = await database.connection.create({ data: { ...kubernetes('kind'), clusterUid: 'uid-1' } })
  const next = await claimClusterUid(database, id, 'uid-2')
  expect(next).not.toBe(id)
  expect(await database.connection.findMany({ where: { removedAt: null } })).toMatchObject([
    { id: next, clusterUid: 'uid-2', name: 'kind', kubeconfigPath: '/etc/kind' },
  ])
  expect(await claimClusterUid(database, next, 'uid-1')).toBe(id)
  expect(await database.connection.findMany({ where: { removedAt: null } })).toMatchObject([
    { id, clusterUid: 'uid-1' },
  ])
})
