import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { flinkClient } from '../../lib/flink/client.ts'
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

const Task = z.looseObject({ num_subtasks: z.int().gte(1), num_acknowledged_subtasks: z.int(), state_size: z.int() })
const Details = Checkpoint.extend({ tasks: z.record(z.string().regex(/^[0-9a-f]{32}$/), Task) })
const duration = z.int().gte(0)
const Subtasks = z.looseObject({
  subtasks: z.array(
    z.looseObject({
      index: z.int().gte(0),
      status: z.literal('completed'),
      ack_timestamp: time,
      end_to_end_duration: duration,
      state_size: z.int().gte(0),
      checkpoint: z.looseObject({ sync: duration, async: duration }),
      alignment: z.looseObject({ duration }),
      start_delay: duration,
    }),
  ),
})
const Job = z.looseObject({
  jid: z.string(),
  now: time,
  timestamps: z.looseObject({ RUNNING: time }),
  vertices: z
    .array(z.looseObject({ id: z.string(), name: z.string(), parallelism: z.int().gte(1), maxParallelism: z.int() }))
    .min(1),
})

/** A running job with at least one completed checkpoint. */
export interface FlinkRestUnderTest {
  flinkVersion: string
  get(path: string): Promise<{ status: number; body: unknown }>
}

/** Flink behind a Service, reached through the service proxy of a kubeconfig. */
export function proxied(at: {
  kubeconfig: string
  namespace: string
  restService: string
  flinkVersion: string
}): FlinkRestUnderTest {
  const api = new ApiClient(at.kubeconfig)
  const proxy = `/api/v1/namespaces/${at.namespace}/services/${at.restService}/proxy`
  return { flinkVersion: at.flinkVersion, get: (path) => api.get(`${proxy}${path}`) }
}

