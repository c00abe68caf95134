import { z } from 'zod'
import { count, type Endpoint, optional, vertexId } from './endpoint.ts'

/** Where the subtasks of a job vertex run now. */
export interface JobVertex {
  vertexId: string
  subtasks: Array<{
    index: number
    attempt: number
    /** Flink's own word: RUNNING, FAILED, … */
    status: string
    /** The resource id of its TaskManager: the name of the pod on Kubernetes. */
    taskManagerId: string | null
    /** `host:port` (1.19+), or the host alone. */
    endpoint: string | null
  }>
}

/** Written for a subtask that has no slot yet. */
const UNASSIGNED = '(unassigned)'

/** `GET /jobs/:jobid/vertices/:vertexid` */
export const jobVertex: Endpoint<JobVertex> = {
  name: '/jobs/:jobid/vertices/:vertexid',
  maxBytes: 20_000_000,
  schema: z
    .object({
      id: vertexId,
      subtasks: z.array(
        z.object({
          subtask: count,
          attempt: count,
          status: z.string().max(100),
          'taskmanager-id': optional(z.string().max(500)),
          endpoint: optional(z.string().max(500)),
          host: optional(z.string().max(500)),
        }),
      ),
    })
    .transform((answer) => ({
      vertexId: answer.id,
      subtasks: answer.subtasks.map((subtask) => ({
        index: subtask.subtask,
        attempt: subtask.attempt,
        status: subtask.status,
        taskManagerId: assigned(subtask['taskmanager-id']),
        endpoint: assigned(subtask.endpoint ?? subtask.host),
      })),
    })),
}

function assigned(name: string | null): string | null {
  return name === UNASSIGNED ? null : name
}
