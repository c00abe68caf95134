import assert from 'node:assert/strict'
import type { FleetRow } from '../../lib/fleet/view.ts'
import { EDGE, type Edge, FIRST } from './edge.ts'
import { readFleet, untilTold } from './feed.ts'

/** Once a fault is over, Weir shows within 15 s what is so: how long it took is told. A busy machine takes longer for all. */
const FRESH_DEADLINE_MS = 60_000

let made = 0

/** Makes a JobManager's Deployment in the edge Kubernetes, so that there is something new to be seen. @returns its name. */
export async function newCluster(edge: Edge): Promise<string> {
  made += 1
  const name = `probe-${made}`
  const labels = { app: name, type: 'flink-native-kubernetes', component: 'jobmanager' }
  await edge.admin.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'probes' } })
  await edge.admin.apply({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'probes', labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'flink-main-container', image: 'flink:2.3.0', args: ['kubernetes-session'] }] },
      },
    },
  })
  return name
}

/** Waits until Weir shows a cluster, and tells its row. */
export async function untilShown(edge: Edge, name: string): Promise<FleetRow> {
  const since = Date.now()
  const { rows } = await untilTold(
    `the row of ${name} appears`,
    FRESH_DEADLINE_MS,
    () => readFleet(edge.weir),
    ({ rows }) => rows.some((row) => row.name === name),
  )
  const row = rows.find((row) => row.name === name)
  assert.ok(row)
  process.stdout.write(`  ${name} is shown after ${((Date.now() - since) / 1000).toFixed(1)} s\n`)
  return row
}

/** Waits until Weir says what is wrong with its connection to the edge, by a code. */
export async function untilProblem(edge: Edge, ...codes: string[]): Promise<void> {
  await untilTold(
    `the connection says ${codes.join(' or ')}`,
    FRESH_DEADLINE_MS,
    () => readFleet(edge.weir),
    ({ connections }) => codes.includes(connections.find(({ name }) => name === EDGE)?.problem?.code ?? ''),
  )
}

/** A fault of one connection is no matter of the other: it stays live, and its clusters in step. */
export async function otherIsUntouched(edge: Edge): Promise<void> {
  const { connections, rows, now } = await readFleet(edge.weir)
  const first = connections.find(({ name }) => name === FIRST)
  assert.equal(first?.status, 'live')
  assert.equal(first?.problem, null)
  assert.ok(now - (first?.lastSyncedAt ?? 0) < 30_000, 'the other connection is in step')
  for (const row of rows) if (row.connection.name === FIRST) assert.equal(row.stale, null)
}

/** The edge is live again, without a word of what was. */
export async function untilWell(edge: Edge): Promise<void> {
  await untilTold(
    'the connection is well again',
    FRESH_DEADLINE_MS,
    () => readFleet(edge.weir),
    ({ connections }) => connections.every(({ status, problem }) => status === 'live' && problem === null),
  )
}
