import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { savepointFailure } from './savepoint-failure.ts'

const wrapped = (...causes: string[]) =>
  [
    'java.util.concurrent.CompletionException: org.apache.flink.runtime.checkpoint.CheckpointException: An Exception occurred while triggering the checkpoint. IO-problem detected.',
    '\tat java.base/java.util.concurrent.CompletableFuture.encodeThrowable(CompletableFuture.java:331)',
    ...causes.flatMap((cause) => [`Caused by: ${cause}`, '\tat a.B.c(B.java:1)', '\t... 12 more']),
  ].join('\n')

describe.each(['1.14.6', '1.20.5', '2.3.0'])('in the words of Flink %s', (version) => {
  it.each([
    ['unwritable', { code: 'savepoint.directory', params: { path: 'file:/proc/nope' } }],
    ['unknown_scheme', { code: 'savepoint.scheme-unknown', params: { scheme: 's3' } }],
    ['unknown_job', { code: 'savepoint.job-unknown' }],
    ['tasks_waiting', { code: 'savepoint.tasks-not-running' }],
  ])('%s', (what, problem) => {
    const path = new URL(`../../flink/fixtures/${version}/savepoint_${what}.json`, import.meta.url)
    const { operation } = JSON.parse(readFileSync(path, 'utf8'))
    expect(savepointFailure(operation['failure-cause']['stack-trace'])).toMatchObject(problem)
  })
})

describe('why a savepoint failed', () => {
  it.each([
    [
      wrapped('java.io.IOException: Failed to create savepoint directory at file:/proc/nope'),
      { code: 'savepoint.directory', params: { path: 'file:/proc/nope' } },
    ],
    [
      `org.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find Flink job (${'f'.repeat(32)})`,
      { code: 'savepoint.job-unknown', params: { jobId: 'f'.repeat(32) } },
    ],
    [
      wrapped(
        "org.apache.flink.core.fs.UnsupportedFileSystemSchemeException: Could not find a file system implementation for scheme 's4'. The scheme is not directly supported by Flink",
        'org.apache.flink.core.fs.UnsupportedFileSystemSchemeException: Hadoop is not in the classpath/dependencies.',
      ),
      { code: 'savepoint.scheme-unknown', params: { scheme: 's4' } },
    ],
    [
      wrapped(
        'org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint triggering task Source: orders (1/2) of job x is not being executed at the moment. Aborting checkpoint. Failure reason: Not all required tasks are currently running.',
      ),
      { code: 'savepoint.tasks-not-running' },
    ],
    [wrapped('a.CheckpointException: Checkpoint expired before completing.'), { code: 'savepoint.expired' }],
  ])('has a sentence of its own', (stackTrace, problem) => {
    expect(savepointFailure(stackTrace)).toEqual({ ...problem, raw: stackTrace })
  })

  it('is else the last cause that says something, without the class before it', () => {
    const stackTrace = wrapped('java.io.IOException: disk quota exceeded', 'java.io.EOFException')
    expect(savepointFailure(stackTrace)).toMatchObject({
      code: 'savepoint.failed',
      params: { cause: 'disk quota exceeded' },
    })
    expect(savepointFailure('a.b.Outer: a.b.Inner: why').params).toEqual({ cause: 'why' })
    expect(savepointFailure('').params).toEqual({ cause: '' })
  })

  it('is bounded', () => {
    const { raw, params } = savepointFailure(`a.B: ${'x'.repeat(100_000)}`)
    expect(raw).toHaveLength(8_000)
    expect(params?.cause).toHaveLength(400)
  })
})
