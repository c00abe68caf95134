import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { flinkClient } from '../flink/client.ts'
import { readCompletedCheckpoint } from '../formats/index.ts'
import { CONFIG_MAPS } from '../kubernetes/resources.ts'
import { normalisePath } from '../storage/path.ts'
import type { HaFiles } from './ha-files.ts'
import { HaState } from './ha-state.ts'
import { askSources, type JobEvidenceInput, jobSighting, mergeWords } from './job-evidence.ts'
import { decideRun, type KnownRun } from './job-run.ts'
import { decideLineage } from './lineage.ts'
import { newestPoint } from './newest-point.ts'

// The rules of keys, merging, runs and lineage on what real clusters left behind.

const FORMATS = join(import.meta.dirname, '../formats/fixtures')
const FLINK = join(import.meta.dirname, '../flink/fixtures')
const CAPTURES = join(import.meta.dirname, 'fixtures/captures')
const now = Date.UTC(2026, 10, 21, 13)

function haOf(folder: string): HaState {
  const list = JSON.parse(readFileSync(join(folder, 'configmaps.json'), 'utf8')) as { items: unknown[] }
  const items = list.items.flatMap((object) => CONFIG_MAPS.project(object) ?? [])
  const state = new HaState()
  state.update(new Map(items.map((item) => [item.uid, item])), now)
  return state
}

function filesIn(folder: string): HaFiles {
  return {
    completedCheckpoint(pointer) {
      const file = join(folder, basename(pointer))
      if (!existsSync(file)) return { kind: 'unreadable', problem: { code: 'storage.missing' }, observedAt: now }
      return { kind: 'read', checkpoint: readCompletedCheckpoint(readFileSync(file)), observedAt: now }
    },
    jobName: () => null,
    verifiedAt: () => null,
    sizeBytes: () => null,
    verified: () => new Map(),
    gone: () => new Map(),
    close: () => undefined,
  }
}

async function restOf(file: string, jobId: string): Promise<JobEvidenceInput['rest']> {
  const body = readFileSync(file)
  const client = flinkClient({ transport: { get: async () => ({ status: 200, body, date: null, receivedAt: now }) } })
  const checkpoints = await client.checkpoints(jobId)
  if (!checkpoints.ok) throw new Error(checkpoints.problem.code)
  return {
    overview: null,
    checkpoints,
    lastCheckpoints: { value: checkpoints.value, observedAt: now },
    config: null,
    details: new Map(),
    detailTries: new Map(),
    vertices: { names: new Map(), maxParallelism: new Map(), placement: new Map(), readFor: null },
    events: [],
    eventsReadFor: null,
  }
}

function inputOf(jobId: string, ha: HaState, files: HaFiles, rest: JobEvidenceInput['rest']): JobEvidenceInput {
  return {
    jobId,
    rest,
    restReachable: rest !== null,
    map: ha.ofJob(jobId),
    submittedName: null,
    haObservedAt: now,
    haReadable: true,
    operator: null,
    files,
  }
}

const onlyJob = (ha: HaState): string => {
  const [jobId] = ha.jobIds()
  if (jobId === undefined) throw new Error('no job in this capture')
  return jobId
}

describe.each(['1.14.6-running', '1.20.5-running'])('%s', (capture) => {
  const folder = join(CAPTURES, capture)
  const ha = haOf(folder)
  const jobId = onlyJob(ha)
  const files = filesIn(join(folder, 'storage/ha/orders'))

  test('checkpoints that REST and HA know have one path, trigger time and size', async () => {
    const input = inputOf(jobId, ha, files, await restOf(join(folder, 'rest/jobs_jid_checkpoints.json'), jobId))
    const { rest, ha: fromHa } = askSources(input)
    const both = (rest.sightings ?? []).flatMap((a) => {
      const b = fromHa.sightings?.find((sighting) => sighting.checkpointId === a.checkpointId)
      return b ? [{ a, b }] : []
    })
    expect(both.length).toBeGreaterThanOrEqual(2)
    for (const { a, b } of both) {
      expect(normalisePath(b.path ?? '')).toBe(normalisePath(a.path ?? '-'))
      expect(b.triggeredAt).toBe(a.triggeredAt)
      // up to 1.14 REST tells what was newly written, which is all of it with the backend of this job
      expect(b.stateSizeBytes).toBe(a.stateSizeBytes ?? a.checkpointedSizeBytes)
      expect(a.stateSizeBytes === null).toBe(capture.startsWith('1.14'))
    }
  })

  test('one row a checkpoint; those of one source alone say so', async () => {
    const input = inputOf(jobId, ha, files, await restOf(join(folder, 'rest/jobs_jid_checkpoints.json'), jobId))
    const rows = mergeWords(input, askSources(input), 'run', [], now)
    expect(new Set(rows.map((row) => row.checkpointId)).size).toBe(rows.length)
    const verdicts = (id: number) =>
      rows.find((row) => row.checkpointId === id)?.evidence.map((evidence) => evidence.verdict)
    expect(verdicts(9)?.slice(0, 2)).toEqual(['names', 'names'])
    expect(verdicts(10)?.slice(0, 2)).toEqual(['absent', 'names'])
    expect(verdicts(3)?.slice(0, 2)).toEqual(['names', 'not-kept'])
    expect(newestPoint(rows)?.checkpointId).toBe(10)
  })
})

