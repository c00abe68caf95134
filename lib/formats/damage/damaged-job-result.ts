import type { ApplicationResult, JobResult } from '../job-result/read-job-result.ts'
import { type JobResultToWrite, writeJobResult } from '../job-result/write-job-result.ts'

/**
 * Writes a job result as it was read: serialized accumulators by their length, and a failure by its causes.
 *
 * @returns null for a failure whose causes were not read: there is nothing to write.
 */
export function rewrittenJobResult(read: JobResult | ApplicationResult): string | null {
  if (read.kind === 'application') return writeJobResult(read, '2.3')
  const failure = failureToWrite(read)
  if (failure === undefined) return null
  const accumulators = read.accumulators.map(({ name, base64Chars }) => ({ name, base64: 'A'.repeat(base64Chars) }))
  return writeJobResult({ ...read, accumulators, failure }, '2.3')
}

function failureToWrite({ failure }: JobResult): JobResultToWrite['failure'] | undefined {
  if (!failure) return null
  const { className, stackTrace, throwable } = failure
  return 'causes' in throwable && !throwable.moreCauses
    ? { className, stackTrace, causes: throwable.causes }
    : undefined
}
