import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { RecoveryPointView } from '../../lib/fleet/view.ts'
import messages from '../../messages/en.json' with { type: 'json' }
import { FlinkCluster } from '../cluster/flink-cluster.ts'
import { readJobHaMap } from '../cluster/ha-map.ts'
import type { Manifest } from '../cluster/kubernetes-client.ts'
import { operatorDefinitions } from '../cluster/operator-definitions.ts'
import { orderArguments } from '../cluster/tier.ts'
import { until } from '../cluster/until.ts'
import { expect } from './expect.ts'
import { type JobAddress, readFleet, readJob, untilTold } from './feed.ts'
import { samePlace } from './paths.ts'
import { clusterRow } from './shown.ts'
import type { Story } from './story.ts'
import { openJob, type Subject, type World } from './world.ts'

const VERSION = '1.20.5'
const NAME = { clusterId: 'fraud', namespace: 'risk' }
/** What the operator writes where the job is to go on from what HA says. */
const LAST_STATE = 'KUBERNETES_OPERATOR_LAST_STATE'
const AGE = /\d+ (s|m) ago/

export const story: Story = {
  title:
    'a job its resource suspends is called suspended, with the point of HA or its savepoint, and goes on from there',
  deadlineSeconds: 900,
  async run(world) {
    const operated = await startOperated(world)
    const { cluster, jobId, address } = operated
    const { admin } = world.tier.controlPlane

    await operated.says({ state: 'suspended', upgradeMode: 'last-state' }, SUSPENDING)
    await cluster.takeDown()
    const newest = [...(await readJobHaMap(admin, cluster, jobId)).checkpoints.keys()].at(-1)
    await operated.says({ state: 'suspended', upgradeMode: 'last-state' }, suspended(LAST_STATE))
    const named = (point: RecoveryPointView | null) =>
      point?.checkpointId === newest &&
      point?.triggeredAt !== null &&
      (point?.evidence.some(({ source, verdict }) => source === 'ha' && verdict === 'names') ?? false)
    await isSuspended(world, operated, named)
    const before = await readJob(world.weir, address)

    await operated.says({ state: 'running', upgradeMode: 'last-state' }, STARTING)
    await cluster.deployAgain()
    await operated.says({ state: 'running', upgradeMode: 'last-state' }, running(jobId))
    const { job } = await untilTold(
      'it goes on from there, in the same run',
      90_000,
      () => readJob(world.weir, address),
      ({ job, rows }) => job.flinkState === 'RUNNING' && rows.some((row) => isOwnAfter(row, newest ?? 0)),
    )
    assert.equal(job.trouble, null)
    assert.deepEqual(
      job.lineage.map(({ id }) => id),
      before.job.lineage.map(({ id }) => id),
      'a recovery by Flink’s own HA is no new run',
    )

    const savepoint = await cluster.rest.stopWithSavepoint(jobId)
    await operated.says({ state: 'suspended', upgradeMode: 'savepoint' }, SUSPENDING)
    await cluster.takeDown()
    await operated.says({ state: 'suspended', upgradeMode: 'savepoint' }, suspended(savepoint))
    await isSuspended(
      world,
      operated,
      (point) => point?.kind === 'savepoint' && samePlace(point.path, savepoint) && !point.lastKnown,
    )

    await operated.says({ state: 'running', upgradeMode: 'savepoint' }, STARTING)
    await cluster.deployAgain()
    const again = await cluster.rest.run(world.tier.jar, orderArguments(cluster), savepoint)
    await operated.says({ state: 'running', upgradeMode: 'savepoint' }, running(again))
    await untilTold(
      'its lineage goes on in a new run, which began from the savepoint',
      90_000,
      () => readJob(world.weir, address),
      ({ job, rows }) =>
        job.currentJobId === again &&
        job.lineage.some((run) => run.jobId === jobId) &&
        samePlace(job.lineage.find((run) => run.jobId === again)?.restoredFrom ?? null, savepoint) &&
        rows[0]?.status === 'completed' &&
        rows[0].runId === job.lineage[0]?.id,
    )
  },
}

interface Operated extends Subject {
  /** The resource's wish and the operator's word on it. */
  says(job: Wish, status: object): Promise<void>
}

interface Wish {
  state: 'running' | 'suspended'
  upgradeMode: 'last-state' | 'savepoint'
}

