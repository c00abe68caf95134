import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { FLEET } from '../../demo/fleet/connections.ts'
import type { DemoJob } from './demo-fleet.ts'

const Access = z.object({ url: z.string(), token: z.string() })
const Kubeconfig = z.object({
  clusters: z.array(z.object({ name: z.string(), cluster: z.object({ server: z.string() }) })),
  users: z.array(z.object({ name: z.string(), user: z.object({ token: z.string() }) })),
})
const ConfigMaps = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
      data: z.record(z.string(), z.string()),
    }),
  ),
})

/** Where the demo that these tests run on keeps what it tells of itself; `launch.ts` sets it. */
function demoFile(name: string): string {
  const folder = process.env.WEIR_DEMO_DIR
  if (!folder) throw new Error('WEIR_DEMO_DIR must name the data folder of the demo that runs behind WEIR_URL')
  return readFileSync(join(folder, name), 'utf8')
}

/**
 * Makes something happen in the demo fleet: see demo/control/README.md.
 *
 * @param path such as `connections/prod-eu/outage`.
 */
export async function happen(method: 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<void> {
  const { url, token } = Access.parse(JSON.parse(demoFile('control.json')))
  const response = await fetch(`${url}/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
}

/** The value of a key of the job's HA ConfigMaps, as it stands in Kubernetes. */
export async function haValue(job: DemoJob, key: string): Promise<string> {
  const config = Kubeconfig.parse(parse(demoFile('kubeconfig')))
  const name = FLEET.find(({ kubeSystemUid }) => kubeSystemUid === job.connection)?.name
  const server = config.clusters.find((known) => known.name === name)?.cluster.server
  const token = config.users.find((known) => known.name === name)?.user.token
  const query = `labelSelector=${encodeURIComponent(`app=${job.cluster}`)}`
  const response = await fetch(`${server}/api/v1/namespaces/${job.namespace}/configmaps?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { items } = ConfigMaps.parse(await response.json())
  const value = items.map(({ data }) => data[key]).find((found) => found !== undefined)
  if (value === undefined) throw new Error(`no map of ${job.cluster} has the key ${key}`)
  return value
}
