import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Problem, WeirError } from '../problem.ts'
import { type Answer, type FlinkClient, flinkClient } from './client.ts'
import type { FlinkTransport } from './transport.ts'

const JOB = '520554bf500d775132dc38b306ab8b28'
const OTHER = '0'.repeat(32)

const recorded = (path: string) => readFileSync(new URL(`./fixtures/${path}`, import.meta.url))

type Sent = { status: number; body: string | Uint8Array }

/** A JobManager that answers each path as told, and remembers what it was asked. */
function jobManager(answers: Record<string, Sent | Error>) {
  const asked: string[] = []
  const transport: FlinkTransport = {
    async get(path, { timeoutMs, maxBytes }) {
      expect(timeoutMs).toBe(5000)
      expect(maxBytes).toBeLessThanOrEqual(path.endsWith('/config') ? 1_000_000 : 20_000_000)
      asked.push(path)
      const answer = answers[path] ?? { status: 404, body: '' }
      if (answer instanceof Error) throw answer
      const body = typeof answer.body === 'string' ? new TextEncoder().encode(answer.body) : answer.body
      return { status: answer.status, body, date: 1_000, receivedAt: 2_000 }
    },
  }
  return { asked, transport }
}

const RUNNING: Record<string, Sent> = {
  '/config': { status: 200, body: recorded('2.3.0/config.json') },
  '/jobs/overview': { status: 200, body: recorded('2.3.0/jobs_overview.json') },
  [`/jobs/${JOB}`]: { status: 200, body: recorded('2.3.0/jobs_jid.json') },
  [`/jobs/${JOB}/checkpoints`]: { status: 200, body: recorded('2.3.0/jobs_jid_checkpoints.json') },
  [`/jobs/${JOB}/checkpoints/config`]: { status: 200, body: recorded('2.3.0/jobs_jid_checkpoints_config.json') },
  '/jobmanager/config': { status: 200, body: recorded('2.3.0/jobmanager_config.json') },
}

function problemOf(answer: Answer<unknown>): Problem {
  if (answer.ok) throw new Error('answered')
  return answer.problem
}

async function overviewProblem(answer: Sent | Error): Promise<Problem> {
  return problemOf(await flinkClient(jobManager({ '/jobs/overview': answer })).jobsOverview())
}

describe('flinkClient', () => {
  it('asks each of its endpoints once, and tells when and by whose clock', async () => {
    const { asked, transport } = jobManager(RUNNING)
    const flink = flinkClient({ transport })
    expect(await flink.config()).toMatchObject({
      ok: true,
      value: { flinkVersion: '2.3.0' },
      observedAt: 2_000,
      sourceTime: 1_000,
    })
    expect(await flink.jobsOverview()).toMatchObject({ ok: true, value: [{ jobId: JOB }] })
    expect(await flink.job(JOB)).toMatchObject({ ok: true, value: { jobId: JOB, state: 'RUNNING' } })
    expect(await flink.checkpoints(JOB)).toMatchObject({ ok: true, value: { latest: { completed: { id: 10 } } } })
    expect(await flink.checkpointConfig(JOB)).toMatchObject({ ok: true, value: { intervalMs: 2000 } })
    expect(await flink.jobManagerConfig()).toMatchObject({ ok: true })
    expect(asked).toEqual(Object.keys(RUNNING))
  })

  it.each(['', 'x', '../config', `${JOB}/yarn-cancel`, `${JOB}?x`, JOB.toUpperCase(), `${JOB}\n`])(
    'asks nothing for the job id %j',
    async (id) => {
      const { asked, transport } = jobManager(RUNNING)
      const flink = flinkClient({ transport })
      for (const answer of [await flink.job(id), await flink.checkpoints(id), await flink.checkpointConfig(id)]) {
        expect(problemOf(answer).code).toBe('flink.job-id-invalid')
      }
      expect(asked).toEqual([])
    },
  )

  it('takes the answer of another JobManager for none', async () => {
    const { transport } = jobManager({ [`/jobs/${OTHER}`]: RUNNING[`/jobs/${JOB}`] ?? new Error() })
    expect(problemOf(await flinkClient({ transport }).job(OTHER))).toEqual({
      code: 'flink.other-job',
      params: { jobId: JOB },
    })
  })
})

