import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { type ScriptedServer, scriptedServer } from '../kubernetes/scripted-api-server.ts'
import { connectKubernetes, type LiveConnection } from './live-connection.ts'

let api: ScriptedServer

beforeEach(async () => {
  vi.stubEnv('DATABASE_URL', 'postgresql://127.0.0.1:9/none')
  vi.stubEnv('WEIR_LOG_LEVEL', 'silent')
  api = await scriptedServer()
})
afterEach(async () => {
  await api.close()
  vi.unstubAllEnvs()
})

function connect(): LiveConnection {
  const row = { id: 'row', name: 'prod', kubeconfigPath: api.kubeconfig, context: null, namespaces: [] }
  const nothing = () => undefined
  const events = { onRow: nothing, onGone: nothing, onStatus: nothing }
  // Without clusters and without a uid to claim, neither storage nor the database is touched.
  const deps = {} as Parameters<typeof connectKubernetes>[1]
  const connection = connectKubernetes({ ...row, clusterUid: null }, deps, events)
  onTestFinished(() => connection.close())
  return connection
}

test('a connection goes by its row only once the right to its uid was refused four times in a row', async () => {
  const connection = connect()
  for (let refused = 1; refused <= 4; refused++) {
    const exchange = await api.next()
    expect(exchange.path).toBe('/api/v1/namespaces/kube-system')
    expect(connection.id()).toBeNull()
    expect(connection.view().status).toBe('connecting')
    exchange.refuse(403, 'forbidden')
  }
  await expect.poll(() => connection.id()).toBe('row')
}, 10_000)

test('a connection that is closed while it opens does not try again', async () => {
  const connection = connect()
  const exchange = await api.next()
  await connection.close()
  await exchange.abandoned()
  expect(connection.view().retryAt).toBeNull()
  expect(connection.view().problem).toBeNull()
})
