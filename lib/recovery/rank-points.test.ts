import { describe, expect, it } from 'vitest'
import type { CheckpointRow, Evidence } from '../fleet/view.ts'
import { type Candidate, candidateOfDirectory, candidatesOf } from './candidate.ts'
import { rankPoints, warningOf } from './rank-points.ts'
import { placesOf } from './search-storage.ts'
import type { MetadataFacts, Verification } from './verify-point.ts'

const JOB = '55488d215c1ebee94f49a603deb9c3a6'
const OLD = '520554bf500d775132dc38b306ab8b28'
const HOUR = 3_600_000

function row(checkpointId: number, change: Partial<CheckpointRow> & { ha?: Evidence['verdict'] } = {}): CheckpointRow {
  const { ha = 'names', ...rest } = change
  return {
    id: `run/${checkpointId}`,
    runId: 'run',
    checkpointId,
    status: 'completed',
    kind: 'checkpoint',
    restored: false,
    markedForDeletion: false,
    triggeredAt: checkpointId * HOUR,
    completedAt: null,
    durationMs: null,
    stateSizeBytes: 1_000,
    checkpointedSizeBytes: null,
    coordinatorBytes: null,
    acknowledged: null,
    path: `file:/srv/${JOB}/chk-${checkpointId}`,
    evidence: [
      { source: 'ha', verdict: ha, observedAt: null },
      { source: 'storage', verdict: 'not-asked', observedAt: null },
      { source: 'weir', verdict: 'names', observedAt: null },
    ],
    discarded: null,
    failure: null,
    firstSeenAt: checkpointId * HOUR,
    lastSeenAt: 0,
    ...rest,
  } as CheckpointRow
}

const runs = new Map([
  ['run', { jobId: JOB, current: true }],
  ['old', { jobId: OLD, current: false }],
])

function found(checkpointId: number, change: { missing?: number; unknown?: number; max?: number } = {}): Verification {
  const { missing = 0, unknown = 0, max = 128 } = change
  const metadata: MetadataFacts = {
    version: 4,
    checkpointId,
    sizeBytes: 10,
    decodedMs: 1,
    typeName: 'Checkpoint',
    formatType: null,
    isSavepoint: false,
    stateSizeBytes: 1_000,
    coordinatorBytes: 0,
    sharedFiles: 0,
    distinctFileBytes: 1_000,
    inlineHandles: 0,
    inlineBytes: 0,
    operators: [{ id: 'a', name: 'window', maxParallelism: max, hasState: true }],
  }
  const files = { total: 10, found: 10 - missing - unknown, missing, short: 0, unknown, checkedAt: 5 }
  return { metadata, problem: null, files, writtenAt: null, observedAt: 5 }
}

const gone: Verification = {
  metadata: null,
  problem: { code: 'storage.missing' },
  files: null,
  writtenAt: null,
  observedAt: 5,
}

function ranked(
  candidates: Candidate[],
  verifications: Record<number, Verification>,
  running?: ReadonlyMap<string, number>,
) {
  return rankPoints(candidates, ({ checkpointId }) => verifications[checkpointId ?? -1] ?? null, running)
}

describe('candidatesOf', () => {
  const idsOf = (rows: CheckpointRow[]) => candidatesOf(rows, runs, 3).map(({ checkpointId }) => checkpointId)

  it('leaves out what the living job has subsumed, discarded or not completed', () => {
    const rows = [
      row(3),
      row(2, { ha: 'absent' }),
      row(4, { status: 'in-progress' }),
      row(5, { status: 'failed' }),
      row(6, { discarded: true, kind: 'savepoint' }),
    ]
    expect(idsOf(rows)).toEqual([3])
  })

  it('keeps savepoints, and what an ended run may have retained', () => {
    expect(idsOf([row(2, { ha: 'absent', kind: 'savepoint' }), row(1, { runId: 'old', ha: 'absent' })])).toEqual([2, 1])
  })

  it('makes one of the entry of a restored snapshot and the row of the run that took it', () => {
    const path = `file:///srv/${OLD}/chk-7`
    const rows = [
      row(7, { restored: true, triggeredAt: null, path: `file:/srv/${OLD}/chk-7` }),
      row(7, { id: 'old/7', runId: 'old', path, ha: 'not-kept' }),
    ]
    expect(candidatesOf(rows, runs, 7)).toMatchObject([
      { id: path, jobId: OLD, triggeredAt: 7 * HOUR, newestInHa: true, claim: null },
    ])
  })

  it('tells whose the files are', () => {
    const [kept, savepoint] = candidatesOf([row(3), row(2, { kind: 'savepoint' })], runs, 3)
    expect([kept?.owner, kept?.claim, savepoint?.owner, savepoint?.claim]).toEqual(['flink', JOB, 'you', null])
  })
})

