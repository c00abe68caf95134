import { spawn } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The releases the real tier runs: the oldest layout, the last of 1.x, the newest. */
export const FLINK_VERSIONS = ['1.14.6', '1.20.5', '2.3.0'] as const
export type FlinkVersion = (typeof FLINK_VERSIONS)[number]

const KUBERNETES_VERSION = '1.34.4'
const ETCD_VERSION = '3.5.35'

/** What is built or downloaded once per version and kept outside the work tree. */
export interface Cache {
  etcd: string
  kubeApiserver: string
  flinkHome(version: FlinkVersion): string
}

/** Fills the cache (`WEIR_CACHE`, else `~/.cache/weir`) with what is missing. Takes minutes on a new machine, else nothing. */
export async function fillCache(): Promise<Cache> {
  const root = process.env.WEIR_CACHE ?? join(homedir(), '.cache', 'weir')
  const [bin, homes] = [join(root, 'bin'), join(root, 'flink')]
  await Promise.all([
    script('binaries.sh', [bin, KUBERNETES_VERSION, ETCD_VERSION]),
    ...FLINK_VERSIONS.map((version) => script('flink-home.sh', [version, homes])),
  ])
  return {
    etcd: join(bin, `etcd-${ETCD_VERSION}`),
    kubeApiserver: join(bin, `kube-apiserver-${KUBERNETES_VERSION}`),
    flinkHome: (version) => join(homes, `flink-${version}`),
  }
}

function script(name: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    // In a process group of its own, so that compilers and downloads end with a run that is broken off.
    const child = spawn('bash', [join(import.meta.dirname, name), ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    })
    const endGroup = () => {
      if (child.pid) process.kill(-child.pid, 'SIGTERM')
    }
    process.once('exit', endGroup)
    child.once('error', reject)
    child.once('exit', (code) => {
      process.removeListener('exit', endGroup)
      if (code === 0) resolve()
      else reject(new Error(`${name} ended with ${code}`))
    })
  })
}
