import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../format-error.ts'
import { readJobResult, readResultFileName } from './read-job-result.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
const DIRTY = '2.3.0/suspended/ha/job-result-store/orders/0e90b0675e954411872b93f2cb075aec_DIRTY.json'
const FAILED = '1.20.5/variants/result-store/ha/job-result-store/orders/73850eb738feb1be8021b32c5b426c3d.json'

const errorOf = (text: string): FormatError => {
  try {
    readJobResult(text)
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
  throw new Error('expected a FormatError')
}

const job = (fields: object) =>
  JSON.stringify({
    result: { id: 'ab'.repeat(16), 'application-status': 'SUCCEEDED', 'net-runtime': 1, ...fields },
    version: 1,
  })

describe('captured entries', () => {
  it('reads a clean one of 1.20 and one of 2.3, which tells more', () => {
    expect(
      readJobResult(
        fixture('1.20.5/variants/result-store/ha/job-result-store/orders/0db8a357821de12e64cfc69704a48333.json'),
      ),
    ).toMatchObject({ kind: 'job', jobId: '0db8a357821de12e64cfc69704a48333', name: null, startTime: null })
    expect(
      readJobResult(
        fixture('2.3.0/variants/result-store/ha/job-result-store/orders/269ba73077c05dae92131b4e287c35f5.json'),
      ),
    ).toEqual({
      kind: 'job',
      jobId: '269ba73077c05dae92131b4e287c35f5',
      name: 'orders',
      status: 'CANCELED',
      applicationId: '269ba73077c05dae92131b4e287c35f5',
      startTime: 1795267535236,
      endTime: 1795267538646,
      netRuntimeMs: 3410,
      accumulators: [],
      failure: null,
    })
  })

  it('tells why a job failed by the chain of causes', () => {
    const result = readJobResult(fixture(FAILED))
    expect(result).toMatchObject({ status: 'FAILED', failure: { className: 'org.apache.flink.runtime.JobException' } })
    expect(result.kind === 'job' && result.failure?.throwable).toEqual({
      causes: [
        {
          className: 'org.apache.flink.runtime.JobException',
          message: 'org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy',
        },
        {
          className: 'java.lang.RuntimeException',
          message: 'java.lang.RuntimeException: Could not charge order 2305843009213694737',
        },
        {
          className: 'java.lang.IllegalStateException',
          message: 'java.lang.IllegalStateException: payment gateway refused the connection (simulated)',
        },
      ],
      moreCauses: false,
    })
  })

  it('reads the dirty one that keeps a JobManager of 2.3.0 from starting: it has no application id', () => {
    expect(readJobResult(fixture(DIRTY))).toMatchObject({ name: 'orders', status: 'FAILED', applicationId: null })
  })
})

describe('other entries', () => {
  it('reads an application, of which the store has one too', () => {
    const result = {
      'application-id': 'cd'.repeat(16),
      'application-state': 'FINISHED',
      'application-name': 'OrdersJob',
      'start-time': 1,
      'end-time': 2,
    }
    expect(readJobResult(JSON.stringify({ result, version: 1 }))).toEqual({
      kind: 'application',
      applicationId: 'cd'.repeat(16),
      state: 'FINISHED',
      name: 'OrdersJob',
      startTime: 1,
      endTime: 2,
    })
  })

  it('names accumulators and takes keys it does not know', () => {
    const read = readJobResult(job({ 'accumulator-results': { rows: 'rO0ABQ==' }, 'some-news': [] }))
    expect(read).toMatchObject({ accumulators: [{ name: 'rows', base64Chars: 8 }] })
  })

  it('keeps the damage of a throwable in it', () => {
    const cause = { class: 'A', 'stack-trace': 'A\n', 'serialized-throwable': 'rO0ABXQAAWE=' }
    expect(readJobResult(job({ 'failure-cause': cause }))).toMatchObject({
      failure: { className: 'A', throwable: { error: { code: 'unexpected', offset: 0 } } },
    })
  })

  it('refuses what is none, with the place', () => {
    expect(errorOf('')).toMatchObject({ code: 'malformedText', offset: 0 })
    expect(errorOf('[1]')).toMatchObject({ code: 'unexpected' })
    expect(errorOf(job({}).replace('"version":1', '"version":2'))).toMatchObject({ code: 'unsupported' })
    expect(errorOf(job({ id: 'AB'.repeat(16) }))).toMatchObject({ code: 'unexpected', offset: 11 })
    expect(errorOf(job({ 'application-status': 'WON' })).expected).toContain('SUCCEEDED')
    expect(errorOf(job({ 'net-runtime': -1 })).code).toBe('unexpected')
    expect(errorOf(job({ 'start-time': 2 ** 60 })).expected).toContain('2^53')
    expect(errorOf(job({ 'accumulator-results': { rows: 1 } })).code).toBe('unexpected')
    expect(errorOf(`${' '.repeat(16 * 1024 * 1024)}{}`)).toMatchObject({ code: 'tooLarge' })
  })
})

describe('file names', () => {
  it('tell a dirty entry from a clean one', () => {
    expect(readResultFileName(`${'0a'.repeat(16)}_DIRTY.json`)).toEqual({ id: '0a'.repeat(16), dirty: true })
    expect(readResultFileName(`${'0a'.repeat(16)}.json`)).toEqual({ id: '0a'.repeat(16), dirty: false })
    expect(readResultFileName('listing.json')).toBeNull()
  })
})
