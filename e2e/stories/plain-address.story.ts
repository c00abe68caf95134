import assert from 'node:assert/strict'
import { expect } from './expect.ts'
import { readFleet, readJob, untilTold } from './feed.ts'
import { samePlace } from './paths.ts'
import { endedSavepoint, orderSavepoint } from './savepoints.ts'
import type { Story } from './story.ts'
import { subject } from './world.ts'

const VERSIONS = ['1.14.6', '2.3.0'] as const

export const story: Story = {
  title: 'Flinks that are known by their REST address alone: checkpoints are shown, and a savepoint is taken',
  deadlineSeconds: 360,
  async run(world) {
    const all = VERSIONS.map((version) => subject(world, version))
    const flink = Object.fromEntries(all.map(({ cluster }) => [cluster.clusterId, cluster.restUrl]))
    const weir = await world.startWeir('weir-plain', { kubeconfig: null, flink })
    for (const { version, cluster, jobId } of all) {
      const { rows } = await untilTold(
        `${version}: its row`,
        60_000,
        () => readFleet(weir),
        ({ rows }) => rows.some(({ name, jobList }) => name === cluster.clusterId && jobList[0]?.jobId === jobId),
      )
      const row = rows.find(({ name }) => name === cluster.clusterId)
      assert.ok(row)
      assert.equal(row.flinkVersion?.value, version)
      assert.notEqual(row.leader.kind, 'leader', 'there is no Kubernetes to tell a leader')
      const address = { connection: row.connection.id, namespace: row.namespace, cluster: row.name, job: jobId }
      await untilTold(
        `${version}: its checkpoints, and that it can be asked for a savepoint`,
        60_000,
        () => readJob(weir, address),
        ({ rows, job }) => rows.some(({ status }) => status === 'completed') && job.savepoint.refusal === null,
      )
      await world.page.goto(weir.url)
      await world.page.getByRole('link', { name: cluster.clusterId }).first().click()
      await expect(world.page).toHaveURL(new RegExp(jobId))
      await orderSavepoint(world.page)
      const told = await endedSavepoint(world.page)
      assert.equal(told.status, 'completed', `${version}: ${told.text}`)
      const { history } = await cluster.rest.checkpoints(jobId)
      const { job } = await readJob(weir, address)
      const location = job.operations[0]?.location ?? null
      assert.ok(
        location !== null && history.some((one) => one.is_savepoint && samePlace(one.external_path ?? null, location)),
        `${version}: Flink lists ${location}`,
      )
    }
    await weir.stop()
  },
}
