import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { browserPath } from '../../bin/test/browser.mjs'
import { FLINK_VERSIONS, type FlinkVersion } from '../cluster/cache.ts'
import type { FlinkCluster } from '../cluster/flink-cluster.ts'
import type { Tier } from '../cluster/tier.ts'
import { until } from '../cluster/until.ts'
import { type Edge, startEdge } from './edge.ts'
import { expect } from './expect.ts'
import type { JobAddress } from './feed.ts'
import { Weir, type WeirOptions } from './weir.ts'

/** What stories share: the real fleet, the Weir that has watched it from the beginning, and a browser that looks at it. */
export interface World {
  tier: Tier
  /** Started before the first story and given the storage root; a story that restarts it puts the new one here. */
  weir: Weir
  /** Started before the first story too, and able to read no storage: what it knows, it has from REST and the HA maps. */
  blind: Weir
  page: Page
  /**
   * Has a page of its own look, in a window of its own: of two tabs in one, the one behind hears no clicks. Closed when it
   * has been looked at.
   */
  onOwnPage<T>(look: (page: Page) => Promise<T>): Promise<T>
  /** A folder for what stories keep and leave for looking at after a failure. */
  dir: string
  /** uid of the kube-system namespace: how Weir knows this Kubernetes. */
  connection: string
  /** A second Kubernetes that may be broken, and the Weir that watches both: started when the first story asks. */
  edge(): Promise<Edge>
  startWeir(name: string, options?: Partial<WeirOptions> & { dataDir?: string }): Promise<Weir>
  /** After a story that failed: ends what it left running of its own, and has what it paused or killed go on. */
  endLeftovers(): Promise<void>
  close(): Promise<void>
}

export async function createWorld(tier: Tier): Promise<World> {
  const dir = join(tier.dir, 'weir')
  await mkdir(dir, { mode: 0o711 })
  const { metadata } = await tier.controlPlane.admin.get<{ metadata: { uid: string } }>(
    '/api/v1/namespaces/kube-system',
  )
  const started: Weir[] = []
  const startWeir: World['startWeir'] = async (name, { dataDir = join(dir, name), ...options } = {}) => {
    const one = await Weir.start(
      name,
      dataDir,
      {
        kubeconfig: tier.controlPlane.weirKubeconfig,
        storageRoot: `${tier.storageRoot.uri}=${tier.storageRoot.dir}`,
        ...options,
      },
      tier.processes,
    )
    started.push(one)
    return one
  }
  const weir = await startWeir('weir')
  const blind = await startWeir('weir-blind', { storageRoot: null })
  const browser = await launchBrowser()
  const newWindow = async () => {
    const window = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } })
    // What is slow is no failure here: a story has a deadline of its own.
    window.setDefaultTimeout(240_000)
    return window
  }
  const page = await (await newWindow()).newPage()
  let edge: Promise<Edge> | undefined
  const world: World = {
    tier,
    weir,
    blind,
    page,
    onOwnPage: async (look) => {
      const window = await newWindow()
      const own = await window.newPage()
      try {
        return await look(own)
      } catch (error) {
        throw new Error(`${String(error)}\n  the page ${own.url()} said: ${await textOf(own)}`, { cause: error })
      } finally {
        await window.close()
      }
    },
    dir,
    connection: metadata.uid,
    startWeir,
    edge: async () => {
      edge ??= startEdge(tier, dir, startWeir)
      const { relay } = await edge
      // A story that failed may have left it as it was then.
      relay.set('open')
      return edge
    },
    endLeftovers: async () => {
      const edges = await edge?.then(({ weir }) => [weir]).catch(() => [])
      const kept = [world.weir, world.blind, ...(edges ?? [])]
      const left = started.filter((one) => !kept.includes(one) && one.alive())
      await Promise.allSettled(left.map((one) => one.stop()))
      for (const cluster of Object.values(tier.clusters)) cluster.bringTaskManagerBack()
    },
    close: async () => {
      await edge?.then((started) => started.close()).catch(() => {})
      await browser.close()
    },
  }
  return world
}

/** What a page says, for a failure. */
async function textOf(page: Page): Promise<string> {
  const text = await page
    .locator('body')
    .ariaSnapshot({ timeout: 5_000 })
    .catch((error: unknown) => `nothing (${String(error)})`)
  return text.replaceAll(/\s+/g, ' ').slice(0, 3_000)
}

function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath(),
    // Playwright would end this process on a signal, before the tier is ended.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A cluster of the tier with the job that was started on it, and its address in Weir. */
export interface Subject {
  version: FlinkVersion
  cluster: FlinkCluster
  jobId: string
  address: JobAddress
}

export function subject(world: World, version: FlinkVersion): Subject {
  const cluster = world.tier.clusters[version]
  const jobId = world.tier.jobIds[version]
  const { connection } = world
  return {
    version,
    cluster,
    jobId,
    address: { connection, namespace: cluster.namespace, cluster: cluster.clusterId, job: jobId },
  }
}

export function subjects(world: World): Subject[] {
  return FLINK_VERSIONS.map((version) => subject(world, version))
}

/** Starts what does not run of the cluster, and waits until the tasks of its job run: they have taken a checkpoint. */
export async function bringBack({ version, cluster, jobId }: Subject): Promise<void> {
  await cluster.restart()
  const since = Date.now()
  await until(`${version}: the job takes checkpoints again`, 180_000, async () => {
    const { history } = await cluster.rest.checkpoints(jobId)
    return history.some(({ status, trigger_timestamp }) => status === 'COMPLETED' && trigger_timestamp >= since)
  })
}

/** The path of a page of a job. */
export function jobPath({ address }: Subject, tab: 'checkpoints' | 'high-availability' | 'recovery-points'): string {
  const { connection, namespace, cluster, job } = address
  return `/clusters/${connection}/${namespace}/${cluster}/jobs/${job}/${tab}`
}

/** Opens a page of a job: `checkpoints` or `high-availability`. */
export async function openJob(
  world: World,
  subject: Subject,
  tab: 'checkpoints' | 'high-availability' | 'recovery-points',
): Promise<void> {
  const path = jobPath(subject, tab)
  const response = await world.page.goto(world.weir.url + path)
  if (!response?.ok()) throw new Error(`${path} answered ${response?.status()}`)
  // The shape of the page comes first, its content streams after it.
  await expect(world.page.locator('main:not([aria-busy])')).toBeVisible()
}
