import type { RecoveryPointRow } from '@/lib/recovery/recovery-view'

export const POINT_FILTERS = ['all', 'restorable', 'savepoints', 'earlier'] as const
export type PointFilter = (typeof POINT_FILTERS)[number]

export function pointFilterOf(text: string | null): PointFilter {
  return POINT_FILTERS.find((filter) => filter === text) ?? 'all'
}

/** @param currentJobId the Flink job id of the run that lives now, or lived last */
export function passesPointFilter(row: RecoveryPointRow, filter: PointFilter, currentJobId: string): boolean {
  if (filter === 'restorable') return row.verdict === 'recommended' || row.verdict === 'restorable'
  if (filter === 'savepoints') return row.kind === 'savepoint'
  return filter === 'all' || (row.jobId !== null && row.jobId !== currentJobId)
}
