import type { KubernetesObject } from '../kubernetes/objects.ts'
import type { ClusterSpec } from './cluster-spec.ts'
import { configurationFile, configurationOf } from './configuration.ts'

/** What the objects of one cluster are made from. */
export interface ObjectsSource {
  spec: ClusterSpec
  createdAt: number
  /** Null: alive. Else when its JobManager was killed, not to become ready again. */
  killedAt: number | null
  taskManagers: number
  /** Makes the same uid from the same name, another in another start of the demo. */
  uid: (name: string) => string
}

type Component = 'jobmanager' | 'taskmanager'

/** The namespace's objects of a cluster, as Flink or the operator writes them, without HA data and custom resources. */
export function clusterObjects(source: ObjectsSource) {
  const { taskManagers, killedAt } = source
  const workers = killedAt === null ? Array.from({ length: taskManagers }, (_, i) => taskManagerPod(source, i + 1)) : []
  return {
    deployment: jobManagerDeployment(source),
    pods: [jobManagerPod(source), ...workers],
    restService: restService(source),
    configMap: configurationMap(source),
  }
}

/** `2026-11-21T12:30:16Z` */
export function isoSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}

function labels({ spec }: ObjectsSource, component?: Component): Record<string, string> {
  const type = spec.manager === 'standalone' ? 'flink-standalone-kubernetes' : 'flink-native-kubernetes'
  return { app: spec.name, ...(component && { component }), type }
}

function metadata(source: ObjectsSource, name: string, component?: Component) {
  return {
    name,
    namespace: source.spec.namespace,
    uid: source.uid(name),
    creationTimestamp: isoSeconds(source.createdAt),
    labels: labels(source, component),
  }
}

function ownedByDeployment({ spec, uid }: ObjectsSource) {
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: spec.name, uid: uid(spec.name), controller: true }
  return { ownerReferences: [owner] }
}

/** The operator owns what it deploys. */
function ownedByResource({ spec, uid }: ObjectsSource) {
  if (spec.manager !== 'operator') return {}
  const resource = { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', name: spec.name }
  return { ownerReferences: [{ ...resource, uid: uid(`flinkdeployment/${spec.name}`), controller: false }] }
}

function commandOf({ mode, manager }: ClusterSpec, component: Component): string[] {
  if (component === 'taskmanager') {
    return manager === 'standalone' ? ['taskmanager'] : ['bash', '-c', 'kubernetes-taskmanager.sh ']
  }
  if (manager === 'standalone') return [mode === 'application' ? 'standalone-job' : 'jobmanager']
  return ['bash', '-c', `kubernetes-jobmanager.sh kubernetes-${mode} `]
}

function podSpec(source: ObjectsSource, component: Component) {
  const { spec } = source
  const file = configurationFile(spec.version)
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
        image: image(source),
        imagePullPolicy: 'IfNotPresent',
        command: ['/docker-entrypoint.sh'],
        args: commandOf(spec, component),
        ports,
        resources: { limits: { cpu: '1', memory: '1728Mi' }, requests: { cpu: '1', memory: '1728Mi' } },
        volumeMounts: [{ name: 'flink-config-volume', mountPath: '/opt/flink/conf' }],
      },
    ],
    volumes: [
      {
        name: 'flink-config-volume',
        configMap: { name: `flink-config-${spec.name}`, items: [{ key: file, path: file }], defaultMode: 420 },
      },
    ],
  }
}

function jobManagerDeployment(source: ObjectsSource): KubernetesObject {
  const alive = source.killedAt === null
  const since = isoSeconds(source.killedAt ?? source.createdAt)
  const selector = labels(source, 'jobmanager')
  return {
    metadata: { ...metadata(source, source.spec.name, 'jobmanager'), ...ownedByResource(source) },
    spec: {
      replicas: 1,
      selector: { matchLabels: selector },
      template: { metadata: { labels: selector }, spec: podSpec(source, 'jobmanager') },
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

function jobManagerPod(source: ObjectsSource): KubernetesObject {
  const replicaSet = `${source.spec.name}-${source.uid('replicaset').slice(0, 8)}`
  const name = `${replicaSet}-${source.uid('pod').slice(0, 5)}`
  const controller = { kind: 'ReplicaSet', name: replicaSet, uid: source.uid(replicaSet), controller: true }
  return {
    metadata: {
      ...metadata(source, name, 'jobmanager'),
      ownerReferences: [{ apiVersion: 'apps/v1', ...controller }],
    },
    spec: { nodeName: 'demo-node', ...podSpec(source, 'jobmanager') },
    status: podStatus(source, '10.244.0.11'),
  }
}

function taskManagerPod(source: ObjectsSource, number: number): KubernetesObject {
  return {
    metadata: {
      ...metadata(source, `${source.spec.name}-taskmanager-1-${number}`, 'taskmanager'),
      ...ownedByDeployment(source),
    },
    spec: { nodeName: 'demo-node', ...podSpec(source, 'taskmanager') },
    status: podStatus({ ...source, killedAt: null }, `10.244.2.${19 + number}`),
  }
}

/** A killed container waits between restarts that end at once: the pod is Running and not ready. */
function podStatus(source: ObjectsSource, podIP: string) {
  const { createdAt, killedAt } = source
  const ready = killedAt === null
  const container = { name: 'flink-main-container', image: image(source), imageID: '', ready, started: ready }
  const started = isoSeconds(createdAt)
  const running = { restartCount: 0, state: { running: { startedAt: started } }, lastState: {} }
  const ended = isoSeconds(killedAt ?? createdAt)
  const killed = {
    restartCount: 3,
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off restarting failed container' } },
    lastState: { terminated: { exitCode: 137, reason: 'Error', startedAt: started, finishedAt: ended } },
  }
  const condition = (type: string, status: boolean) => ({
    type,
    status: status ? 'True' : 'False',
    ...(!status && { reason: 'ContainersNotReady' }),
    lastTransitionTime: ended,
  })
  return {
    phase: 'Running',
    conditions: [condition('PodScheduled', true), condition('ContainersReady', ready), condition('Ready', ready)],
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: started,
    containerStatuses: [{ ...container, ...(ready ? running : killed) }],
  }
}

function restService(source: ObjectsSource): KubernetesObject {
  return {
    metadata: { ...metadata(source, `${source.spec.name}-rest`), ...ownedByDeployment(source) },
    spec: {
      type: 'ClusterIP',
      selector: labels(source, 'jobmanager'),
      ports: [{ name: 'rest', port: 8081, targetPort: 8081, protocol: 'TCP' }],
    },
    status: { loadBalancer: {} },
  }
}

function configurationMap(source: ObjectsSource): KubernetesObject {
  const { spec } = source
  const lines = [...configurationOf(spec)].map(([key, value]) => `${key}: ${value}\n`).join('')
  const target = spec.manager === 'standalone' ? '' : `execution.target: kubernetes-${spec.mode}\n`
  return {
    metadata: { ...metadata(source, `flink-config-${spec.name}`), ...ownedByDeployment(source) },
    data: { [configurationFile(spec.version)]: `${lines}${target}` },
  }
}

function image({ spec }: ObjectsSource): string {
  return `flink:${spec.version}`
}
