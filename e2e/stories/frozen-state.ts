import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readCompletedCheckpoint, readStateHandle } from '../../lib/formats/index.ts'
import { readJobHaMap } from '../cluster/ha-map.ts'
import { until } from '../cluster/until.ts'
import { localFile } from './paths.ts'
import type { Subject, World } from './world.ts'

/** A job's HA maps with copies of the files they lead to: the running job removes the originals within seconds. */
export interface FrozenState {
  dir: string
  /** Base64, of checkpoints and of what was submitted. */
  handles: string[]
  checkpoints: { completedCheckpoint: string; metadata: string }[]
  /** The job graph or execution plan. */
  submitted: string[]
}

export async function freezeState(world: World, subject: Subject): Promise<FrozenState> {
  const { version, cluster, jobId } = subject
  const dir = join(world.dir, `frozen-${version}`)
  await mkdir(dir, { recursive: true })
  const graphs = await submittedHandles(world, subject)
  const submitted = await Promise.all(graphs.map((value) => copyOf(value, dir)))
  return until(`${version}: an HA map whose files are all there`, 60_000, async () => {
    const map = await readJobHaMap(world.tier.controlPlane.admin, cluster, jobId)
    if (map.checkpoints.size < 3) return null
    const checkpoints: FrozenState['checkpoints'] = []
    for (const value of map.checkpoints.values()) {
      const completedCheckpoint = await copyOf(value, dir)
      const { externalPointer } = readCompletedCheckpoint(await readFile(completedCheckpoint))
      const metadata = join(dir, `_metadata-of-${basename(completedCheckpoint)}`)
      await copyFile(join(localFile(externalPointer), '_metadata'), metadata)
      checkpoints.push({ completedCheckpoint, metadata })
    }
    return { dir, handles: [...map.checkpoints.values(), ...graphs], checkpoints, submitted }
  })
}

/** The values of the cluster's map that lead to what the job was submitted as. */
async function submittedHandles(world: World, { cluster, jobId, version }: Subject): Promise<string[]> {
  const name = `${cluster.clusterId}-${version === '1.14.6' ? 'dispatcher-leader' : 'cluster-config-map'}`
  const path = `/api/v1/namespaces/${cluster.namespace}/configmaps/${name}`
  const { data = {} } = await world.tier.controlPlane.admin.get<{ data?: Record<string, string> }>(path)
  const keys = [`jobGraph-${jobId}`, `executionPlan-${jobId}`]
  return keys.flatMap((key) => data[key] ?? [])
}

async function copyOf(handle: string, dir: string): Promise<string> {
  const original = localFile(readStateHandle(handle).path ?? '')
  const copy = join(dir, basename(original))
  await copyFile(original, copy)
  return copy
}
