// Brings the real tier up and keeps it until Ctrl-C, for work against a real cluster:
//
//   node e2e/cluster/up.ts [INFO_FILE]     writes kubeconfig, storage root and jobs to INFO_FILE as JSON
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { FLINK_VERSIONS } from './cache.ts'
import { startTier, type Tier } from './tier.ts'

const infoFile = process.argv[2] ? resolve(process.argv[2]) : null
let stop: Tier['stop'] | undefined

async function end(code: number): Promise<never> {
  await stop?.({ keepDir: code !== 0 })
  if (infoFile) await rm(infoFile, { force: true })
  process.exit(code)
}
process.once('SIGINT', () => end(0))
process.once('SIGTERM', () => end(0))

try {
  const tier = await startTier(
    (stopTier) => {
      stop = stopTier
    },
    (text) => process.stdout.write(`${text}\n`),
  )
  const info = JSON.stringify(summary(tier), null, 2)
  if (infoFile) {
    await mkdir(dirname(infoFile), { recursive: true })
    await writeFile(`${infoFile}.part`, info)
    await rename(`${infoFile}.part`, infoFile)
  }
  process.stdout.write(`${info}\nup; Ctrl-C ends it\n`)
  // Nothing else keeps this process alive, and the children must not outlive it.
  setInterval(() => {}, 2 ** 30)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  await end(1)
}

function summary(tier: Tier) {
  const { server, weirKubeconfig, adminKubeconfig } = tier.controlPlane
  return {
    pid: process.pid,
    dir: tier.dir,
    server,
    kubeconfig: weirKubeconfig,
    adminKubeconfig,
    storageRoot: `${tier.storageRoot.uri}=${tier.storageRoot.dir}`,
    clusters: FLINK_VERSIONS.map((version) => {
      const { clusterId, namespace, restUrl, home, jobManagerPid } = tier.clusters[version]
      const proxy = `${server}/api/v1/namespaces/${namespace}/services/${clusterId}-rest:8081/proxy`
      return { version, clusterId, namespace, restUrl, proxy, jobId: tier.jobIds[version], jobManagerPid, home }
    }),
  }
}
