import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { flinkClient } from '../flink/client.ts'
import { savepointEndpoints } from '../flink/savepoints.ts'
import type { FlinkOrderTransport } from '../flink/transport.ts'
import { CONFIG_MAPS } from '../kubernetes/resources.ts'
import { clockSkew } from './clock-skew.ts'
import { ClusterRest } from './cluster-rest.ts'
import { HaState } from './ha-state.ts'

const REST = new URL('../flink/fixtures/2.3.0/', import.meta.url)
const HA = new URL('../formats/fixtures/2.3.0/jm-killed/configmaps.json', import.meta.url)

/** A JobManager with one running job that answers as recorded; what it was asked is in `asked`. */
function jobManager() {
  const asked: string[] = []
  const answer = (path: string): string =>
    readFileSync(new URL(`${path.slice(1).replace('/', '_')}.json`, REST), 'utf8')
  const transport: FlinkOrderTransport = {
    async get(path) {
      asked.push(path)
      const known = path === '/jobs/overview' || path === '/config'
      return { status: known ? 200 : 404, body: Buffer.from(known ? answer(path) : '{}'), date: null, receivedAt: 0 }
    },
    post: () => Promise.reject(new Error('nothing is ordered')),
  }
  return { asked, access: { client: flinkClient({ transport }), savepoints: savepointEndpoints(transport) } }
}

function haOf(change: (text: string) => string, { jobMapsOnly = false } = {}): HaState {
  const list = JSON.parse(change(readFileSync(HA, 'utf8'))) as { items: unknown[] }
  const ha = new HaState()
  const all = list.items.flatMap((object) => CONFIG_MAPS.project(object) ?? [])
  const items = jobMapsOnly ? all.filter(({ name }) => /[0-9a-f]{32}-config-map$/.test(name)) : all
  ha.update(new Map(items.map((item) => [item.uid, item])), 0)
  return ha
}

function restOf(ha: HaState): ClusterRest {
  const options = { ha, skew: clockSkew(), onChange: () => undefined }
  return new ClusterRest({ ...options, isRecorded: () => false })
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the REST of a cluster', () => {
  test('tells nothing before it is reached, and nothing after its Service is gone', async () => {
    const rest = restOf(new HaState())
    expect(rest.state().overview).toBeNull()
    rest.askThrough(jobManager().access)
    await vi.advanceTimersByTimeAsync(100)
    expect(rest.state().overview?.ok).toBe(true)
    rest.askThrough(null)
    expect(rest.state().overview).toBeNull()
    expect(rest.access).toBeNull()
  })

  test('is believed where HA has but the map of a job that another cluster of this name left behind', async () => {
    const left = haOf((text) => text.replaceAll('520554bf500d775132dc38b306ab8b28', 'f'.repeat(32)), {
      jobMapsOnly: true,
    })
    const rest = restOf(left)
    rest.askThrough(jobManager().access)
    await vi.advanceTimersByTimeAsync(31_100)
    expect(left.jobIds().size).toBe(1)
    expect(rest.state().overview?.ok).toBe(true)
    rest.stop()
  })

  test('is not believed once its jobs were others than those of HA for half a minute', async () => {
    const rest = restOf(haOf((text) => text.replaceAll('520554bf500d775132dc38b306ab8b28', 'f'.repeat(32))))
    rest.askThrough(jobManager().access)
    await vi.advanceTimersByTimeAsync(100)
    expect(rest.state().overview?.ok).toBe(true)
    await vi.advanceTimersByTimeAsync(31_000)
    expect(rest.state()).toMatchObject({ overview: { ok: false, problem: { code: 'cluster.rest-foreign' } } })
    expect(rest.state().jobs.size).toBe(0)
    rest.stop()
  })

  test('is asked as often as Flink answers anew while someone looks, also through a Service that came later', async () => {
    const rest = restOf(new HaState())
    const stop = rest.look()
    const { asked, access } = jobManager()
    rest.askThrough(access)
    const overviews = async (ms: number) => {
      asked.length = 0
      await vi.advanceTimersByTimeAsync(ms)
      return asked.filter((path) => path === '/jobs/overview').length
    }
    await overviews(100)
    expect(await overviews(12_000)).toBe(4)
    stop()
    stop()
    expect(rest.isLookedAt).toBe(false)
    await overviews(12_000)
    expect(await overviews(20_000)).toBe(2)
    rest.stop()
  })
})
