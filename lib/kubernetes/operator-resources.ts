import { type GitOpsOwner, gitOpsOwner } from './gitops-owner.ts'
import { listAt, recordAt, textAt, timeAt } from './json.ts'
import { type Metadata, metadataOf, type Resource, sameJson } from './resources.ts'

// What Weir keeps of the Flink Kubernetes Operator's kinds (flink.apache.org/v1beta1). Its status carries the whole spec
// again and stack traces: none of it is kept but what pages show.

export const OPERATOR_GROUP = 'flink.apache.org'

/** A point to restore from that the operator's status names. Times in epoch milliseconds. */
export interface NamedPoint {
  kind: 'savepoint' | 'checkpoint'
  path: string
  triggeredAt: number | null
}

/** What the operator says of the job that a FlinkDeployment or FlinkSessionJob runs. */
export interface OperatorJobStatus {
  jobId: string | null
  jobName: string | null
  /** Flink's word as the operator last saw it. */
  state: string | null
  /** What it would start the job from next: operator 1.10+. Null too where that is "whatever HA says". */
  upgradePath: string | null
  /** Before operator 1.10; later ones write FlinkStateSnapshots. */
  lastSavepoint: NamedPoint | null
}

interface Reconciled extends Metadata {
  createdAt: number | null
  gitOps: GitOpsOwner | null
  upgradeMode: string | null
  /** Its deletion was asked for: it stays until the operator has taken down what it stands for. */
  deleting: boolean
  /** `spec.job.state: suspended`. */
  wantsSuspended: boolean
  lifecycleState: string | null
  /** The first line of what it failed with. */
  error: string | null
  job: OperatorJobStatus
}

export interface FlinkDeploymentItem extends Reconciled {
  mode: 'application' | 'session'
  /** `native` or `standalone`: how the operator deploys it. */
  deploys: 'native' | 'standalone'
  image: string | null
  jobManagerStatus: string | null
  ownerUid: string | null
}

export interface SessionJobItem extends Reconciled {
  /** The FlinkDeployment it runs on; null where it names none. */
  deploymentName: string | null
}

export interface StateSnapshotItem extends Metadata {
  createdAt: number | null
  job: { kind: 'FlinkDeployment' | 'FlinkSessionJob'; name: string } | null
  kind: NamedPoint['kind'] | null
  state: string | null
  path: string | null
  triggeredAt: number | null
  error: string | null
}

export interface BlueGreenItem extends Metadata {
  gitOps: GitOpsOwner | null
  /** `ACTIVE_BLUE`, `TRANSITIONING_TO_GREEN`, … */
  state: string | null
}

const kindOf = (plural: string) => ({ group: OPERATOR_GROUP, version: 'v1beta1', plural })

export const FLINK_DEPLOYMENTS: Resource<FlinkDeploymentItem> = {
  kind: kindOf('flinkdeployments'),
  labelSelector: '',
  project: flinkDeploymentItem,
  same: sameJson,
}

export const SESSION_JOBS: Resource<SessionJobItem> = {
  kind: kindOf('flinksessionjobs'),
  labelSelector: '',
  project(object) {
    const reconciled = reconciledOf(object)
    return reconciled && { ...reconciled, deploymentName: textAt(object, 'spec', 'deploymentName') }
  },
  same: sameJson,
}

/** Operator 1.10 and later. */
export const STATE_SNAPSHOTS: Resource<StateSnapshotItem> = {
  kind: kindOf('flinkstatesnapshots'),
  labelSelector: '',
  project: stateSnapshotItem,
  same: sameJson,
}

/** Operator 1.14 and later. */
export const BLUE_GREEN_DEPLOYMENTS: Resource<BlueGreenItem> = {
  kind: kindOf('flinkbluegreendeployments'),
  labelSelector: '',
  project(object) {
    const metadata = metadataOf(object)
    return metadata && { ...metadata, gitOps: gitOpsOwner(object), state: textAt(object, 'status', 'blueGreenState') }
  },
  same: sameJson,
}

