import type { KubernetesObject } from './kubernetes/objects.ts'
import { isoSeconds } from './redate.ts'

/** What the objects of one cluster are made from. */
export interface NativeCluster {
  namespace: string
  clusterId: string
  flinkVersion: string
  configurationFile: string
  configuration: string
  createdAt: number
  /** Null: alive. Else when its JobManager was killed, never to become ready again. */
  killedAt: number | null
  /** Makes the same uid from the same name, another in another start of the demo. */
  uid: (name: string) => string
}

/**
 * The Kubernetes objects of a native session cluster, written as Flink writes them: the JobManager's Deployment and
 * pod, a TaskManager pod while there is a JobManager, the REST service, and the ConfigMap of the configuration.
 */
export function nativeCluster(cluster: NativeCluster) {
  return {
    deployment: jobManagerDeployment(cluster),
    pods: cluster.killedAt === null ? [jobManagerPod(cluster), taskManagerPod(cluster)] : [jobManagerPod(cluster)],
    restService: restService(cluster),
    configMap: configurationMap(cluster),
  }
}

function labels({ clusterId }: NativeCluster, component?: 'jobmanager' | 'taskmanager'): Record<string, string> {
  return { app: clusterId, ...(component && { component }), type: 'flink-native-kubernetes' }
}

function metadata(cluster: NativeCluster, name: string, component?: 'jobmanager' | 'taskmanager') {
  return {
    name,
    namespace: cluster.namespace,
    uid: cluster.uid(name),
    creationTimestamp: at(cluster.createdAt),
    labels: labels(cluster, component),
  }
}

function ownedByDeployment(cluster: NativeCluster) {
  const { clusterId, uid } = cluster
  return {
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'Deployment', name: clusterId, uid: uid(clusterId), controller: true },
    ],
  }
}

function podSpec(cluster: NativeCluster, component: 'jobmanager' | 'taskmanager') {
  const { clusterId, configurationFile } = cluster
  const script =
    component === 'jobmanager' ? 'kubernetes-jobmanager.sh kubernetes-session ' : 'kubernetes-taskmanager.sh '
  const ports =
    component === 'jobmanager'
      ? [
          { name: 'rest', containerPort: 8081, protocol: 'TCP' },
          { name: 'jobmanager-rpc', containerPort: 6123, protocol: 'TCP' },
          { name: 'blobserver', containerPort: 6124, protocol: 'TCP' },
        ]
      : [{ name: 'taskmanager-rpc', containerPort: 6122, protocol: 'TCP' }]
  return {
    restartPolicy: component === 'jobmanager' ? 'Always' : 'Never',
    serviceAccountName: 'flink',
    containers: [
      {
        name: 'flink-main-container',
        image: image(cluster),
        imagePullPolicy: 'IfNotPresent',
        command: ['/docker-entrypoint.sh'],
        args: ['bash', '-c', script],
        ports,
        resources: { limits: { cpu: '1', memory: '1728Mi' }, requests: { cpu: '1', memory: '1728Mi' } },
        volumeMounts: [{ name: 'flink-config-volume', mountPath: '/opt/flink/conf' }],
      },
    ],
    volumes: [
      {
        name: 'flink-config-volume',
        configMap: {
          name: `flink-config-${clusterId}`,
          items: [{ key: configurationFile, path: configurationFile }],
          defaultMode: 420,
        },
      },
    ],
  }
}

function jobManagerDeployment(cluster: NativeCluster): KubernetesObject {
  const alive = cluster.killedAt === null
  const since = at(cluster.killedAt ?? cluster.createdAt)
  const selector = labels(cluster, 'jobmanager')
  return {
    metadata: metadata(cluster, cluster.clusterId, 'jobmanager'),
    spec: {
      replicas: 1,
      selector: { matchLabels: selector },
      template: { metadata: { labels: selector }, spec: podSpec(cluster, 'jobmanager') },
      strategy: { type: 'Recreate' },
    },
    status: {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
      ...(alive ? { readyReplicas: 1, availableReplicas: 1 } : { unavailableReplicas: 1 }),
      conditions: [
        {
          type: 'Available',
          status: alive ? 'True' : 'False',
          reason: alive ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
          message: alive ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
          lastUpdateTime: since,
          lastTransitionTime: since,
        },
      ],
    },
  }
}