describe('load on a JobManager', () => {
  function counting() {
    const { asked, transport } = jobManager(RUNNING)
    let now = 100_000
    const flink: FlinkClient = flinkClient({ transport, elapsed: () => now })
    return { asked, flink, pass: (ms: number) => (now += ms) }
  }

  it('is one request for everybody who asks at the same time', async () => {
    const { asked, flink } = counting()
    const answers = await Promise.all([flink.jobsOverview(), flink.jobsOverview(), flink.jobsOverview()])
    expect(asked).toEqual(['/jobs/overview'])
    expect(answers[1]).toBe(answers[0])
    expect(answers[2]).toBe(answers[0])
  })

  it('is one request in three seconds for each endpoint and job', async () => {
    const { asked, flink, pass } = counting()
    const first = await flink.checkpoints(JOB)
    pass(2999)
    expect(await flink.checkpoints(JOB)).toBe(first)
    await flink.checkpoints(OTHER)
    await flink.config()
    expect(asked).toHaveLength(3)
    pass(1)
    expect(await flink.checkpoints(JOB)).not.toBe(first)
    expect(asked).toEqual([
      `/jobs/${JOB}/checkpoints`,
      `/jobs/${OTHER}/checkpoints`,
      '/config',
      `/jobs/${JOB}/checkpoints`,
    ])
  })

  it('does not grow when nobody answers', async () => {
    const failing = jobManager({ '/config': new WeirError({ code: 'flink.timeout' }) })
    const flink = flinkClient({ transport: failing.transport, elapsed: () => 100_000 })
    expect(problemOf(await flink.config()).code).toBe('flink.timeout')
    expect(problemOf(await flink.config()).code).toBe('flink.timeout')
    expect(failing.asked).toHaveLength(1)
  })

  it('stays one request while an answer takes longer than the floor', async () => {
    let now = 100_000
    const asked: string[] = []
    let release = () => {}
    const transport: FlinkTransport = {
      get: (path) => {
        asked.push(path)
        return new Promise((resolve) => {
          release = () => resolve({ status: 200, body: recorded('2.3.0/config.json'), date: null, receivedAt: now })
        })
      },
    }
    const flink = flinkClient({ transport, elapsed: () => now })
    const first = flink.config()
    now += 4000
    const second = flink.config()
    release()
    expect(await second).toBe(await first)
    expect(asked).toEqual(['/config'])
  })
})

describe('failures', () => {
  it('tells an unknown job in a line, without class names and stack trace', async () => {
    for (const version of ['1.14.6', '1.20.5', '2.3.0']) {
      const answers = { [`/jobs/${OTHER}`]: { status: 404, body: recorded(`${version}/unknown_job.json`) } }
      const answer = await flinkClient(jobManager(answers)).job(OTHER)
      expect(answer).toMatchObject({ ok: false, status: 404, observedAt: 2_000 })
      expect(problemOf(answer)).toEqual({
        code: 'flink.not-found',
        params: { endpoint: '/jobs/:jobid' },
        raw: `Job ${OTHER} not found`,
      })
    }
  })

  it('looks behind "Internal server error."', async () => {
    const errors = [
      'Internal server error.',
      '<Exception on server side:\njava.lang.UnsupportedOperationException: Cannot do that.\n\tat a.B.c(B.java:1)\nEnd of exception on server side>',
    ]
    expect(await overviewProblem({ status: 500, body: JSON.stringify({ errors }) })).toEqual({
      code: 'flink.refused',
      params: { endpoint: '/jobs/overview', status: 500 },
      raw: 'Cannot do that.',
    })
  })

  it.each([
    ['{"errors":[""]}', undefined],
    ['{"errors":["Internal server error."]}', 'Internal server error.'],
    ['{"errors":[]}', '{"errors":[]}'],
    ['<html>\n<body>Bad gateway', '<html>'],
    ['', undefined],
  ])('makes the best of the answer %j', async (body, raw) => {
    expect((await overviewProblem({ status: 502, body })).raw).toBe(raw)
  })

  it('bounds what is kept of an error', async () => {
    const raw = (await overviewProblem({ status: 500, body: JSON.stringify({ errors: ['x'.repeat(1_000_000)] }) })).raw
    expect(raw).toHaveLength(2000)
  })

  it.each([
    [503, 'no endpoints available for service "orders-rest"', 'flink.no-endpoint'],
    [503, 'error trying to reach service: dial tcp 10.1.2.3:8081: connect: connection refused', 'flink.unreachable'],
    [404, 'services "orders-rest" not found', 'flink.no-service'],
    [
      403,
      'services "orders-rest" is forbidden: User "weir" cannot get resource "services/proxy"',
      'flink.proxy-forbidden',
    ],
  ])('tells the service proxy from Flink: %i %s', async (status, message, code) => {
    const body = JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code: status })
    expect(await overviewProblem({ status, body })).toMatchObject({ code, raw: message })
  })

  it('knows that no JobManager leads', async () => {
    const body = JSON.stringify({
      errors: ['Service temporarily unavailable due to an ongoing leader election. Please refresh.'],
    })
    expect((await overviewProblem({ status: 503, body })).code).toBe('flink.no-leader')
  })

  it.each(['', '<html>', '{"jobs":', '\u0000', '[['.repeat(500_000)])(
    'takes what is no JSON for no answer',
    async (body) => {
      expect((await overviewProblem({ status: 200, body })).code).toBe('flink.no-json')
    },
  )

  it('names the field of an answer it does not understand', async () => {
    const body = JSON.stringify({ jobs: [{ jid: JOB }] })
    expect(await overviewProblem({ status: 200, body })).toMatchObject({
      code: 'flink.unexpected-answer',
      params: { endpoint: '/jobs/overview', field: 'jobs.0.name' },
    })
    expect((await overviewProblem({ status: 200, body: 'null' })).params?.field).toBe('(all)')
  })

  it('passes on why no answer came, and nothing of an error nobody foresaw', async () => {
    const problem = { code: 'kubernetes.unreachable', params: { server: 'https://api' } }
    expect(await overviewProblem(new WeirError(problem))).toEqual(problem)
    const told: unknown[] = []
    const error = new Error('leaked-secret')
    const { transport } = jobManager({ '/config': error })
    const problemOfError = problemOf(await flinkClient({ transport, onUnexpected: (one) => told.push(one) }).config())
    expect(problemOfError).toEqual({ code: 'flink.failed', params: { endpoint: '/config' } })
    expect(told).toEqual([error])
  })
})