describe('rankPoints', () => {
  const told = candidatesOf([row(3), row(2), row(1)], runs, 3)

  it('recommends the newest of which every file was found, and says how much older the others are', () => {
    const rows = ranked(told, { 1: found(1), 2: found(2), 3: found(3, { missing: 4 }) })
    expect(rows.map(({ checkpointId, rank, verdict, why }) => [checkpointId, rank, verdict, why.code])).toEqual([
      [2, 1, 'recommended', 'recovery.newest'],
      [1, 2, 'restorable', 'recovery.older'],
      [3, null, 'not-restorable', 'recovery.files-missing'],
    ])
    expect(rows[1]?.why.params).toEqual({ olderMs: HOUR })
  })

  it('takes nothing for restorable that was not looked at', () => {
    const rows = ranked(told, { 3: found(3, { unknown: 1 }), 1: { ...found(1), files: null } })
    expect(rows.map(({ rank, verdict }) => [rank, verdict])).toEqual([
      [null, 'unknown'],
      [null, 'unknown'],
      [null, 'unknown'],
    ])
  })

  it('lets storage contradict who names a point whose files are gone', () => {
    const [first] = ranked([...told].slice(0, 1), { 3: gone })
    expect(first?.evidence.map(({ source, verdict }) => `${source} ${verdict}`)).toEqual([
      'ha names',
      'storage contradicts',
      'weir names',
    ])
  })

  it('asks for care where an operator has another max parallelism than in the newest point', () => {
    const rows = ranked(told, { 1: found(1, { max: 64 }), 2: found(2), 3: found(3) })
    expect(rows.at(-1)).toMatchObject({
      checkpointId: 1,
      verdict: 'needs-care',
      why: { code: 'recovery.max-parallelism', params: { operator: 'window', was: 64, now: 128 } },
    })
  })

  it('goes by the running job rather than by the newest point, which may be older than it', () => {
    const read = { 1: found(1), 2: found(2), 3: found(3) }
    const verdicts = (vertex: string) => ranked(told, read, new Map([[vertex, 256]])).map(({ verdict }) => verdict)
    expect(verdicts('a')).toEqual(['needs-care', 'needs-care', 'needs-care'])
    expect(verdicts('another')).toEqual(['recommended', 'restorable', 'restorable'])
  })

  it('refuses what holds another checkpoint than the one it is named for', () => {
    expect(ranked(told.slice(0, 1), { 3: found(9) })[0]?.why.code).toBe('recovery.other-checkpoint')
  })
})

describe('warningOf', () => {
  const told = candidatesOf([row(3), row(2)], runs, 3)
  const id = told[0]?.id ?? ''

  it('says that Flink would fail where what it takes can’t be restored from', () => {
    const rows = ranked(told, { 2: found(2), 3: gone })
    expect(warningOf(rows, id, false)).toMatchObject({ code: 'recovery.next-fails', params: { point: 'chk-3' } })
    expect(warningOf(rows, id, true)?.code).toBe('recovery.next-fails-alive')
    expect(warningOf(ranked(told, { 3: gone }), id, false)?.code).toBe('recovery.next-fails-alone')
  })

  it('is silent where it is restorable, unknown or none of the points', () => {
    expect(warningOf(ranked(told, { 3: found(3) }), id, false)).toBeNull()
    expect(warningOf(ranked(told, {}), id, false)).toBeNull()
    expect(warningOf(ranked(told, { 3: gone }), null, false)).toBeNull()
  })
})

describe('what lies in storage', () => {
  it('is looked for beside known points, and in the directories of the other runs', () => {
    const paths = [`file:/srv/cp/${JOB}/chk-3`, 's3://b/savepoints/savepoint-55488d-0123456789ab', 's3://b/chk-1']
    expect(placesOf(paths, [JOB, OLD])).toEqual([
      { path: `file:///srv/cp/${JOB}`, jobId: JOB },
      { path: `file:///srv/cp/${OLD}`, jobId: OLD },
      { path: 's3://b/savepoints', jobId: null },
    ])
    expect(placesOf([], [JOB], 'file:/srv/savepoints/')).toEqual([{ path: 'file:///srv/savepoints', jobId: null }])
  })

  it('is a point of this job only by the names Flink gives', () => {
    const idOf = (name: string, parent: string | null) =>
      candidateOfDirectory(`file:///srv/x/${name}`, parent, [JOB, OLD])?.jobId ?? null
    expect(idOf('chk-12', JOB)).toBe(JOB)
    expect(idOf('chk-12', null)).toBeNull()
    expect(idOf('savepoint-520554-0123456789ab', null)).toBe(OLD)
    expect(idOf('savepoint-ffffff-0123456789ab', null)).toBeNull()
    for (const name of ['shared', 'taskowned', 'chk-', 'chk-1x', 'savepoint-55488d', 'xchk-1']) {
      expect(idOf(name, JOB)).toBeNull()
    }
  })
})
