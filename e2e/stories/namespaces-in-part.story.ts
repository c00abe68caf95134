import assert from 'node:assert/strict'
import { grant, grantIn, WEIR_RULES } from '../cluster/control-plane.ts'
import { expect } from './expect.ts'
import { readFleet, untilTold } from './feed.ts'
import { clusterRow } from './shown.ts'
import type { Story } from './story.ts'
import { subject } from './world.ts'

const USER = 'weir-in-part'
/** What Weir reads of the whole cluster: which Kubernetes it is. */
const IDENTITY = [{ apiGroups: [''], resources: ['namespaces'], resourceNames: ['kube-system'], verbs: ['get'] }]

export const story: Story = {
  title:
    'allowed in one of two namespaces: that one is whole, of the other each missing rule is named until it is given',
  deadlineSeconds: 360,
  async run(world) {
    const { admin, newUser } = world.tier.controlPlane
    const [closed, open] = [subject(world, '1.14.6').cluster, subject(world, '1.20.5').cluster]
    const kubeconfig = await newUser(USER)
    await grant(admin, USER, IDENTITY, { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: USER })
    await grantIn(admin, open.namespace, USER, WEIR_RULES)
    const weir = await world.startWeir(USER, { kubeconfig, namespaces: [open.namespace, closed.namespace] })

    const { connections, rows } = await untilTold(
      'the open namespace is whole, and the closed one refused',
      60_000,
      () => readFleet(weir),
      ({ connections, rows }) =>
        ['configmaps', 'pods', 'services', 'deployments'].every((resource) =>
          connections[0]?.forbidden.some(({ params }) => params?.resource === resource),
        ) &&
        rows.some(
          ({ name, state, recoveryPoint }) =>
            name === open.clusterId && state === 'healthy' && recoveryPoint?.path != null,
        ),
    )
    const [connection] = connections
    assert.notEqual(connection?.status, 'failed', 'a part is not the whole')
    for (const { code, params } of connection?.forbidden ?? []) {
      assert.equal(code, 'kubernetes.forbidden')
      assert.equal(params?.namespace, closed.namespace, `${params?.verb} ${params?.resource}`)
    }
    assert.deepEqual(
      rows.map(({ namespace }) => namespace).filter((namespace) => namespace !== open.namespace),
      [],
      'nothing is known of the other, and nothing is made up',
    )
    const row = rows.find(({ name }) => name === open.clusterId)
    assert.equal(row?.state, 'healthy')
    assert.deepEqual(row?.forbidden, [])

    await world.page.goto(weir.url)
    await expect(clusterRow(world.page, open.clusterId)).toBeVisible()
    await expect(world.page.getByRole('main')).toContainText(closed.namespace)

    await grantIn(admin, closed.namespace, USER, WEIR_RULES)
    await expect(clusterRow(world.page, closed.clusterId)).toBeVisible({ timeout: 60_000 })
    await untilTold(
      'the rules are given',
      60_000,
      () => readFleet(weir),
      ({ connections, rows }) =>
        connections[0]?.forbidden.length === 0 && rows.some(({ name, jobs }) => name === closed.clusterId && jobs),
    )
    await weir.stop()
  },
}
