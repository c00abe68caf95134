import { expect, it } from 'vitest'
import { captures, captureText, releaseOfCapture } from '../testing/captures.ts'
import { type JobResult, readJobResult } from './read-job-result.ts'
import { writeJobResult } from './write-job-result.ts'

const succeeded = (result: ReturnType<typeof readJobResult>): result is JobResult =>
  result.kind === 'job' && !result.failure

it.each(captures(/job-result-store\/.*\.json$/))('%s is written as Flink wrote it', (name) => {
  const text = captureText(name)
  const result = readJobResult(text)
  // Of a failure less is read than Flink wrote.
  if (!succeeded(result)) return expect(JSON.parse(text).result).toHaveProperty('failure-cause')
  expect(writeJobResult({ ...result, accumulators: [], failure: null }, releaseOfCapture(name))).toBe(text)
})

it('keeps a failure’s causes', () => {
  const causes = [
    { className: 'org.example.Outer', message: 'outer' },
    { className: 'org.example.Inner', message: null },
  ]
  const failure = { className: 'org.example.Outer', stackTrace: 'at a\nat b', causes }
  const written = writeJobResult(
    {
      kind: 'job',
      jobId: 'ab'.repeat(16),
      name: 'orders',
      status: 'FAILED',
      applicationId: null,
      startTime: 1,
      endTime: 2,
      netRuntimeMs: 1,
      accumulators: [{ name: 'rows', base64: 'rO0ABXA=' }],
      failure,
    },
    '2.3',
  )
  expect(readJobResult(written)).toMatchObject({
    name: 'orders',
    accumulators: [{ name: 'rows', base64Chars: 8 }],
    failure: { className: 'org.example.Outer', throwable: { causes, moreCauses: false } },
  })
})

it('writes applications', () => {
  const result = {
    kind: 'application' as const,
    applicationId: 'cd'.repeat(16),
    name: 'a',
    state: 'FINISHED',
    startTime: 1,
    endTime: 2,
  }
  expect(readJobResult(writeJobResult(result, '2.3'))).toEqual(result)
})
