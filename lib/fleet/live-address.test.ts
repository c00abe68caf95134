import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { storageReader } from '../storage/reader.ts'
import { connectAddress, NO_NAMESPACE } from './live-address.ts'

const REST = new URL('../flink/fixtures/2.3.0/', import.meta.url)
const JOB = '520554bf500d775132dc38b306ab8b28'
const FILES: Record<string, string> = {
  '/jobs/overview': 'jobs_overview',
  '/config': 'config',
  '/jobmanager/config': 'jobmanager_config',
  [`/jobs/${JOB}/checkpoints`]: 'jobs_jid_checkpoints',
  [`/jobs/${JOB}/checkpoints/config`]: 'jobs_jid_checkpoints_config',
}

/** A JobManager that answers as recorded. */
async function startJobManager(port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    const file = FILES[request.url ?? '']
    response.writeHead(file === undefined ? 404 : 200)
    response.end(file === undefined ? '{"errors":["no"]}' : readFileSync(new URL(`${file}.json`, REST)))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  onTestFinished(() => void server.close())
  return { server, port: address.port }
}

beforeEach(() => {
  vi.stubEnv('DATABASE_URL', 'postgresql://127.0.0.1:9/none')
  vi.stubEnv('WEIR_LOG_LEVEL', 'silent')
})
afterEach(() => void vi.unstubAllEnvs())

test('a JobManager at an address of its own is a connection and a cluster, and comes back after it was gone', async () => {
  const { server, port } = await startJobManager()
  const storage = storageReader(() => [])
  const recorder = { record: () => Promise.reject(new Error('no database')), forget: async () => undefined }
  const nothing = () => undefined
  const connection = connectAddress(
    { id: 'row', name: 'standalone', url: `http://127.0.0.1:${port}` },
    { storage, recorder },
    { onRow: nothing, onGone: nothing, onStatus: nothing },
  )
  onTestFinished(() => connection.close())
  expect(connection.view()).toMatchObject({ id: 'row', kind: 'flink', status: 'connecting' })
  const cluster = connection.find(NO_NAMESPACE, 'standalone')
  if (cluster === null) throw new Error('no cluster')
  onTestFinished(cluster.look())
  await expect.poll(() => connection.view().status).toBe('live')
  await expect.poll(() => cluster.row?.jobList[0]?.recoveryPoint?.checkpointId).toBe(10)
  expect(cluster.row).toMatchObject({ namespace: NO_NAMESPACE, name: 'standalone', flinkVersion: { value: '2.3.0' } })

  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await expect.poll(() => connection.view().status, { timeout: 30_000 }).toBe('failed')
  expect(connection.view().problem?.code).toBe('flink.unreachable')
  await expect.poll(() => cluster.row?.state).toBe('unknown')

  await startJobManager(port)
  await expect.poll(() => connection.view().status, { timeout: 40_000 }).toBe('live')
}, 120_000)