function flinkDeploymentItem(object: unknown): FlinkDeploymentItem | null {
  const reconciled = reconciledOf(object)
  if (reconciled === null) return null
  return {
    ...reconciled,
    mode: Object.keys(recordAt(object, 'spec', 'job')).length > 0 ? 'application' : 'session',
    deploys: textAt(object, 'spec', 'mode') === 'standalone' ? 'standalone' : 'native',
    image: textAt(object, 'spec', 'image'),
    jobManagerStatus: textAt(object, 'status', 'jobManagerDeploymentStatus'),
    ownerUid: textAt(listAt(object, 'metadata', 'ownerReferences')[0], 'uid'),
  }
}

function reconciledOf(object: unknown): Reconciled | null {
  const metadata = metadataOf(object)
  if (metadata === null) return null
  return {
    ...metadata,
    createdAt: timeAt(object, 'metadata', 'creationTimestamp'),
    gitOps: gitOpsOwner(object),
    deleting: textAt(object, 'metadata', 'deletionTimestamp') !== null,
    upgradeMode: textAt(object, 'spec', 'job', 'upgradeMode'),
    wantsSuspended: textAt(object, 'spec', 'job', 'state') === 'suspended',
    lifecycleState: textAt(object, 'status', 'lifecycleState'),
    error: firstLine(errorMessage(textAt(object, 'status', 'error'))),
    job: jobStatusOf(recordAt(object, 'status', 'jobStatus')),
  }
}

/** Stands for "restore from what HA says"; never a path. */
const LAST_STATE = 'KUBERNETES_OPERATOR_LAST_STATE'
const JOB_ID = /^[0-9a-f]{32}$/

function jobStatusOf(status: Record<string, unknown>): OperatorJobStatus {
  const jobId = textAt(status, 'jobId')
  const upgradePath = textAt(status, 'upgradeSavepointPath')
  const last = recordAt(status, 'savepointInfo', 'lastSavepoint')
  const location = textAt(last, 'location')
  return {
    jobId: jobId !== null && JOB_ID.test(jobId) ? jobId : null,
    jobName: textAt(status, 'jobName'),
    state: textAt(status, 'state'),
    upgradePath: upgradePath === LAST_STATE ? null : upgradePath,
    lastSavepoint:
      location === null || location === LAST_STATE
        ? null
        : { kind: 'savepoint', path: location, triggeredAt: millisecondsAt(last, 'timeStamp') },
  }
}

function stateSnapshotItem(object: unknown): StateSnapshotItem | null {
  const metadata = metadataOf(object)
  if (metadata === null) return null
  const spec = recordAt(object, 'spec')
  const name = textAt(spec, 'jobReference', 'name')
  const of = textAt(spec, 'jobReference', 'kind')
  return {
    ...metadata,
    createdAt: timeAt(object, 'metadata', 'creationTimestamp'),
    job: name !== null && (of === 'FlinkDeployment' || of === 'FlinkSessionJob') ? { kind: of, name } : null,
    kind: Object.hasOwn(spec, 'savepoint') ? 'savepoint' : Object.hasOwn(spec, 'checkpoint') ? 'checkpoint' : null,
    state: textAt(object, 'status', 'state'),
    path: textAt(object, 'status', 'path'),
    triggeredAt: timeAt(object, 'status', 'triggerTimestamp'),
    error: firstLine(textAt(object, 'status', 'error')),
  }
}

/** Epoch milliseconds, which the operator writes as a number in one release and as text in another. */
function millisecondsAt(value: unknown, ...path: string[]): number | null {
  const holder = recordAt(value, ...path.slice(0, -1))
  const time = Number(holder[path.at(-1) ?? ''] ?? Number.NaN)
  return Number.isSafeInteger(time) && time > 0 ? time : null
}

const ERROR_LIMIT = 500

/** `status.error` is JSON with class, message and stack; the cause that says the most comes last. */
function errorMessage(text: string | null): string | null {
  if (text === null) return null
  try {
    const error: unknown = JSON.parse(text)
    const causes = listAt(error, 'throwableList')
    return textAt(causes.at(-1), 'message') ?? textAt(error, 'message') ?? null
  } catch {
    return text
  }
}

function firstLine(text: string | null): string | null {
  return text?.trim().split('\n', 1)[0]?.slice(0, ERROR_LIMIT) || null
}
