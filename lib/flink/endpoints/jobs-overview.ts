import { z } from 'zod'
import { count, type Endpoint, jobId, timeOrNull } from './endpoint.ts'

/** One job of the dispatcher, running or kept in its history. Times are epoch milliseconds on the JobManager's clock. */
export interface JobOverview {
  jobId: string
  name: string
  /** Flink's own word: RUNNING, RESTARTING, FAILED, … */
  state: string
  startTime: number
  /** Null while the job has not ended. */
  endTime: number | null
  lastModified: number
  /** Tasks by state (`running`, `failed`, …) and `total`. */
  tasks: Record<string, number>
}

/** `GET /jobs/overview` */
export const jobsOverview: Endpoint<JobOverview[]> = {
  name: '/jobs/overview',
  maxBytes: 5_000_000,
  schema: z
    .object({
      jobs: z.array(
        z
          .object({
            jid: jobId,
            name: z.string(),
            state: z.string().max(100),
            'start-time': z.int(),
            'end-time': timeOrNull,
            'last-modification': z.int(),
            tasks: z.record(z.string(), count),
          })
          .transform((job) => ({
            jobId: job.jid,
            name: job.name,
            state: job.state,
            startTime: job['start-time'],
            endTime: job['end-time'],
            lastModified: job['last-modification'],
            tasks: job.tasks,
          })),
      ),
    })
    .transform((answer) => answer.jobs),
}
