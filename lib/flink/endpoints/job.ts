import { z } from 'zod'
import { count, type Endpoint, jobId, optional, positiveOrNull, timeOrNull, vertexId } from './endpoint.ts'

/** One job. Times are epoch milliseconds on the JobManager's clock. */
export interface JobDetails {
  jobId: string
  name: string
  /** Flink's own word: RUNNING, RESTARTING, FAILED, … */
  state: string
  startTime: number
  endTime: number | null
  /** The JobManager's clock when it answered: the measure of its skew. */
  now: number
  /** Null where the job leaves it to Flink (−1). */
  maxParallelism: number | null
  /** STREAMING or BATCH (1.20+). */
  jobType: string | null
  /** Default, Adaptive, AdaptiveBatch (2.3+). */
  schedulerType: string | null
  /** When it last came to run: a restart makes it later. Null: it never ran. */
  runningSince: number | null
  vertices: JobDetailsVertex[]
}

/** A job vertex: operators that Flink chained into one task. */
export interface JobDetailsVertex {
  id: string
  /** `Source: orders -> throttle -> enrich with rates` */
  name: string
  parallelism: number
  maxParallelism: number | null
  /** Flink's own word: RUNNING, FAILED, … */
  status: string
}

/** `GET /jobs/:jobid`; metrics and plan are left out. */
export const job: Endpoint<JobDetails> = {
  name: '/jobs/:jobid',
  maxBytes: 10_000_000,
  schema: z
    .object({
      jid: jobId,
      name: z.string(),
      state: z.string().max(100),
      'start-time': z.int(),
      'end-time': timeOrNull,
      now: z.int().positive(),
      maxParallelism: optional(positiveOrNull),
      'job-type': optional(z.string().max(100)),
      schedulerType: optional(z.string().max(100)),
      timestamps: z.object({ RUNNING: timeOrNull }),
      vertices: z.array(
        z.object({
          id: vertexId,
          name: z.string(),
          parallelism: count,
          maxParallelism: optional(positiveOrNull),
          status: z.string().max(100),
        }),
      ),
    })
    .transform((answer) => ({
      jobId: answer.jid,
      name: answer.name,
      state: answer.state,
      startTime: answer['start-time'],
      endTime: answer['end-time'],
      now: answer.now,
      maxParallelism: answer.maxParallelism,
      jobType: answer['job-type'],
      schedulerType: answer.schedulerType,
      runningSince: answer.timestamps.RUNNING,
      vertices: answer.vertices.map((vertex) => ({ ...vertex, name: vertex.name.slice(0, 1000) })),
    })),
}
