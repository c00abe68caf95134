import type { JobEvent } from '../rest-job.ts'
import type { CheckpointRow } from '../view.ts'
import type { ClusterSighting } from './record-cluster.ts'
import type { JobSighting } from './record-run.ts'

// What a source says may be anything that JSON can say, and rows are written many at once: one value that its column can't
// hold would keep all of them out, again and again. So all that is recorded is made to fit first. A number or a time that
// does not fit is unknown; of text, what PostgreSQL can't hold is replaced.

const INT4_MAX = 2 ** 31 - 1
/** The last moment that both PostgreSQL and ISO 8601 write with four digits of a year. */
const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
const NAME_LIMIT = 2_000
const CAUSE_LIMIT = 500
/** Chained operators make long names, and each row carries one. */
const OPERATOR_NAME_LIMIT = 200

/** A cluster as its row can hold it. */
export function boundedCluster(cluster: ClusterSighting): ClusterSighting {
  return {
    ...cluster,
    mode: textOrNull(cluster.mode),
    manager: textOrNull(cluster.manager),
    flinkVersion: textOrNull(cluster.flinkVersion),
  }
}

/** A job as the row of its run can hold it. Which run it is is told by what is left, so that it is told alike each time. */
export function boundedJob(job: JobSighting): JobSighting {
  const { restoredFrom } = job
  return {
    ...job,
    jobName: textOrNull(job.jobName),
    flinkState: textOrNull(job.flinkState),
    haMapUid: textOrNull(job.haMapUid),
    haMapCreatedAt: time(job.haMapCreatedAt),
    restStartedAt: time(job.restStartedAt),
    endedAt: time(job.endedAt),
    restoredFrom:
      restoredFrom !== null && isId(restoredFrom.checkpointId)
        ? { path: text(restoredFrom.path), checkpointId: restoredFrom.checkpointId }
        : null,
    restRestoredFrom: job.restRestoredFrom === null ? null : text(job.restRestoredFrom),
    triggeredAt: new Map([...job.triggeredAt].filter(([, at]) => time(at) !== null)),
  }
}

/** Checkpoints as their rows can hold them; those whose id is none are left out. */
export function boundedRows(rows: readonly CheckpointRow[]): CheckpointRow[] {
  return rows.filter(({ checkpointId }) => isId(checkpointId)).map(boundedRow)
}

function boundedRow(row: CheckpointRow): CheckpointRow {
  const { acknowledged, parts, slowest, failure } = row
  const [acked, total] = [int4(acknowledged?.acked), int4(acknowledged?.total)]
  const startDelayMs = int4(parts?.startDelayMs)
  const alignmentMs = int4(parts?.alignmentMs)
  const syncMs = int4(parts?.syncMs)
  const asyncMs = int4(parts?.asyncMs)
  const whole = startDelayMs !== null && alignmentMs !== null && syncMs !== null && asyncMs !== null
  const subtask = int4(slowest?.subtask)
  return {
    ...row,
    triggeredAt: time(row.triggeredAt),
    completedAt: time(row.completedAt),
    durationMs: int4(row.durationMs),
    stateSizeBytes: int8(row.stateSizeBytes),
    checkpointedSizeBytes: int8(row.checkpointedSizeBytes),
    coordinatorBytes: int8(row.coordinatorBytes),
    acknowledged: acked === null || total === null ? null : { acked, total },
    path: row.path === null ? null : text(row.path),
    failure: failure?.raw === undefined ? failure : { ...failure, raw: text(failure.raw) },
    parts: whole ? { startDelayMs, alignmentMs, syncMs, asyncMs } : null,
    slowest:
      slowest === null || subtask === null
        ? null
        : { ...slowest, subtask, operator: textOrNull(slowest.operator, OPERATOR_NAME_LIMIT) },
  }
}

/** Restores and failures as their rows can hold them; those whose time or checkpoint is none are left out. */
export function boundedEvents(events: readonly JobEvent[]): JobEvent[] {
  return events.flatMap((event): JobEvent[] => {
    if (time(event.at) === null) return []
    if (event.kind === 'failure') return [{ ...event, cause: text(event.cause, CAUSE_LIMIT) }]
    return isId(event.checkpointId) ? [{ ...event, path: event.path === null ? null : text(event.path) }] : []
  })
}

function isId(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function int4(value: number | null | undefined): number | null {
  return Number.isInteger(value) && value != null && Math.abs(value) <= INT4_MAX ? value : null
}

function int8(value: number | null): number | null {
  return Number.isSafeInteger(value) ? value : null
}

/** Epoch ms from 1970 on. */
function time(value: number | null): number | null {
  return value !== null && value >= 0 && value <= LAST_TIME ? Math.floor(value) : null
}

/** Without NUL, and without halves of a character, such as are left where text was cut off. */
function text(value: string, limit = Number.POSITIVE_INFINITY): string {
  return (value.length > limit ? value.slice(0, limit) : value).toWellFormed().replaceAll('\0', '\uFFFD')
}

function textOrNull(value: string | null, limit = NAME_LIMIT): string | null {
  return value === null ? null : text(value, limit)
}