/** The endpoints that Weir reads, the same on recorded answers, on the demo and on a real Flink. */
export function describeFlinkRest(name: string, getSubject: () => Promise<FlinkRestUnderTest>): void {
  describe(`Flink REST: ${name}`, () => {
    let subject: FlinkRestUnderTest
    let jobId: string
    let get: FlinkRestUnderTest['get']
    beforeAll(async () => {
      subject = await getSubject()
      get = (path) => subject.get(path)
      const { jobs } = JobsOverview.parse((await get('/jobs/overview')).body)
      jobId = jobs.find(({ state }) => state === 'RUNNING')?.jid ?? ''
    })
    const newest = async () => Checkpoints.parse((await get(`/jobs/${jobId}/checkpoints`)).body).latest.completed
    const readJob = async () => Job.parse((await get(`/jobs/${jobId}`)).body)

    test('/config names the version', async () => {
      expect((await get('/config')).body).toMatchObject({ 'flink-version': subject.flinkVersion })
    })

    test('/jobs/overview lists a running job that has not ended', async () => {
      const { jobs } = JobsOverview.parse((await get('/jobs/overview')).body)
      expect(jobs.find(({ jid }) => jid === jobId)).toMatchObject({ state: 'RUNNING', 'end-time': -1 })
    })

    test('/overview counts TaskManagers, slots and jobs', async () => {
      expect((await get('/overview')).body).toMatchObject({
        'flink-version': subject.flinkVersion,
        taskmanagers: expect.any(Number),
        'slots-total': expect.any(Number),
        'slots-available': expect.any(Number),
        'jobs-running': expect.any(Number),
      })
    })

    test('/jobs/:id tells its own time, when the job came to run, and its vertices', async () => {
      const { jid, now, timestamps, vertices } = await readJob()
      expect(jid).toBe(jobId)
      expect(now).toBeGreaterThan(timestamps.RUNNING)
      expect(new Set(vertices.map(({ id }) => id)).size).toBe(vertices.length)
    })

    test('/jobs/:id/vertices/:id tells where each subtask runs', async () => {
      const { vertices } = await readJob()
      for (const { id, parallelism } of vertices) {
        const { body } = await get(`/jobs/${jobId}/vertices/${id}`)
        const Vertex = z.looseObject({
          id: z.literal(id),
          subtasks: z.array(z.looseObject({ subtask: z.int(), attempt: z.int(), 'taskmanager-id': z.string() })),
        })
        expect(Vertex.parse(body).subtasks.map(({ subtask }) => subtask)).toEqual([...Array(parallelism).keys()])
      }
    })

    test('/jobs/:id/exceptions is a history, with the newest it was asked for', async () => {
      const Exceptions = z.looseObject({
        exceptionHistory: z.looseObject({
          entries: z.array(z.looseObject({ exceptionName: z.string(), stacktrace: z.string(), timestamp: time })),
          truncated: z.boolean(),
        }),
      })
      const { body } = await get(`/jobs/${jobId}/exceptions?maxExceptions=20`)
      expect(Exceptions.parse(body).exceptionHistory.entries.length).toBeLessThanOrEqual(20)
    })

    test('/jobs/:id/checkpoints/details/:id adds up over its vertices', async () => {
      const { id } = await newest()
      const { tasks, ...checkpoint } = Details.parse((await get(`/jobs/${jobId}/checkpoints/details/${id}`)).body)
      expect(checkpoint).toMatchObject({ id, status: 'COMPLETED' })
      const of = Object.values(tasks)
      const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
      expect(sum(of.map(({ num_subtasks }) => num_subtasks))).toBe(checkpoint.num_subtasks)
      expect(sum(of.map(({ state_size }) => state_size))).toBe(checkpoint.state_size)
      expect(Object.keys(tasks).sort()).toEqual((await readJob()).vertices.map((vertex) => vertex.id).sort())
    })

    test('/jobs/:id/checkpoints/details/:id/subtasks/:id tells each subtask’s phases', async () => {
      const { id, trigger_timestamp, end_to_end_duration } = await newest()
      const { vertices } = await readJob()
      const ends: number[] = []
      for (const vertex of vertices) {
        const { body } = await get(`/jobs/${jobId}/checkpoints/details/${id}/subtasks/${vertex.id}`)
        const { subtasks } = Subtasks.parse(body)
        expect(subtasks.map(({ index }) => index)).toEqual([...Array(vertex.parallelism).keys()])
        for (const { ack_timestamp, end_to_end_duration: took } of subtasks) {
          expect(ack_timestamp).toBe(trigger_timestamp + took)
          ends.push(took)
        }
      }
      expect(Math.max(...ends)).toBe(end_to_end_duration)
    })

    test('details of a checkpoint that is not there are 404 and say so in the first line', async () => {
      const { status, body } = await get(`/jobs/${jobId}/checkpoints/details/999999`)
      expect(status).toBe(404)
      const { errors } = z.object({ errors: z.array(z.string()).min(1) }).parse(body)
      expect(errors[0]).toContain('Could not find checkpointing statistics for checkpoint 999999')
    })

    test('Weir’s own client reads all of it', async () => {
      const transport = {
        async get(path: string) {
          const { status, body } = await get(path)
          return { status, body: Buffer.from(JSON.stringify(body)), date: null, receivedAt: Date.now() }
        },
      }
      const client = flinkClient({ transport, floorMs: 0 })
      const { id } = await newest()
      const { vertices } = await readJob()
      const vertexId = vertices[0]?.id ?? ''
      const answers = await Promise.all([
        client.config(),
        client.jobsOverview(),
        client.jobManagerConfig(),
        client.job(jobId),
        client.jobVertex(jobId, vertexId),
        client.exceptions(jobId),
        client.checkpoints(jobId),
        client.checkpointConfig(jobId),
        client.checkpointDetails(jobId, id),
        client.checkpointSubtasks(jobId, id, vertexId),
      ])
      expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]))).toEqual([])
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
