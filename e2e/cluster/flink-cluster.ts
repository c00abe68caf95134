import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cache, FlinkVersion } from './cache.ts'
import type { ControlPlane } from './control-plane.ts'
import {
  configurationFile,
  flinkConfiguration,
  jobManagerArguments,
  LOG_CONFIGURATION,
  taskManagerArguments,
} from './flink-configuration.ts'
import { FlinkRest } from './flink-rest.ts'
import { NativeObjects } from './native-objects.ts'
import type { PodNetwork } from './pod-network.ts'
import { type Processes, type Running, withoutProxies } from './processes.ts'
import { Hopeless, until } from './until.ts'

export interface FlinkClusterOptions {
  version: FlinkVersion
  clusterId: string
  namespace: string
  /** URI under which all clusters write; each has a folder named for it there. */
  storageUri: string
}

/** A session cluster: a JobManager and a TaskManager as plain processes, known to Kubernetes as native mode makes it known. */
export class FlinkCluster {
  readonly version: FlinkVersion
  readonly clusterId: string
  readonly namespace: string
  readonly home: string
  readonly restUrl: string
  readonly rest: FlinkRest
  readonly #start: (role: 'jobmanager' | 'taskmanager') => Running
  readonly #objects: NativeObjects
  #jobManager: Running
  #taskManager: Running

  private constructor(
    options: FlinkClusterOptions,
    parts: {
      home: string
      podIp: string
      objects: NativeObjects
      start: (role: 'jobmanager' | 'taskmanager') => Running
    },
  ) {
    this.version = options.version
    this.clusterId = options.clusterId
    this.namespace = options.namespace
    this.home = parts.home
    this.restUrl = `http://${parts.podIp}:8081`
    this.rest = new FlinkRest(this.restUrl)
    this.#objects = parts.objects
    this.#start = parts.start
    this.#jobManager = parts.start('jobmanager')
    this.#taskManager = parts.start('taskmanager')
  }

  /** Starts the processes and their Kubernetes objects; `untilReady` waits for them. */
  static async start(
    dir: string,
    options: FlinkClusterOptions,
    tier: { cache: Cache; controlPlane: ControlPlane; network: PodNetwork; processes: Processes },
  ): Promise<FlinkCluster> {
    const { version, clusterId, namespace } = options
    const home = tier.cache.flinkHome(version)
    const podIp = await tier.network.nextPodIp()
    const workDir = join(dir, clusterId)
    const configurationDir = join(workDir, 'conf')
    await mkdir(configurationDir, { recursive: true })
    const configuration = flinkConfiguration(version, {
      clusterId,
      namespace,
      podIp,
      storageUri: `${options.storageUri}/${clusterId}`,
      workDir,
    })
    await writeFile(join(configurationDir, configurationFile(version)), configuration)
    await writeFile(join(configurationDir, 'log4j.properties'), LOG_CONFIGURATION)

    const objects = new NativeObjects(tier.controlPlane.admin, {
      clusterId,
      namespace,
      version,
      podIp,
      configurationFile: configurationFile(version),
      configuration,
    })
    await objects.create()

    const env = {
      ...withoutProxies(),
      KUBECONFIG: tier.controlPlane.flinkKubeconfig,
      FLINK_HOME: home,
      FLINK_LIB_DIR: join(home, 'lib'),
      FLINK_PLUGINS_DIR: join(home, 'plugins'),
      FLINK_CONF_DIR: configurationDir,
    }
    const programs = { jobmanager: jobManagerArguments, taskmanager: taskManagerArguments }
    const start = (role: 'jobmanager' | 'taskmanager') =>
      tier.processes.start(`${clusterId}-${role}`, 'java', programs[role](home, configurationDir), {
        env,
        cwd: workDir,
      })
    return new FlinkCluster(options, { home, podIp, objects, start })
  }

  get jobManagerPid(): number {
    return this.#jobManager.pid
  }

  /** Waits until the JobManager answers and knows its TaskManager, and tells Kubernetes that the pod is ready. */
  async untilReady(): Promise<void> {
    await until(`${this.clusterId} has a TaskManager`, 300_000, async () => {
      if (!this.#jobManager.alive()) throw new Hopeless(`the JobManager has ended:\n${this.#jobManager.logTail()}`)
      if (!this.#taskManager.alive()) throw new Hopeless(`the TaskManager has ended:\n${this.#taskManager.logTail()}`)
      return (await this.rest.taskManagers()) >= 1
    })
    await this.#objects.ready()
  }

  /** `kill -9` of the JobManager. Kubernetes notices, as a kubelet would tell it. */
  async kill9(): Promise<void> {
    await this.#jobManager.end('SIGKILL')
    await this.#objects.died()
  }

  /** The TaskManager stands still, and everything that waits for it with it, until it goes on or is killed. */
  pauseTaskManager(): void {
    process.kill(this.#taskManager.pid, 'SIGSTOP')
  }

  /** A TaskManager that was paused goes on, and one that has ended is started again if there is a JobManager for it. */
  bringTaskManagerBack(): void {
    if (this.#taskManager.alive()) process.kill(this.#taskManager.pid, 'SIGCONT')
    else if (this.#jobManager.alive()) this.#taskManager = this.#start('taskmanager')
  }

  /** `kill -9` of the TaskManager, paused or not. */
  async killTaskManager(): Promise<void> {
    await this.#taskManager.end('SIGKILL')
  }

  /** SIGTERM to the JobManager: it gives its leases back, as far as its release does that. */
  async terminate(): Promise<void> {
    await this.#jobManager.end('SIGTERM', 20_000)
    await this.#objects.died()
  }

  /** Waits for a JobManager that ends by itself after `DELETE /cluster`, and ends the cluster as Kubernetes would. */
  async untilEnded(): Promise<void> {
    await until(`the JobManager of ${this.clusterId} ends`, 60_000, () => !this.#jobManager.alive())
    await this.#taskManager.end('SIGKILL')
    await this.#objects.deleted()
  }

  /** As the operator suspends a cluster: what it had deployed is deleted, and the HA maps stay. */
  async takeDown(): Promise<void> {
    await this.#jobManager.end('SIGTERM', 20_000)
    await this.#taskManager.end('SIGKILL')
    await this.#objects.deleted()
  }

  /** As the operator brings a suspended cluster up again. */
  async deployAgain(): Promise<void> {
    await this.#objects.create()
    await this.restart()
  }

  /** Starts what does not run of JobManager and TaskManager, and waits until both do; the tasks of a job may not yet. */
  async restart(): Promise<void> {
    if (!this.#jobManager.alive()) this.#jobManager = this.#start('jobmanager')
    if (!this.#taskManager.alive()) this.#taskManager = this.#start('taskmanager')
    await this.untilReady()
  }
}