describe.each(['1.14.6', '1.20.5', '2.3.0'])('%s', (version) => {
  test('with the JobManager killed, HA alone names the newest point with path, size and time', () => {
    const ha = haOf(join(FORMATS, version, 'jm-killed'))
    const jobId = onlyJob(ha)
    const input = inputOf(jobId, ha, filesIn(join(FORMATS, version, 'jm-killed/ha/orders')), null)
    const point = newestPoint(mergeWords(input, askSources(input), 'run', [], now))
    expect(point).toMatchObject({ kind: 'checkpoint', lastKnown: false })
    expect(point?.path).toMatch(new RegExp(`^file:/srv/flink/checkpoints/orders/${jobId}/chk-${point?.checkpointId}$`))
    expect(point?.triggeredAt).toBeGreaterThan(Date.UTC(2026, 0))
    expect(point?.sizeBytes).toBeGreaterThan(100_000)
  })

  test('with storage out of reach the point is still named, its path and time unknown', () => {
    const ha = haOf(join(FORMATS, version, 'jm-killed'))
    const input = inputOf(onlyJob(ha), ha, filesIn('/nonexistent'), null)
    const point = newestPoint(mergeWords(input, askSources(input), 'run', [], now))
    expect(point).toMatchObject({ path: null, triggeredAt: null, sizeBytes: null, firstSeenAt: now })
    expect(point?.checkpointId).toBeGreaterThan(0)
  })

  test('the recovered job is the same run: its map is the same, although REST begins anew', () => {
    const killed = haOf(join(FORMATS, version, 'jm-killed'))
    const recovered = haOf(join(FORMATS, version, 'recovered'))
    const before = killed.ofJob(onlyJob(killed))
    const after = recovered.ofJob(onlyJob(killed))
    const run: KnownRun = {
      id: 'run',
      startKey: 'ha',
      haMapUid: before?.item.uid ?? null,
      restStartedAt: 1,
      startedAt: before?.item.createdAt ?? null,
      triggeredAt: new Map(),
      paths: new Set(),
    }
    const evidence = {
      haMapUid: after?.item.uid ?? null,
      haMapCreatedAt: after?.item.createdAt ?? null,
      restStartedAt: 2,
      triggeredAt: new Map(),
      restRestoredFrom: null,
    }
    expect(decideRun([run], evidence).kind).toBe('same')
  })

  test('the restored job has another map, its origin has no time, and its path leads to the job before', async () => {
    const killed = haOf(join(FORMATS, version, 'jm-killed'))
    const ha = haOf(join(FORMATS, version, 'restored'))
    const [old, jobId] = [onlyJob(killed), onlyJob(ha)]
    expect(jobId).not.toBe(old)
    const rest = await restOf(join(FLINK, version, 'restored_checkpoints.json'), jobId)
    const input = inputOf(jobId, ha, filesIn(join(FORMATS, version, 'restored/ha/orders')), rest)
    const words = askSources(input)
    const sighting = jobSighting(input, words)
    expect(sighting.restoredFrom?.path).toContain(`/${old}/chk-`)
    const restored = mergeWords(input, words, 'run', [], now).find((row) => row.restored)
    expect(restored).toMatchObject({ triggeredAt: null, completedAt: null, durationMs: null })
    const candidate = {
      id: 'old',
      lineageId: 'lineage',
      clusterId: 'other',
      jobId: old,
      jobName: null,
      startedAt: 1,
      lastSeenAt: 1,
      endedAt: 2,
    }
    const run = {
      clusterId: 'cluster',
      jobId,
      jobName: null,
      startedAt: 3,
      restoredFromPath: sighting.restoredFrom?.path ?? null,
    }
    expect(decideLineage(run, [candidate], () => null)).toBe('lineage')
  })
})
