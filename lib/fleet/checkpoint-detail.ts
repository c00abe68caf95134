import type { CheckpointDetails, SubtaskCheckpoint } from '../flink/client.ts'
import type {
  CheckpointParts,
  OperatorCheckpointView,
  SlowestSubtask,
  Straggler,
  SubtaskCheckpointView,
} from './timeline-view.ts'
import { toldSizes } from './told-sizes.ts'

/** What REST tells of the job vertices beside their checkpoints, by id of the vertex. */
export interface VertexKnowledge {
  names: ReadonlyMap<string, string>
  /** Of a job that runs; one without an entry did not tell. */
  maxParallelism: ReadonlyMap<string, number>
  /** TaskManager of each subtask, by index. */
  placement: ReadonlyMap<string, readonly (string | null)[]>
}

/** As a table of a page or a chart shows at once; the record keeps no more. */
export const SUBTASKS_KEPT = 64
const STRAGGLES_FROM_MS = 1_000
const STRAGGLES_FROM_TIMES = 3

/**
 * The job vertices of a checkpoint with their subtasks, slowest vertex first.
 *
 * @param subtasks by vertex; a vertex without an entry was not asked about
 */
export function operatorsOf(
  details: CheckpointDetails,
  subtasks: ReadonlyMap<string, readonly SubtaskCheckpoint[]>,
  known: VertexKnowledge,
): OperatorCheckpointView[] {
  return details.tasks
    .map((task): OperatorCheckpointView => {
      const placement = known.placement.get(task.vertexId)
      const views = (subtasks.get(task.vertexId) ?? []).map((subtask) =>
        subtaskView(subtask, placement?.[subtask.index] ?? null, details.isSavepoint),
      )
      return {
        vertexId: task.vertexId,
        name: known.names.get(task.vertexId) ?? null,
        acknowledged: task.subtasks,
        endToEndMs: task.durationMs,
        ...toldSizes(task, details.isSavepoint),
        medianMs: median(views.flatMap(({ endToEndMs }) => endToEndMs ?? [])),
        subtasks: views.sort((a, b) => a.index - b.index),
        omitted: 0,
      }
    })
    .sort((a, b) => (b.endToEndMs ?? -1) - (a.endToEndMs ?? -1) || a.vertexId.localeCompare(b.vertexId))
}

function subtaskView(
  subtask: SubtaskCheckpoint,
  taskManager: string | null,
  isSavepoint: boolean,
): SubtaskCheckpointView {
  const told = subtask.acknowledged
  return {
    index: subtask.index,
    acknowledgedAt: told?.ackTimestamp ?? null,
    endToEndMs: told?.durationMs ?? null,
    parts: told === null ? null : partsOf(told),
    ...(told === null ? { stateSizeBytes: null, checkpointedSizeBytes: null } : toldSizes(told, isSavepoint)),
    taskManager,
  }
}

function partsOf(told: NonNullable<SubtaskCheckpoint['acknowledged']>): CheckpointParts | null {
  const { startDelayMs, alignmentMs, syncMs, asyncMs } = told
  if (startDelayMs === null || alignmentMs === null || syncMs === null || asyncMs === null) return null
  return { startDelayMs, alignmentMs, syncMs, asyncMs }
}

/** The slowest subtasks of each vertex, those that never acknowledged first: what the record keeps. */
export function keepSlowest(operators: readonly OperatorCheckpointView[]): OperatorCheckpointView[] {
  return operators.map((operator) => {
    if (operator.subtasks.length <= SUBTASKS_KEPT) return operator
    const slowest = [...operator.subtasks]
      .sort((a, b) => (b.endToEndMs ?? Infinity) - (a.endToEndMs ?? Infinity) || a.index - b.index)
      .slice(0, SUBTASKS_KEPT)
    return {
      ...operator,
      subtasks: slowest.sort((a, b) => a.index - b.index),
      omitted: operator.omitted + operator.subtasks.length - SUBTASKS_KEPT,
    }
  })
}

interface Slowest {
  operator: OperatorCheckpointView
  subtask: SubtaskCheckpointView
  endToEndMs: number
}

/** Null where nobody acknowledged, or where somebody never did: then the slowest is not known. */
function findSlowest(operators: readonly OperatorCheckpointView[]): Slowest | null {
  let slowest: Slowest | null = null
  for (const operator of operators) {
    for (const subtask of operator.subtasks) {
      if (subtask.endToEndMs === null) return null
      if (slowest === null || subtask.endToEndMs > slowest.endToEndMs) {
        slowest = { operator, subtask, endToEndMs: subtask.endToEndMs }
      }
    }
  }
  return slowest
}

/** What a row of the checkpoint table says of the details. */
export function summaryOf(operators: readonly OperatorCheckpointView[]): {
  parts: CheckpointParts | null
  slowest: SlowestSubtask | null
} {
  const found = findSlowest(operators)
  if (found === null) return { parts: null, slowest: null }
  return {
    parts: found.subtask.parts,
    slowest: {
      operator: found.operator.name,
      subtask: found.subtask.index,
      straggler: timesMedian(found) !== null,
    },
  }
}

/** The subtask that held a checkpoint up, with the phase it spent most of its time in; null where none stands out. */
export function stragglerOf(operators: readonly OperatorCheckpointView[]): Straggler | null {
  const found = findSlowest(operators)
  if (found === null || found.subtask.parts === null) return null
  const times = timesMedian(found)
  if (times === null) return null
  const { parts } = found.subtask
  const phases = ['startDelayMs', 'alignmentMs', 'syncMs', 'asyncMs'] as const
  const phase = phases.reduce((longest, next) => (parts[next] > parts[longest] ? next : longest))
  return {
    vertexId: found.operator.vertexId,
    operator: found.operator.name,
    subtask: found.subtask.index,
    phase,
    phaseMs: parts[phase],
    timesMedian: times,
    taskManager: found.subtask.taskManager,
  }
}

/** How many times its operator's median the slowest took; null where that makes it no straggler. */
function timesMedian({ operator, endToEndMs }: Slowest): number | null {
  if (operator.medianMs === null || endToEndMs < STRAGGLES_FROM_MS) return null
  const times = endToEndMs / Math.max(1, operator.medianMs)
  return times >= STRAGGLES_FROM_TIMES ? times : null
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? null
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? null
  return upper === null || lower === null ? null : (upper + lower) / 2
}
