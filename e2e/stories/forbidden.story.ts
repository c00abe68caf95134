import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ConnectionView } from '../../lib/fleet/view.ts'
import { WEIR_RULES } from '../cluster/control-plane.ts'
import { EDGE, type Edge } from './edge.ts'
import { expect } from './expect.ts'
import { readFleet, untilTold } from './feed.ts'
import { newCluster, otherIsUntouched, untilShown, untilWell } from './probe.ts'
import { clusterRow } from './shown.ts'
import type { Story } from './story.ts'

export const story: Story = {
  title: 'what RBAC refuses is named as the rule that is missing; all else goes on, and nobody asks in haste',
  deadlineSeconds: 300,
  async run(world) {
    const edge = await world.edge()
    edge.through('api-server')
    edge.relay.cut()
    await untilWell(edge)
    const allButTwo = WEIR_RULES.filter(({ resources }) => !resources.includes('services/proxy')).map((rule) => ({
      ...rule,
      resources: rule.resources.filter((resource) => resource !== 'configmaps'),
    }))
    await edge.allow(allButTwo)
    const name = await newCluster(edge)
    await restService(edge, name)
    edge.relay.cut()

    const { connections, rows } = await untilTold(
      'both rules are named',
      30_000,
      () => readFleet(edge.weir),
      // A row is judged a moment after its connection.
      ({ connections, rows }) =>
        lacks(connections, 'configmaps') &&
        lacks(connections, 'services/proxy') &&
        rows.some((row) => row.name === name && row.forbidden.some(({ params }) => params?.resource === 'configmaps')),
    )
    const rule = forbidden(connections).find(({ params }) => params?.resource === 'services/proxy')
    assert.deepEqual(
      { verb: rule?.params?.verb, apiGroup: rule?.params?.apiGroup, namespace: rule?.params?.namespace },
      { verb: 'get', apiGroup: '', namespace: 'probes' },
    )
    const maps = forbidden(connections).find(({ params }) => params?.resource === 'configmaps')
    assert.equal(maps?.params?.namespace, '')
    assert.match(maps?.raw ?? '', /cannot (list|watch) resource "configmaps"/)
    assert.equal(connections.find(({ name }) => name === EDGE)?.status !== 'failed', true)
    const row = rows.find((row) => row.name === name)
    assert.ok(row)
    assert.equal(row.leader.kind, 'unknown', 'unknown, not "no HA"')
    await otherIsUntouched(edge)

    // All else goes on, and what is refused is asked for seldom.
    const since = Date.now()
    await untilShown(edge, await newCluster(edge))
    await sleep(10_000)
    const asked = edge.audited(since).filter(({ resource, code }) => resource === 'configmaps' && code === 403)
    // Four soon, because a server that has just started refuses everybody, then one in half a minute.
    assert.ok(asked.length <= 5, `${asked.length} requests that were refused`)
    await world.page.goto(edge.weir.url)
    await expect(clusterRow(world.page, name)).toBeVisible()

    await edge.allow(WEIR_RULES)
    await untilTold(
      'the rules are given',
      60_000,
      () => readFleet(edge.weir),
      ({ connections }) => forbidden(connections).length === 0,
    )
  },
}

function forbidden(connections: ConnectionView[]): ConnectionView['forbidden'] {
  return connections.find(({ name }) => name === EDGE)?.forbidden ?? []
}

function lacks(connections: ConnectionView[], resource: string): boolean {
  return forbidden(connections).some(
    ({ code, params }) => code === 'kubernetes.forbidden' && params?.resource === resource,
  )
}

async function restService(edge: Edge, clusterId: string): Promise<void> {
  await edge.admin.apply({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: `${clusterId}-rest`,
      namespace: 'probes',
      labels: { app: clusterId, type: 'flink-native-kubernetes' },
    },
    spec: { ports: [{ name: 'rest', port: 8081 }] },
  })
}
