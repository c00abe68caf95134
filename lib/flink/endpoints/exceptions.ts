import { z } from 'zod'
import { keptText } from '../../secrets.ts'
import { type Endpoint, optional } from './endpoint.ts'

/** What made a job restart or fail. */
export interface JobException {
  /** When the job failed, epoch milliseconds on the JobManager's clock. */
  timestamp: number
  /** Java class: `java.lang.RuntimeException`. */
  name: string
  /** Message of the innermost cause, its first line, without the class. */
  rootCause: string
  /** `customer totals -> Sink: stdout (1/2)`; null where the failure is no task's. */
  taskName: string | null
  /** 1.17+ */
  taskManagerId: string | null
}

export interface JobExceptions {
  /** Newest first. */
  entries: JobException[]
  /** Flink keeps more than it was asked for. */
  truncated: boolean
}

const RAW_LIMIT = 2000

const entry = z
  .object({
    exceptionName: z.string(),
    stacktrace: z.string(),
    timestamp: z.int().positive(),
    taskName: optional(z.string()),
    taskManagerId: optional(z.string()),
    concurrentExceptions: optional(z.array(z.object({ stacktrace: z.string() }))),
  })
  .transform((answer): JobException => {
    const { exceptionName, stacktrace, concurrentExceptions } = answer
    // When the restart strategy gives up, 1.20 names that first and the user's own exception beside it.
    const told = /\.JobException: Recovery is suppressed/.test(stacktrace)
      ? (concurrentExceptions?.find((other) => !isSuppression(other.stacktrace))?.stacktrace ?? stacktrace)
      : stacktrace
    return {
      timestamp: answer.timestamp,
      name: exceptionName.slice(0, 500),
      rootCause: rootCauseOf(told),
      taskName: answer.taskName?.slice(0, 500) ?? null,
      taskManagerId: answer.taskManagerId?.slice(0, 500) ?? null,
    }
  })

/** `GET /jobs/:jobid/exceptions`: Flink keeps 16 by default (`web.exception-history-size`). */
export const exceptions: Endpoint<JobExceptions> = {
  name: '/jobs/:jobid/exceptions',
  query: 'maxExceptions=20',
  maxBytes: 10_000_000,
  schema: z
    .object({ exceptionHistory: z.object({ entries: z.array(entry), truncated: z.boolean() }) })
    .transform(({ exceptionHistory: { entries, truncated } }) => ({
      entries: entries.sort((a, b) => b.timestamp - a.timestamp),
      truncated,
    })),
}

function isSuppression(stacktrace: string): boolean {
  return stacktrace.startsWith('org.apache.flink.runtime.JobException: Recovery is suppressed')
}

/** The innermost cause of a Java stack trace in one line; its class alone where it says nothing. */
export function rootCauseOf(stacktrace: string): string {
  const at = stacktrace.lastIndexOf('\nCaused by: ')
  const line = stacktrace
    .slice(at < 0 ? 0 : at + '\nCaused by: '.length)
    .trimStart()
    .split('\n', 1)[0]
  const said = (line ?? '').trim()
  const message = said.replace(/^(?:[\w$]+\.)+[\w$]+(?::\s*|$)/, '')
  return keptText(message === '' ? said : message, RAW_LIMIT)
}
