import type { SavepointOffer } from '../../fleet/operation-view.ts'
import { takesTriggerId } from '../../flink/savepoints.ts'
import type { Problem } from '../../problem.ts'
import type { FoundJob } from '../job/find-job.ts'
import type { SavepointInput } from './savepoint-state.ts'
import { faultOfTyped } from './savepoint-target.ts'

const BOTH: SavepointOffer['formats'] = ['canonical', 'native']

/** Whether a savepoint of this job can be ordered now. What only Flink can tell, Flink is left to tell. */
export function savepointOffer({ cluster, live }: Pick<FoundJob, 'cluster' | 'live'>): SavepointOffer {
  const version = cluster?.row?.flinkVersion?.value ?? null
  const formats: SavepointOffer['formats'] = version === null || takesTriggerId(version) ? BOTH : ['canonical']
  const refused = (code: string, params?: Record<string, string>): SavepointOffer => ({
    refusal: params === undefined ? { code } : { code, params },
    formats,
  })
  if (cluster === null || cluster.row?.stale) return refused('savepoint.not-now.unreachable')
  // Without a Service nothing leads to a JobManager: a suspended cluster has none.
  if (cluster.flink === null || cluster.rest().overview?.ok !== true) return refused('savepoint.not-now.no-jobmanager')
  const state = live?.evidence.rest?.overview?.state ?? null
  if (state === null) return refused('savepoint.not-now.no-job')
  if (state !== 'RUNNING') return refused('savepoint.not-now.not-running', { state })
  return { refusal: null, formats }
}

/** Why a savepoint can't be ordered as somebody wishes it; null: it can. */
export function savepointRefusal(found: Pick<FoundJob, 'cluster' | 'live'>, wish: SavepointInput): Problem | null {
  const { format, target } = wish
  const offer = savepointOffer(found)
  if (offer.refusal !== null) return offer.refusal
  if (!offer.formats.includes(format)) return { code: 'savepoint.format-unsupported', params: { format } }
  const fault = target === null ? null : faultOfTyped(target)
  if (target === null || fault === null) return null
  return fault === 'secret'
    ? { code: 'savepoint.target-secret' }
    : { code: 'savepoint.target-invalid', params: { target } }
}
