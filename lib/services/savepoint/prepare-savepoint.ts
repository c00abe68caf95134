import type { LiveCluster } from '../../fleet/live-cluster.ts'
import { takesTriggerId } from '../../flink/savepoints.ts'
import { FormatError, parseDurationMs } from '../../formats/index.ts'
import type { Problem } from '../../problem.ts'
import type { StorageReader } from '../../storage/reader.ts'
import { listSavepoints } from './list-savepoints.ts'
import type { SavepointInput, SavepointProgress } from './savepoint-state.ts'
import { configuredTarget, faultOfTarget } from './savepoint-target.ts'

type SavepointFacts = Pick<
  SavepointProgress,
  'version' | 'target' | 'jobStartedAt' | 'notBefore' | 'firstCheckpointId' | 'known' | 'failedBefore' | 'remembersMs'
>

/** What is known of a job before it is asked for a savepoint; all of it is kept, to find the savepoint by afterwards. */
export type Prepared =
  | { kind: 'ready'; facts: SavepointFacts }
  /** Waiting longer may help. */
  | { kind: 'waiting'; problem: Problem }
  | { kind: 'impossible'; problem: Problem }

/** Asks a JobManager for what has to be known before an order. Nothing is changed by it. */
export async function prepareSavepoint(
  storage: StorageReader,
  cluster: LiveCluster | null,
  jobId: string,
  input: SavepointInput,
): Promise<Prepared> {
  const client = cluster?.flink?.client
  if (cluster == null || client === undefined) return waiting({ code: 'savepoint.no-jobmanager' })
  const [job, config, settings, checkpoints] = await Promise.all([
    client.job(jobId),
    // Asked anew, not taken from what was told once: the order is worded for this release.
    client.config(),
    client.jobManagerConfig(),
    client.checkpoints(jobId),
  ])
  if (!job.ok) {
    const unknown = job.problem.code === 'flink.not-found'
    return unknown ? impossible({ code: 'savepoint.job-unknown', params: { jobId } }) : waiting(job.problem)
  }
  if (!config.ok) return waiting(config.problem)
  if (!settings.ok && input.target === null) return waiting(settings.problem)

  const version = config.value.flinkVersion
  if (input.format === 'native' && !takesTriggerId(version)) {
    return impossible({ code: 'savepoint.native-unsupported', params: { version } })
  }
  const target = input.target ?? (settings.ok ? configuredTarget(settings.value, version) : null)
  if (target === null) return impossible({ code: 'savepoint.no-target' })
  const fault = faultOfTarget(target)
  if (fault === 'secret') return impossible({ code: 'savepoint.target-secret' })
  if (fault === 'invalid') return impossible({ code: 'savepoint.target-invalid', params: { target } })
  const { latest, history } = checkpoints.ok ? checkpoints.value : { latest: null, history: [] }
  const ids = [...history, latest?.completed, latest?.savepoint, latest?.failed, latest?.restored].flatMap((one) =>
    one ? [one.id] : [],
  )
  return {
    kind: 'ready',
    facts: {
      version,
      target,
      jobStartedAt: job.value.startTime,
      notBefore: job.value.now,
      known: await listSavepoints(storage, target, jobId),
      failedBefore: checkpoints.ok ? checkpoints.value.counts.failed : null,
      remembersMs: settings.ok && takesTriggerId(version) ? remembersMs(settings.value) : null,
      firstCheckpointId: ids.length === 0 ? null : Math.max(...ids) + 1,
    },
  }
}

/** `rest.async.store-duration`: for so long a JobManager answers for an order that has ended; always for one that has not. */
function remembersMs(settings: ReadonlyMap<string, string>): number | null {
  try {
    return parseDurationMs(settings.get('rest.async.store-duration') ?? '5 min')
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return null
  }
}

const waiting = (problem: Problem): Prepared => ({ kind: 'waiting', problem })
const impossible = (problem: Problem): Prepared => ({ kind: 'impossible', problem })
