import type { CheckpointRow } from '../../fleet/view.ts'

/**
 * The rows of a page of checkpoints, the newest run first and in it the highest id. A live row stands for the recorded one:
 * it carries what the sources say now. The newest page has what is not recorded yet as well; a JobManager may list more
 * than a page holds, so older pages have live rows too.
 *
 * @param page.recorded the record's rows of this page
 * @param page.runIds of the lineage, newest first
 */
export function checkpointPage(page: {
  live: readonly CheckpointRow[]
  recorded: readonly CheckpointRow[]
  runIds: readonly string[]
  isNewest: boolean
}): CheckpointRow[] {
  const rows = new Map(page.recorded.map((row) => [row.id, row]))
  for (const row of page.live) {
    const recorded = rows.get(row.id)
    if (recorded !== undefined) rows.set(row.id, asRecorded(row, recorded))
    else if (page.isNewest) rows.set(row.id, row)
  }
  const order = new Map(page.runIds.map((id, index) => [id, index]))
  // A run that the lineage does not name yet has just begun.
  const runOrder = ({ runId }: CheckpointRow) => order.get(runId) ?? -1
  return [...rows.values()].sort((a, b) => runOrder(a) - runOrder(b) || b.checkpointId - a.checkpointId)
}

/** What is folded knows the newest of the record alone: of others it takes Weir to know nothing, and to see them first now. */
function asRecorded(row: CheckpointRow, { firstSeenAt, lastSeenAt }: CheckpointRow): CheckpointRow {
  const evidence = row.evidence.map((word) =>
    word.source === 'weir' && word.verdict === 'absent'
      ? { ...word, verdict: 'names' as const, observedAt: lastSeenAt }
      : word,
  )
  return { ...row, evidence, firstSeenAt: Math.min(row.firstSeenAt, firstSeenAt) }
}
