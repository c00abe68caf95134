import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { flinkClient } from '../flink/client.ts'
import { WeirError } from '../problem.ts'
import { askDetails, followDetails } from './follow-details.ts'
import type { RestJob } from './rest-job.ts'

const FIXTURES = new URL('../flink/fixtures/2.3.0/', import.meta.url)
const recorded = (name: string): string => readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8')
const jobId = '520554bf500d775132dc38b306ab8b28'
const SOURCE = '45b0254a46cabbc3efeea5d2e170ea5b'

const toldOf = (id: string | undefined, text: string) =>
  id === undefined ? text : text.replaceAll('"id":10,', `"id":${id},`)

/** A JobManager that tells what was recorded of one, of whichever checkpoint it is asked. */
function jobManager() {
  const asked: string[] = []
  const refuse = new Map<string, number | 'silence'>()
  const client = flinkClient({
    floorMs: 0,
    transport: {
      async get(path) {
        asked.push(path.replace(jobId, ':job'))
        const status = [...refuse].find(([part]) => path.includes(part))?.[1] ?? 200
        if (status === 'silence') throw new WeirError({ code: 'flink.timeout' })
        const [, id, vertex] = /\/details\/(\d+)(?:\/subtasks\/(\w+))?$/.exec(path) ?? []
        const which = id === '3' ? 'failed' : 'cid'
        const vid = vertex === SOURCE ? 'vid0' : 'vid1'
        const file =
          vertex !== undefined
            ? `jobs_jid_checkpoints_details_${which}_subtasks_${vid}`
            : id !== undefined
              ? `jobs_jid_checkpoints_details_${which}`
              : path.includes('/exceptions')
                ? 'restarting_exceptions'
                : path.includes('/vertices/')
                  ? `jobs_jid_vertices_${path.endsWith(SOURCE) ? 'vid0' : 'vid1'}`
                  : path.endsWith('/checkpoints')
                    ? 'jobs_jid_checkpoints'
                    : 'jobs_jid'
        const body = Buffer.from(status === 200 ? toldOf(id, recorded(file)) : '{"errors":["no"]}')
        return { status, body, date: null, receivedAt: 1 }
      },
    },
  })
  return { client, asked, refuse }
}

let manager: ReturnType<typeof jobManager>
let job: RestJob
beforeEach(async () => {
  manager = jobManager()
  const checkpoints = await manager.client.checkpoints(jobId)
  if (!checkpoints.ok) throw new Error(checkpoints.problem.code)
  manager.asked.length = 0
  job = {
    overview: null,
    checkpoints,
    lastCheckpoints: { value: checkpoints.value, observedAt: 1 },
    config: null,
    details: new Map(),
    detailTries: new Map(),
    vertices: { names: new Map(), maxParallelism: new Map(), placement: new Map(), readFor: null },
    events: [],
    eventsReadFor: null,
  }
})

const follow = (isRecorded: (jobId: string, id: number) => boolean = () => false) =>
  followDetails(manager.client, new Map([[jobId, job]]), isRecorded)
const ids = () =>
  job.lastCheckpoints?.value.history.filter(({ status }) => status !== 'in-progress').map(({ id }) => id)
const detailsAsked = () => manager.asked.flatMap((path) => /\/details\/(\d+)$/.exec(path)?.[1] ?? []).map(Number)

async function followAll(): Promise<void> {
  while (await follow()) if (manager.asked.length > 500) throw new Error('does not end')
}

