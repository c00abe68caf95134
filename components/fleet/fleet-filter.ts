import type { FleetRow } from '@/lib/fleet/view'

/**
 * The rows that hold every word of a filter, anywhere: names, state, version, storage, jobs and their ids.
 *
 * @param words what the page shows in place of a row's codes, in the reader's language.
 */
export function filterFleet(rows: readonly FleetRow[], filter: string, words: (row: FleetRow) => string): FleetRow[] {
  const terms = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (terms.length === 0) return [...rows]
  return rows.filter((row) => {
    const parts = [
      row.name,
      row.namespace,
      row.connection.name,
      row.state,
      row.mode,
      row.manager,
      row.flinkVersion?.value,
      row.storage,
      ...row.jobList.flatMap((job) => [job.name, job.jobId, job.flinkState]),
      words(row),
    ]
    const text = parts.join('\n').toLowerCase()
    return terms.every((term) => text.includes(term))
  })
}
