import { expect, test } from 'vitest'
import type { Database } from './client.ts'
import { type ConfiguredConnections, configure } from './configure.ts'
import { freshDatabase } from './fresh-database.ts'

const prod = { name: 'prod', kubeconfigPath: '/etc/kubeconfig', context: 'prod', namespaces: ['shop'] }
const nothing: ConfiguredConnections = { origin: 'arguments', kubernetes: [], flink: [], locations: [] }
const demo: ConfiguredConnections = {
  ...nothing,
  origin: 'demo',
  kubernetes: [{ name: 'demo', kubeconfigPath: '/demo/kubeconfig', context: 'demo', namespaces: [] }],
  locations: [{ prefix: 'file:///srv/flink', directory: '/demo/files' }],
}

const inUse = (database: Database) =>
  database.connection.findMany({
    where: { removedAt: null },
    orderBy: { name: 'asc' },
    select: { id: true, name: true },
  })

test('the same arguments again are the same rows', async () => {
  const database = await freshDatabase()
  const wanted = { ...nothing, kubernetes: [prod], flink: [{ name: 'standalone', url: 'http://127.0.0.1:8081' }] }
  await configure(database, wanted)
  const first = await inUse(database)
  expect(first.map(({ name }) => name)).toEqual(['prod', 'standalone'])
  await configure(database, wanted)
  expect(await inUse(database)).toEqual(first)
})

test('what is given anew replaces what was given before under the same address', async () => {
  const database = await freshDatabase()
  await configure(database, { ...nothing, kubernetes: [prod] })
  await configure(database, { ...nothing, kubernetes: [{ ...prod, namespaces: [] }] })
  expect(await database.connection.findMany()).toMatchObject([{ namespaces: [] }])
})

test('a demo start shows no real connection, and the next real start has its rows again', async () => {
  const database = await freshDatabase()
  const locations = [{ prefix: 'file:///data', directory: '/mnt/data' }]
  await configure(database, { ...nothing, kubernetes: [prod], locations })
  const real = await inUse(database)
  await configure(database, demo)
  expect((await inUse(database)).map(({ name }) => name)).toEqual(['demo'])
  expect(await database.location.findMany()).toMatchObject([{ prefix: 'file:///srv/flink' }])
  await configure(database, { ...nothing, kubernetes: [prod], locations })
  expect(await inUse(database)).toEqual(real)
  expect(await database.location.findMany()).toMatchObject([{ prefix: 'file:///data' }])
})

test('rows of a form stay as they are', async () => {
  const database = await freshDatabase()
  const form = await database.connection.create({
    data: { kind: 'flink', name: 'form', origin: 'settings', url: 'http://f' },
  })
  await database.location.create({ data: { prefix: 'file:///form', directory: '/form', origin: 'settings' } })
  await configure(database, demo)
  expect((await inUse(database)).map(({ name }) => name)).toEqual(['demo', 'form'])
  expect(await database.connection.findUnique({ where: { id: form.id } })).toMatchObject({ removedAt: null })
  expect(await database.location.count()).toBe(2)
})

test('of several clusters that one address led to, the one used last is taken', async () => {
  const database = await freshDatabase()
  const { namespaces: _, ...address } = prod
  const row = { ...address, kind: 'kubernetes', origin: 'arguments' } as const
  await database.connection.create({ data: { ...row, clusterUid: 'old', removedAt: new Date(1) } })
  const last = await database.connection.create({ data: { ...row, clusterUid: 'last', removedAt: new Date(2) } })
  await configure(database, { ...nothing, kubernetes: [prod] })
  expect(await inUse(database)).toEqual([{ id: last.id, name: 'prod' }])
})
