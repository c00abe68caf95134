import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type HttpAnswer, HttpError, type HttpFault } from '../http.ts'
import { WeirError } from '../problem.ts'
import { savepointEndpoints } from './savepoints.ts'

const JOB = '520554bf500d775132dc38b306ab8b28'
const ID = 'a'.repeat(32)
const ORDER = { targetDirectory: 's3://lake/savepoints', format: 'native', triggerId: ID } as const

function jobManager(answer: { status: number; body: unknown } | Error) {
  const asked: unknown[] = []
  const reply = async (...words: unknown[]): Promise<HttpAnswer> => {
    asked.push(words)
    if (answer instanceof Error) throw answer
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    return { status: answer.status, body: new TextEncoder().encode(text), date: null, receivedAt: 1 }
  }
  const endpoints = savepointEndpoints({
    get: (path) => reply('GET', path),
    post: (path, body) => reply('POST', path, JSON.parse(body)),
  })
  return { asked, endpoints }
}

describe('the order for a savepoint', () => {
  const taken = { status: 202, body: { 'request-id': ID } }

  it('has exactly the fields that a release knows', async () => {
    for (const version of ['1.15.0', '1.20.5', '2.3.0', '2.0-SNAPSHOT']) {
      const { asked, endpoints } = jobManager(taken)
      expect(await endpoints.trigger(version, JOB, ORDER)).toEqual({ kind: 'accepted', triggerId: ID })
      expect(asked).toEqual([
        [
          'POST',
          `/jobs/${JOB}/savepoints`,
          { 'target-directory': ORDER.targetDirectory, 'cancel-job': false, formatType: 'NATIVE', triggerId: ID },
        ],
      ])
    }
    for (const version of ['1.13.6', '1.14.6', '', 'unknown']) {
      const { asked, endpoints } = jobManager(taken)
      await endpoints.trigger(version, JOB, ORDER)
      expect(asked).toEqual([
        ['POST', `/jobs/${JOB}/savepoints`, { 'target-directory': ORDER.targetDirectory, 'cancel-job': false }],
      ])
    }
  })

  it.each(['', '../config', `${JOB}/stop`, JOB.toUpperCase()])('is never sent for the job %j', async (job) => {
    const { asked, endpoints } = jobManager(taken)
    await expect(endpoints.trigger('2.3.0', job, ORDER)).rejects.toThrow('flink.job-id-invalid')
    await expect(endpoints.status(JOB, job)).rejects.toThrow('flink.job-id-invalid')
    expect(asked).toEqual([])
  })

  const status = (message: string) => ({ kind: 'Status', message })
  const thrown = (code: string) => new WeirError({ code, params: { server: 'x' } })
  const lost = (fault: HttpFault, sent: boolean) =>
    new WeirError({ code: `flink.${fault}` }, { cause: new HttpError(fault, 'ECONNRESET', { sent }) })
  const leaderless = 'Service temporarily unavailable due to an ongoing leader election. Please refresh.'
  it.each([
    ['a 400 of Flink', { status: 400, body: { errors: ['no target'] } }],
    ['no endpoint', { status: 503, body: status('no endpoints available for service "orders-rest"') }],
    ['a refused connection', { status: 503, body: status('dial tcp 10.1.2.3:8081: connect: connection refused') }],
    ['no leader', { status: 503, body: { errors: [leaderless] } }],
    ['no Service', { status: 404, body: status('services "orders-rest" not found') }],
    ['a missing right', thrown('kubernetes.forbidden')],
    ['Weir’s own client is closed', thrown('kubernetes.closed')],
    ['nobody there', lost('unreachable', false)],
    ['a wrong certificate', lost('tls', false)],
    ['time ran out while connecting', lost('timeout', false)],
  ])('was not taken: %s', async (_, answer) => {
    expect((await jobManager(answer).endpoints.trigger('2.3.0', JOB, ORDER)).kind).toBe('refused')
  })

  it.each([
    ['time ran out', lost('timeout', true)],
    ['the connection was cut', lost('unreachable', true)],
    ['TLS broke after the order was written', lost('tls', true)],
    ['nobody knows how far it came', thrown('flink.timeout')],
    ['a mesh between them lost the answer', { status: 503, body: 'upstream connect error or disconnect/reset' }],
    ['a 503 in JSON that is not Flink’s', { status: 503, body: { errors: ['upstream reset'] } }],
    ['the proxy lost Flink', { status: 503, body: status('error trying to reach service: EOF') }],
    ['a 500 of Flink', { status: 500, body: { errors: ['Internal server error.'] } }],
    ['a 504 on the way', { status: 504, body: '<html>' }],
    ['an answer without an id', { status: 202, body: {} }],
    ['an answer that is cut', { status: 202, body: '{"request-id":"aa' }],
  ])('may have been taken: %s', async (_, answer) => {
    expect((await jobManager(answer).endpoints.trigger('2.3.0', JOB, ORDER)).kind).toBe('unknown')
  })
})

