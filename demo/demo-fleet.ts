import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startControl } from './control/control-server.ts'
import { DemoKubernetes } from './demo-kubernetes.ts'
import { type ConnectionSpec, FLEET } from './fleet/connections.ts'
import { StateStorage } from './flink/state-storage.ts'
import { writeKubeconfig } from './kubeconfig.ts'

export interface DemoFleet {
  kubeconfig: string
  contexts: string[]
  /** `prefix=directory`, as Weir's `--storage-root` takes it. */
  storageRoots: string[]
  /** Address of each Kubernetes API, by the name of its context. */
  servers: Record<string, string>
  /** File with address and token of the control API, see control/README.md. */
  control: string
  close(): Promise<void>
}

const SHORTEST_TICK_MS = 20
const LONGEST_TICK_MS = 1_000

/**
 * Serves a fleet on 127.0.0.1: a Kubernetes API for each connection with Flink's REST behind its service proxy, and the
 * files of HA storage and checkpoints below `dataDir`, all of which live from then on. Every start is a new fleet of the
 * same names: uids of objects differ from start to start, those of kube-system and the ids of jobs do not.
 */
export async function startDemoFleet(options: {
  dataDir: string
  /** Of the first Kubernetes; 0 takes a free one. */
  port: number
  fleet?: readonly ConnectionSpec[]
}): Promise<DemoFleet> {
  const dataDir = resolve(options.dataDir)
  mkdirSync(dataDir, { recursive: true })
  const storage = new StateStorage(join(dataDir, 'flink-storage'))
  const clock = Date.now
  const kubernetes = (options.fleet ?? FLEET).map((spec) => new DemoKubernetes(spec, { storage, clock }))
  const servers: Record<string, string> = {}
  for (const [i, one] of kubernetes.entries()) servers[one.spec.name] = await one.listen(i === 0 ? options.port : 0)

  let timer: NodeJS.Timeout
  const live = () => {
    const now = clock()
    const next = kubernetes.reduce((soonest, one) => Math.min(soonest, one.advance(now)), Number.POSITIVE_INFINITY)
    timer = setTimeout(live, Math.min(LONGEST_TICK_MS, Math.max(SHORTEST_TICK_MS, next - clock())))
  }
  live()

  const control = await startControl(kubernetes, clock)
  const controlFile = join(dataDir, 'control.json')
  writeFileSync(controlFile, JSON.stringify(control.access), { mode: 0o600 })
  const kubeconfig = join(dataDir, 'kubeconfig')
  const entries = kubernetes.map(({ spec: { name }, token }) => ({ name, token, server: servers[name] ?? '' }))
  writeKubeconfig(kubeconfig, entries)
  return {
    kubeconfig,
    contexts: entries.map(({ name }) => name),
    storageRoots: storage.roots(),
    servers,
    control: controlFile,
    close: async () => {
      clearTimeout(timer)
      await Promise.all([control.close(), ...kubernetes.map((one) => one.close())])
    },
  }
}
