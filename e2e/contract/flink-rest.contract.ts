import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ApiClient } from './api-client.ts'

const time = z.int().gte(1_500_000_000_000)
const JobsOverview = z.looseObject({
  jobs: z
    .array(
      z.looseObject({
        jid: z.string().regex(/^[0-9a-f]{32}$/),
        name: z.string(),
        state: z.string(),
        'start-time': time,
        'end-time': z.int(),
        duration: z.int().gte(0),
      }),
    )
    .min(1),
})
const Checkpoint = z.looseObject({
  id: z.int().gte(1),
  status: z.string(),
  trigger_timestamp: time,
  end_to_end_duration: z.int(),
  state_size: z.int().gte(0),
  is_savepoint: z.boolean(),
  num_subtasks: z.int(),
  num_acknowledged_subtasks: z.int(),
})
const Checkpoints = z.looseObject({
  counts: z.looseObject({ completed: z.int().gte(1), failed: z.int(), in_progress: z.int(), restored: z.int() }),
  latest: z.looseObject({ completed: Checkpoint.extend({ external_path: z.string() }) }),
  history: z.array(Checkpoint).min(1),
})

/** A running job with at least one completed checkpoint, reached through the service proxy of a kubeconfig. */
export interface FlinkRestUnderTest {
  kubeconfig: string
  namespace: string
  restService: string
  flinkVersion: string
}

/** The six endpoints that Weir reads, on the demo and on a real Flink alike. */
export function describeFlinkRest(name: string, getSubject: () => Promise<FlinkRestUnderTest>): void {
  describe(`Flink REST: ${name}`, () => {
    let subject: FlinkRestUnderTest
    let jobId: string
    let get: (path: string) => Promise<{ status: number; body: unknown }>
    beforeAll(async () => {
      subject = await getSubject()
      const api = new ApiClient(subject.kubeconfig)
      const proxy = `/api/v1/namespaces/${subject.namespace}/services/${subject.restService}/proxy`
      get = (path) => api.get(`${proxy}${path}`)
      const { jobs } = JobsOverview.parse((await get('/jobs/overview')).body)
      jobId = jobs.find(({ state }) => state === 'RUNNING')?.jid ?? ''
    })

    test('/config names the version', async () => {
      expect((await get('/config')).body).toMatchObject({ 'flink-version': subject.flinkVersion })
    })

    test('/jobs/overview lists a running job that has not ended', async () => {
      const { jobs } = JobsOverview.parse((await get('/jobs/overview')).body)
      expect(jobs.find(({ jid }) => jid === jobId)).toMatchObject({ state: 'RUNNING', 'end-time': -1 })
    })

    test('/jobs/:id tells its own time, and when the job came to run', async () => {
      const Job = z.looseObject({ jid: z.literal(jobId), now: time, timestamps: z.looseObject({ RUNNING: time }) })
      const { now, timestamps } = Job.parse((await get(`/jobs/${jobId}`)).body)
      expect(now).toBeGreaterThan(timestamps.RUNNING)
    })

    test('/jobs/:id/checkpoints has the latest completed one, with its path', async () => {
      const { latest, history } = Checkpoints.parse((await get(`/jobs/${jobId}/checkpoints`)).body)
      expect(latest.completed.status).toBe('COMPLETED')
      expect(latest.completed.external_path).toMatch(/\/chk-\d+$/)
      expect(history.map(({ id }) => id)).toContain(latest.completed.id)
    })

    test('/jobs/:id/checkpoints/config tells interval and retention', async () => {
      expect((await get(`/jobs/${jobId}/checkpoints/config`)).body).toMatchObject({
        mode: expect.stringMatching(/^(exactly|at_least)_once$/),
        interval: expect.any(Number),
        externalization: { enabled: expect.any(Boolean), delete_on_cancellation: expect.any(Boolean) },
      })
    })

    test('/jobmanager/config is a list of keys and values', async () => {
      const Configuration = z.array(z.object({ key: z.string(), value: z.string() }))
      const entries = Configuration.parse((await get('/jobmanager/config')).body)
      expect(entries.map(({ key }) => key)).toContain('high-availability.storageDir')
    })

    test('a job that is not there is 404 and says so in the first line', async () => {
      const { status, body } = await get(`/jobs/${'0'.repeat(32)}`)
      expect(status).toBe(404)
      const { errors } = z.object({ errors: z.array(z.string()).min(1) }).parse(body)
      expect(errors[0]).toContain(`Job ${'0'.repeat(32)} not found`)
    })

    test('a job id that is none is 400', async () => {
      expect((await get('/jobs/not-a-job/checkpoints')).status).toBe(400)
    })

    test('an endpoint that is not there is 404 with errors', async () => {
      const { status, body } = await get('/no/such/endpoint')
      expect(status).toBe(404)
      expect(body).toHaveProperty('errors')
    })
  })
}
