import type { KubernetesClient, Manifest } from './kubernetes-client.ts'

/** What is deployed: the cluster's identity and where its JobManager listens. */
export interface NativeCluster {
  clusterId: string
  namespace: string
  version: string
  podIp: string
  configurationFile: string
  configuration: string
}

/**
 * The Kubernetes objects that surround a JobManager which Flink's native mode deployed: Deployment, `flink-config-…`
 * map, `…-rest` Service, Pod and Endpoints. The harness plays Deployment controller, kubelet and endpoints controller, so
 * that the API server's own service proxy reaches a JobManager that is a plain process.
 */
export class NativeObjects {
  readonly #client: KubernetesClient
  readonly #cluster: NativeCluster
  readonly #labels: Record<string, string>
  readonly #startTime = new Date().toISOString()
  #restartCount = 0

  constructor(client: KubernetesClient, cluster: NativeCluster) {
    this.#client = client
    this.#cluster = cluster
    this.#labels = { app: cluster.clusterId, type: 'flink-native-kubernetes' }
  }

  async create(): Promise<void> {
    const { clusterId, namespace, configurationFile, configuration } = this.#cluster
    await this.#client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
    const deployment = await this.#client.apply(this.#deployment())
    const ownerReferences = [
      { apiVersion: 'apps/v1', kind: 'Deployment', name: clusterId, uid: deployment.metadata.uid, controller: true },
    ]
    const metadata = { namespace, labels: this.#labels, ownerReferences }
    await this.#client.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...metadata, name: `flink-config-${clusterId}` },
      data: { [configurationFile]: configuration },
    })
    await this.#client.apply({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, name: `${clusterId}-rest` },
      // Without a selector: no controller is there to follow one, and none may interfere.
      spec: { type: 'ClusterIP', ports: [{ name: 'rest', port: 8081, targetPort: 8081 }] },
    })
    await this.#client.apply(this.#pod())
  }

  /** The JobManager answers: the pod is ready and the Service leads to it. */
  async ready(): Promise<void> {
    await this.#status(true)
  }

  /** The JobManager has died: its container waits for its next start. */
  async died(): Promise<void> {
    await this.#status(false)
    this.#restartCount += 1
  }

  /** Flink has deleted its Deployment; the garbage collector takes what belongs to it. */
  async deleted(): Promise<void> {
    const { clusterId, namespace } = this.#cluster
    const owned = [
      { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: `${clusterId}-rest`, namespace } },
      { apiVersion: 'v1', kind: 'Service', metadata: { name: `${clusterId}-rest`, namespace } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `flink-config-${clusterId}`, namespace } },
    ]
    for (const manifest of [this.#deployment(), this.#pod(), ...owned]) await this.#client.delete(manifest)
  }

  #container() {
    return {
      name: 'flink-main-container',
      image: `flink:${this.#cluster.version}`,
      command: ['/docker-entrypoint.sh'],
      args: ['bash', '-c', 'kubernetes-jobmanager.sh kubernetes-session'],
      ports: [{ name: 'rest', containerPort: 8081, protocol: 'TCP' }],
    }
  }

  #deployment(): Manifest {
    const { clusterId, namespace } = this.#cluster
    const labels = { ...this.#labels, component: 'jobmanager' }
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: clusterId, namespace, labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [this.#container()] } },
      },
    }
  }

  #pod(): Manifest {
    const { clusterId, namespace } = this.#cluster
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `${clusterId}-jobmanager`, namespace, labels: { ...this.#labels, component: 'jobmanager' } },
      // Bound to a node that no kubelet watches, so that nothing but the harness writes its status.
      spec: { nodeName: 'harness', containers: [this.#container()] },
    }
  }

  async #status(ready: boolean): Promise<void> {
    const { clusterId, namespace, podIp, version } = this.#cluster
    const pod = this.#pod()
    const state = ready
      ? { running: { startedAt: new Date().toISOString() } }
      : { waiting: { reason: 'CrashLoopBackOff' } }
    await this.#client.patchStatus(pod, {
      phase: 'Running',
      podIP: podIp,
      podIPs: [{ ip: podIp }],
      startTime: this.#startTime,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [
        {
          name: 'flink-main-container',
          image: `flink:${version}`,
          imageID: '',
          ready,
          restartCount: this.#restartCount,
          state,
        },
      ],
    })
    await this.#client.patchStatus(this.#deployment(), {
      replicas: 1,
      ...(ready
        ? { readyReplicas: 1, availableReplicas: 1, unavailableReplicas: null }
        : { readyReplicas: null, availableReplicas: null, unavailableReplicas: 1 }),
    })
    const address = { ip: podIp, nodeName: 'harness', targetRef: { kind: 'Pod', name: pod.metadata.name, namespace } }
    await this.#client.apply({
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: `${clusterId}-rest`, namespace, labels: this.#labels },
      subsets: [
        {
          [ready ? 'addresses' : 'notReadyAddresses']: [address],
          ports: [{ name: 'rest', port: 8081, protocol: 'TCP' }],
        },
      ],
    })
  }
}
