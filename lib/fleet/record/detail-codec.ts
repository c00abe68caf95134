import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import type { OperatorCheckpointView } from '../timeline-view.ts'

// Millions of checkpoints a day are recorded, so their details are positions instead of names, and deflated: about a
// quarter of what PostgreSQL's own compression makes of the same as JSON.

const number = z.number().nullable()
const Subtask = z.tuple([z.int(), number, number, number, number, number, number, number, number, number])
const Operator = z.tuple([
  z.string(),
  z.string().nullable(),
  z.int(),
  z.int(),
  number,
  number,
  number,
  number,
  z.int(),
  z.array(Subtask),
])
/** Version, time that times of subtasks count from, TaskManagers, operators. */
const Details = z.tuple([z.literal(1), z.number(), z.array(z.string()), z.array(Operator)])

const MAX_BYTES = 16 * 1024 * 1024

/** @param operators with as many subtasks as are to be kept @param triggeredAt epoch ms */
export function encodeDetails(operators: readonly OperatorCheckpointView[], triggeredAt: number): Buffer {
  const taskManagers = [
    ...new Set(operators.flatMap(({ subtasks }) => subtasks.flatMap(({ taskManager }) => taskManager ?? []))),
  ]
  const details: z.input<typeof Details> = [
    1,
    triggeredAt,
    taskManagers,
    operators.map((operator) => [
      operator.vertexId,
      operator.name,
      operator.acknowledged.acked,
      operator.acknowledged.total,
      operator.endToEndMs,
      operator.stateSizeBytes,
      operator.checkpointedSizeBytes,
      operator.medianMs,
      operator.omitted,
      operator.subtasks.map((subtask) => [
        subtask.index,
        subtask.acknowledgedAt === null ? null : subtask.acknowledgedAt - triggeredAt,
        subtask.endToEndMs,
        subtask.parts?.startDelayMs ?? null,
        subtask.parts?.alignmentMs ?? null,
        subtask.parts?.syncMs ?? null,
        subtask.parts?.asyncMs ?? null,
        subtask.stateSizeBytes,
        subtask.checkpointedSizeBytes,
        subtask.taskManager === null ? null : taskManagers.indexOf(subtask.taskManager),
      ]),
    ]),
  ]
  return deflateRawSync(JSON.stringify(details))
}

/** @returns null for what a newer version wrote, or what is damaged: details are no reason to fail a page */
export function decodeDetails(encoded: Uint8Array): OperatorCheckpointView[] | null {
  let json: unknown
  try {
    json = JSON.parse(inflateRawSync(encoded, { maxOutputLength: MAX_BYTES }).toString('utf8'))
  } catch {
    return null
  }
  const parsed = Details.safeParse(json)
  if (!parsed.success) return null
  const [, triggeredAt, taskManagers, operators] = parsed.data
  return operators.map(
    ([
      vertexId,
      name,
      acked,
      total,
      endToEndMs,
      stateSizeBytes,
      checkpointedSizeBytes,
      medianMs,
      omitted,
      subtasks,
    ]) => ({
      vertexId,
      name,
      acknowledged: { acked, total },
      endToEndMs,
      stateSizeBytes,
      checkpointedSizeBytes,
      medianMs,
      omitted,
      subtasks: subtasks.map(([index, ackedAfterMs, duration, startDelayMs, alignmentMs, syncMs, asyncMs, ...rest]) => {
        const [size, newSize, taskManager] = rest
        const measured = startDelayMs !== null && alignmentMs !== null && syncMs !== null && asyncMs !== null
        return {
          index,
          acknowledgedAt: ackedAfterMs === null ? null : triggeredAt + ackedAfterMs,
          endToEndMs: duration,
          parts: measured ? { startDelayMs, alignmentMs, syncMs, asyncMs } : null,
          stateSizeBytes: size,
          checkpointedSizeBytes: newSize,
          taskManager: taskManager === null ? null : (taskManagers[taskManager] ?? null),
        }
      }),
    }),
  )
}