describe('details', () => {
  test('of each finished checkpoint are fetched once, newest first, in rounds of some', async () => {
    await follow()
    expect(job.details.size).toBeLessThan(ids()?.length ?? 0)
    await followAll()
    expect(detailsAsked()).toEqual(ids())
    expect(manager.asked.filter((path) => path.includes('/vertices/'))).toHaveLength(2)
    expect(job.details.get(10)).toMatchObject({
      parts: { startDelayMs: 33, alignmentMs: 0, syncMs: 252, asyncMs: 1 },
      slowest: { operator: 'Source: orders -> throttle -> enrich with rates', subtask: 1, straggler: false },
    })
    expect(job.details.get(10)?.operators?.[0]?.subtasks[1]?.taskManager).toBe('orders-taskmanager-1-1')
    expect(job.vertices.maxParallelism.get(SOURCE)).toBe(8)
    manager.asked.length = 0
    expect(await follow()).toBe(false)
    expect(manager.asked).toEqual([])
  })

  test('that are recorded are not fetched', async () => {
    await follow((_, id) => id !== 9)
    expect(detailsAsked()).toEqual([9])
  })

  test('of a checkpoint that Flink forgot meanwhile are given up, others not', async () => {
    manager.refuse.set('/details/10', 404)
    await followAll()
    expect(job.details.get(10)).toMatchObject({ parts: null, operators: null })
    expect([...job.details.keys()].sort()).toEqual(ids()?.sort())
  })

  test('are asked for three times where Flink answers with a failure, and keep no others from being asked for', async () => {
    manager.refuse.set('/details/9/subtasks', 500)
    await followAll()
    expect(detailsAsked().filter((id) => id === 9)).toHaveLength(3)
    expect(job.details.get(9)).toMatchObject({ parts: null, operators: null })
    expect([...job.details.keys()].sort()).toEqual(ids()?.sort())
    expect(job.details.get(8)?.operators).not.toBeNull()
  })

  test('are not asked for on where no answer comes, and asked for again in the next round', async () => {
    manager.refuse.set('/details/9', 'silence')
    await follow()
    expect(detailsAsked()).toEqual([10, 9])
    manager.refuse.clear()
    await followAll()
    expect(job.details.get(9)?.operators).not.toBeNull()
    expect([...job.details.keys()].sort()).toEqual(ids()?.sort())
  })

  test('that are no longer listed are let go', async () => {
    await followAll()
    job.lastCheckpoints = { value: { ...(job.lastCheckpoints?.value ?? fail()), history: [] }, observedAt: 2 }
    await follow()
    expect(job.details.size).toBe(0)
  })
})

describe('asked for now', () => {
  test('are whole, or null where Flink does not know the checkpoint, or the problem', async () => {
    const told = await askDetails(manager.client, jobId, 10, job)
    expect(told).toMatchObject({
      operators: [{ acknowledged: { acked: 2, total: 2 } }, { name: expect.stringContaining('customer totals') }],
    })
    manager.refuse.set('/details/11', 404)
    expect(await askDetails(manager.client, jobId, 11, job)).toBeNull()
    manager.refuse.set('/details/12/subtasks', 500)
    expect(await askDetails(manager.client, jobId, 12, job)).toMatchObject({ problem: { code: 'flink.refused' } })
  })
})

test('failures and the restore are told once, and asked about again only when the job changed', async () => {
  await followAll()
  expect(job.events.map(({ kind }) => kind)).toEqual(['failure', 'failure'])
  expect(manager.asked.filter((path) => path.includes('/exceptions'))).toEqual([
    '/jobs/:job/exceptions?maxExceptions=20',
  ])
  const restored = { id: 9, restoreTimestamp: 1_795_266_760_000, isSavepoint: false, externalPath: 'file:/srv/chk-9' }
  const value = job.lastCheckpoints?.value ?? fail()
  job.lastCheckpoints = { value: { ...value, latest: { ...value.latest, restored } }, observedAt: 2 }
  await followAll()
  expect(job.events.at(-1)).toEqual({
    kind: 'restored',
    at: restored.restoreTimestamp,
    checkpointId: 9,
    path: 'file:/srv/chk-9',
  })
  expect(manager.asked.filter((path) => path.includes('/exceptions'))).toHaveLength(2)
})

function fail(): never {
  throw new Error('no checkpoints')
}