/** A Flink of its own that a FlinkDeployment stands for; the harness writes what the operator writes. */
async function startOperated(world: World): Promise<Operated> {
  const { tier, connection } = world
  const { admin } = tier.controlPlane
  for (const definition of operatorDefinitions()) await admin.apply(definition)
  await admin.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAME.namespace } })
  const says: Operated['says'] = async (job, status) => {
    const manifest = resource(job)
    await admin.apply(manifest)
    await admin.patchStatus(manifest, status)
  }
  const wish = { state: 'running', upgradeMode: 'last-state' } as const
  await until('FlinkDeployments are known', 60_000, async () => {
    await says(wish, STARTING)
    return true
  })
  const cluster = await FlinkCluster.start(
    join(tier.dir, 'flink'),
    { version: VERSION, ...NAME, storageUri: tier.storageRoot.uri },
    tier,
  )
  await cluster.untilReady()
  const jobId = await cluster.rest.run(tier.jar, orderArguments(cluster))
  await says(wish, running(jobId))
  const address: JobAddress = { connection, namespace: NAME.namespace, cluster: NAME.clusterId, job: jobId }
  await untilTold(
    'the job has checkpoints of its own',
    90_000,
    () => readJob(world.weir, address).catch(() => null),
    (message) => (message?.rows ?? []).filter(({ status }) => status === 'completed').length >= 3,
  )
  return { version: VERSION, cluster, jobId, address, says }
}

/** Neither broken nor lost: called suspended with the point it goes on from, in the feed and on pages, now and after Weir's restart. */
async function isSuspended(
  world: World,
  operated: Operated,
  isPoint: (point: RecoveryPointView | null) => boolean,
): Promise<void> {
  await isTold(world, operated, isPoint)
  const { dataDir } = world.weir
  await world.weir.stop()
  world.weir = await world.startWeir('weir-after-suspension', { dataDir })
  await isTold(world, operated, isPoint)
}

async function isTold(
  world: World,
  operated: Operated,
  isPoint: (point: RecoveryPointView | null) => boolean,
): Promise<void> {
  const { cluster, address } = operated
  const { rows } = await untilTold(
    'the cluster is suspended',
    60_000,
    () => readFleet(world.weir),
    ({ rows }) =>
      rows.some(
        (row) =>
          row.name === cluster.clusterId &&
          row.leader.kind === 'none' &&
          row.trouble?.code === 'operator.suspended' &&
          isPoint(row.recoveryPoint),
      ),
  )
  const row = rows.find(({ name }) => name === cluster.clusterId)
  assert.equal(row?.operator?.lifecycleState, 'SUSPENDED')
  assert.equal(row?.state, 'unknown')
  const { job } = await untilTold(
    'so is its job',
    30_000,
    () => readJob(world.weir, address),
    ({ job }) => job.trouble?.code === 'operator.suspended' && isPoint(job.recoveryPoint),
  )
  await world.page.goto(world.weir.url)
  await expect(clusterRow(world.page, cluster.clusterId)).toContainText(messages.state.suspended)
  await openJob(world, operated, 'checkpoints')
  const main = world.page.getByRole('main')
  await expect(main.getByText(messages.problems.operator.suspended)).toBeVisible()
  await expect(main.locator(`[data-tip="${job.recoveryPoint?.path}"]`).first()).toBeVisible()
  await expect(main.getByText('Suspended: it goes on from')).toContainText(AGE)
}

function isOwnAfter(row: { checkpointId: number; status: string; restored: boolean }, newest: number): boolean {
  return row.status === 'completed' && !row.restored && row.checkpointId > newest
}

function resource({ state, upgradeMode }: Wish): Manifest {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: NAME.clusterId, namespace: NAME.namespace },
    spec: {
      image: `flink:${VERSION}`,
      flinkVersion: 'v1_20',
      job: { jarURI: 'local:///opt/flink/usrlib/orders.jar', parallelism: 2, state, upgradeMode },
    },
  }
}

const STARTING = {
  jobManagerDeploymentStatus: 'DEPLOYING',
  lifecycleState: 'DEPLOYED',
  jobStatus: { state: 'RECONCILING' },
  reconciliationStatus: { state: 'DEPLOYED' },
}

const SUSPENDING = { lifecycleState: 'UPGRADING', reconciliationStatus: { state: 'UPGRADING' } }

function running(jobId: string): object {
  return {
    jobManagerDeploymentStatus: 'READY',
    lifecycleState: 'STABLE',
    jobStatus: { jobName: NAME.clusterId, jobId, state: 'RUNNING', upgradeSavepointPath: null },
    reconciliationStatus: { state: 'DEPLOYED' },
  }
}

function suspended(upgradeSavepointPath: string): object {
  return {
    jobManagerDeploymentStatus: 'MISSING',
    lifecycleState: 'SUSPENDED',
    jobStatus: { state: 'FINISHED', upgradeSavepointPath },
    reconciliationStatus: { state: 'UPGRADED' },
  }
}
