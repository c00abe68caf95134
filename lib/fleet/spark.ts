import type { CheckpointRow, SparkSlot } from './view.ts'

/** As many as the fleet draws of a job. */
export const SPARK_SLOTS = 20

/**
 * The last checkpoints of a run in the order of their ids, at most 20. The snapshot it was restored from is of another run
 * and left out.
 */
export function sparkOf(rows: readonly CheckpointRow[]): SparkSlot[] {
  const own = rows.filter((row) => !row.restored).sort((a, b) => b.checkpointId - a.checkpointId)
  const slots: SparkSlot[] = []
  let expected = own[0]?.checkpointId ?? 0
  for (const { checkpointId, status, durationMs } of own) {
    for (; expected > checkpointId && slots.length < SPARK_SLOTS; expected--)
      slots.push({ status: 'none', durationMs: null })
    if (slots.length === SPARK_SLOTS) break
    slots.push({ status, durationMs })
    expected = checkpointId - 1
  }
  return slots.reverse()
}