const recorded = (version: string, what: string) =>
  readFileSync(new URL(`./fixtures/${version}/savepoint_${what}.json`, import.meta.url), 'utf8')

describe.each(['1.14.6', '1.20.5', '2.3.0'])('as Flink %s tells it', (version) => {
  const told = (status: number, what: string) =>
    jobManager({ status, body: recorded(version, what) }).endpoints.status(JOB, ID)

  it('a savepoint is completed, or Flink does not know the order', async () => {
    expect(await told(200, 'completed')).toMatchObject({
      kind: 'completed',
      location: expect.stringMatching(/^file:\//),
    })
    expect(await told(404, 'unknown_trigger')).toEqual({ kind: 'forgotten' })
  })

  it.each(['unwritable', 'unknown_scheme', 'unknown_job', 'tasks_waiting'])(
    'completed means failed where there is a cause: %s',
    async (what) => {
      const answer = await told(200, what)
      expect(answer).toMatchObject({ kind: 'failed', stackTrace: expect.stringContaining('Exception: ') })
    },
  )
})

describe('what became of it', () => {
  const of = (answer: { status: number; body: unknown } | Error) => jobManager(answer).endpoints.status(JOB, ID)
  const completed = (operation: unknown) => of({ status: 200, body: { status: { id: 'COMPLETED' }, operation } })

  it('is asked under the id', async () => {
    const { asked, endpoints } = jobManager({ status: 200, body: { status: { id: 'IN_PROGRESS' } } })
    expect(await endpoints.status(JOB, ID)).toEqual({ kind: 'in-progress' })
    expect(asked).toEqual([['GET', `/jobs/${JOB}/savepoints/${ID}`]])
  })

  it('is completed with a place, or failed although Flink calls it completed', async () => {
    expect(await completed({ location: 's3://lake/x' })).toEqual({ kind: 'completed', location: 's3://lake/x' })
    const cause = { class: 'a.B', 'stack-trace': 'a.B: why', 'serialized-throwable': 'rO0…' }
    expect(await completed({ 'failure-cause': cause })).toEqual({ kind: 'failed', stackTrace: 'a.B: why' })
    expect(await completed({ 'failure-cause': {} })).toEqual({ kind: 'failed', stackTrace: '' })
  })

  it('is told without the secrets in its reason', async () => {
    const cause = { 'stack-trace': 'java.io.IOException: s3://AKIA:cana/ry@bucket/x refused' }
    expect(await completed({ 'failure-cause': cause })).toEqual({
      kind: 'failed',
      stackTrace: 'java.io.IOException: s3://AKIA:***@bucket/x refused',
    })
    const refused = { status: 400, body: { errors: ['no target https://me:canary@store/x'] } }
    const order = await jobManager(refused).endpoints.trigger('2.3.0', JOB, ORDER)
    expect(order).toMatchObject({ kind: 'refused', problem: { raw: 'no target https://me:***@store/x' } })
  })

  it('is not known where a completed one has neither', async () => {
    for (const operation of [null, {}, { location: '' }, { location: 1 }, 'x', undefined]) {
      expect((await completed(operation)).kind).toBe('silent')
    }
  })

  it('is forgotten only in Flink’s own words', async () => {
    const errors = [
      `org.apache.flink.runtime.rest.NotFoundException: There is no savepoint operation with triggerId=${ID} for job ${JOB}.\n\tat a.B.c(B.java:1)`,
    ]
    expect(await of({ status: 404, body: { errors } })).toEqual({ kind: 'forgotten' })
    for (const answer of [
      { status: 404, body: { errors: ['Unable to load requested file /jobs/x.'] } },
      { status: 404, body: { kind: 'Status', message: 'services "orders-rest" not found' } },
      { status: 404, body: '' },
      { status: 500, body: { errors } },
      new WeirError({ code: 'flink.timeout' }),
    ]) {
      expect((await of(answer)).kind).toBe('silent')
    }
  })
})
