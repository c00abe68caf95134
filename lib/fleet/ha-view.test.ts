import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CONFIG_MAPS, type ConfigMapItem } from '../kubernetes/resources.ts'
import type { HaFiles } from './ha-files.ts'
import { HaState } from './ha-state.ts'
import { haFindings, haMapView } from './ha-view.ts'
import type { HaMapView } from './high-availability-view.ts'
import { NO_LEADER } from './leader.ts'

const HA = new URL('../formats/fixtures/2.3.0/jm-killed/configmaps.json', import.meta.url)
const JOB = '520554bf500d775132dc38b306ab8b28'
const NOW = Date.parse('2026-11-21T13:11:50Z')

const NO_FILES: HaFiles = {
  completedCheckpoint: () => ({ kind: 'pending' }),
  jobName: () => null,
  verifiedAt: () => null,
  sizeBytes: () => null,
  verified: () => new Map(),
  gone: () => new Map(),
  close: () => undefined,
}

/** The maps of the capture as the page shows them, each changed before it is read. */
function viewsOf(change: (item: ConfigMapItem) => ConfigMapItem): { cluster: HaMapView; job: HaMapView } {
  const list = JSON.parse(readFileSync(HA, 'utf8')) as { items: unknown[] }
  const items = list.items.flatMap((object) => CONFIG_MAPS.project(object) ?? []).map(change)
  const state = new HaState()
  state.update(new Map(items.map((item) => [item.uid, item])), NOW)
  const views = state.all().map((map) => haMapView(state, map, NO_FILES, NOW, 0))
  const [cluster, job] = [views.find(({ role }) => role === 'cluster'), views.find(({ role }) => role === 'job')]
  if (cluster === undefined || job === undefined) throw new Error('a map is missing')
  return { cluster, job }
}

const withKey = (key: string, value: string) => (item: ConfigMapItem) => ({
  ...item,
  data: { ...item.data, [key]: value },
})
const withLeader = (leader: string) => (item: ConfigMapItem) => (item.leader === null ? item : { ...item, leader })
const entryOf = (map: HaMapView, key: string) => map.entries.find((entry) => entry.key === key)

describe('a key that Flink does not know', () => {
  test('is shown as text as it stands, and is no defect of the map', () => {
    const { cluster, job } = viewsOf(withKey('my-note', 'kept by <hand>'))
    for (const map of [cluster, job]) {
      expect(entryOf(map, 'my-note')).toEqual({
        key: 'my-note',
        kind: 'unknown',
        pointer: null,
        sizeBytes: null,
        markedForDeletion: false,
        text: 'kept by <hand>',
        resolved: null,
        problem: null,
        raw: 'kept by <hand>',
      })
    }
    const findings = haFindings([cluster, job], JOB, false, { ...NO_LEADER, kind: 'leader' }, 'session')
    expect(findings).toEqual([])
  })

  test('takes nothing from what stands beside it', () => {
    const plain = viewsOf((item) => item)
    const noted = viewsOf(withKey('my-note', ''))
    expect(noted.job.entries.filter(({ kind }) => kind !== 'unknown')).toEqual(plain.job.entries)
    expect(noted.job.counter).toBe(25)
    expect(entryOf(noted.job, 'my-note')).toMatchObject({ text: '', raw: '' })
  })

  test('that looks like a pointer is not followed: only keys of Flink name files', () => {
    const pointer = entryOf(viewsOf((item) => item).job, 'checkpointID-0000000000000000024')?.raw ?? ''
    const { job } = viewsOf(withKey('checkpoint-0000000000000000024', pointer))
    expect(entryOf(job, 'checkpoint-0000000000000000024')).toMatchObject({ kind: 'unknown', pointer: null })
  })

  test('of any length is shown by its beginning, and can be copied whole', () => {
    const { job } = viewsOf(withKey('my-note', 'x'.repeat(100_000)))
    expect(entryOf(job, 'my-note')?.text).toHaveLength(2_000)
    expect(entryOf(job, 'my-note')?.raw).toHaveLength(100_000)
  })
})

describe('a leader annotation', () => {
  test('that is whole tells the leader', () => {
    expect(viewsOf((item) => item).cluster.leader).toMatchObject({ kind: 'leader', reason: null })
  })

  test.each([
    ['cut short', '{"holderIdentity":"0dd3ceb1'],
    ['of no JSON', 'no longer JSON'],
    ['that is empty', ''],
    ['of another shape', '[]'],
  ])('%s leaves the leader unknown, with the annotation as it stands, and loses no entry', (_, leader) => {
    const { cluster, job } = viewsOf(withLeader(leader))
    expect(cluster.leader).toMatchObject({
      kind: 'unknown',
      holder: null,
      renewedAt: null,
      reason: { code: 'leader.annotation-damaged', raw: leader },
    })
    expect(cluster.leaderRaw).toBe(leader)
    expect(cluster.entries).toEqual(viewsOf((item) => item).cluster.entries)
    // From 1.15 on the map of a job has none.
    expect(job).toMatchObject({ leader: null, leaderRaw: null })
  })

  test('of any length is told by its beginning', () => {
    const { cluster } = viewsOf(withLeader('{'.repeat(50_000)))
    expect(cluster.leader?.reason?.raw).toHaveLength(2_000)
  })
})
