import { z } from 'zod'
import { type Endpoint, jobId, optional, positiveOrNull, timeOrNull } from './endpoint.ts'

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
}

/** `GET /jobs/:jobid`; vertices and plan are left out. */
export const job: Endpoint<JobDetails> = {
  name: '/jobs/:jobid',
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
    })),
}