function jobManagerPod(cluster: NativeCluster): KubernetesObject {
  const replicaSet = `${cluster.clusterId}-${cluster.uid('replicaset').slice(0, 8)}`
  const name = `${replicaSet}-${cluster.uid('pod').slice(0, 5)}`
  const controller = { kind: 'ReplicaSet', name: replicaSet, uid: cluster.uid(replicaSet), controller: true }
  return {
    metadata: {
      ...metadata(cluster, name, 'jobmanager'),
      ownerReferences: [{ apiVersion: 'apps/v1', ...controller }],
    },
    spec: { nodeName: 'demo-node', ...podSpec(cluster, 'jobmanager') },
    status: podStatus(cluster, '10.244.0.11'),
  }
}

function taskManagerPod(cluster: NativeCluster): KubernetesObject {
  return {
    metadata: {
      ...metadata(cluster, `${cluster.clusterId}-taskmanager-1-1`, 'taskmanager'),
      ...ownedByDeployment(cluster),
    },
    spec: { nodeName: 'demo-node', ...podSpec(cluster, 'taskmanager') },
    status: podStatus({ ...cluster, killedAt: null }, '10.244.0.12'),
  }
}

/** A killed container waits between restarts that end at once: the pod is Running and not ready. */
function podStatus(cluster: NativeCluster, podIP: string) {
  const { createdAt, killedAt } = cluster
  const ready = killedAt === null
  const container = { name: 'flink-main-container', image: image(cluster), imageID: '', ready, started: ready }
  const running = { restartCount: 0, state: { running: { startedAt: at(createdAt) } }, lastState: {} }
  const killed = {
    restartCount: 3,
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off restarting failed container' } },
    lastState: {
      terminated: { exitCode: 137, reason: 'Error', startedAt: at(createdAt), finishedAt: at(killedAt ?? createdAt) },
    },
  }
  const condition = (type: string, status: boolean) => ({
    type,
    status: status ? 'True' : 'False',
    ...(!status && { reason: 'ContainersNotReady' }),
    lastTransitionTime: at(killedAt ?? createdAt),
  })
  return {
    phase: 'Running',
    conditions: [condition('PodScheduled', true), condition('ContainersReady', ready), condition('Ready', ready)],
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: at(createdAt),
    containerStatuses: [{ ...container, ...(ready ? running : killed) }],
  }
}

function restService(cluster: NativeCluster): KubernetesObject {
  return {
    metadata: { ...metadata(cluster, `${cluster.clusterId}-rest`), ...ownedByDeployment(cluster) },
    spec: {
      type: 'ClusterIP',
      selector: labels(cluster, 'jobmanager'),
      ports: [{ name: 'rest', port: 8081, targetPort: 8081, protocol: 'TCP' }],
    },
    status: { loadBalancer: {} },
  }
}

/** What the native client adds to the user's configuration before it writes the ConfigMap. */
function configurationMap(cluster: NativeCluster): KubernetesObject {
  const added = [
    'execution.target: kubernetes-session',
    'kubernetes.internal.jobmanager.entrypoint.class: org.apache.flink.kubernetes.entrypoint.KubernetesSessionClusterEntrypoint',
  ]
  return {
    metadata: { ...metadata(cluster, `flink-config-${cluster.clusterId}`), ...ownedByDeployment(cluster) },
    data: { [cluster.configurationFile]: `${cluster.configuration}${added.join('\n')}\n` },
  }
}

function image({ flinkVersion }: NativeCluster): string {
  return `flink:${flinkVersion}`
}

function at(time: number): string {
  return `${isoSeconds(time)}Z`
}
