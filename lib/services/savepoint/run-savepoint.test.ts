import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import type { Database } from '../../db/client.ts'
import { freshDatabase } from '../../db/fresh-database.ts'
import type { Fleet } from '../../fleet/fleet.ts'
import { claimOperation, Superseded } from '../operation/claimed-operation.ts'
import { runSavepoint } from './run-savepoint.ts'
import type { SavepointProgress } from './savepoint-state.ts'
import { savepointSteps } from './savepoint-steps.ts'
import { ADDRESS, JOB, ScriptedFlink, TARGET } from './scripted-flink.ts'

vi.mock('../operation/fail-point.ts', () => ({ failPoint: () => undefined }))

const TRIGGER = 'a'.repeat(32)
const PACE = {
  askEveryMs: 5,
  prepareWithinMs: 60,
  prepareInTurnMs: 40,
  settledAfterMs: 20,
  recordedWithinMs: 0,
  goneAfterMs: 60,
  handOnAfterMs: 10_000,
  restMs: 10,
}
const MINUTE = 60_000

/** An operation as another worker left it. */
async function left(database: Database, progress: Partial<SavepointProgress>, deadlineMs = MINUTE): Promise<string> {
  const { id } = await database.operation.create({
    data: {
      ...ADDRESS,
      requestId: randomUUID(),
      kind: 'savepoint',
      status: 'waiting',
      connectionName: 'prod',
      actor: 'local',
      input: { format: 'canonical', target: null },
      progress: { phase: 'preparing', triggerId: TRIGGER, ...progress },
      steps: savepointSteps().map((step) => ({ ...step })),
      deadlineAt: new Date(Date.now() + deadlineMs),
    },
  })
  return id
}

const ordered = (version: string): Partial<SavepointProgress> => ({
  phase: 'ordered',
  version,
  target: TARGET,
  jobStartedAt: 100,
  notBefore: 1_900,
  firstCheckpointId: 7,
  known: [],
  orderedAt: Date.now() - 100,
  orders: 1,
})

async function run(database: Database, flink: ScriptedFlink, id: string, pace: Partial<typeof PACE> = {}) {
  const operation = await claimOperation(database, id, () => undefined)
  if (operation === null) throw new Error('it has ended')
  const turn = await runSavepoint(operation, flink.fleet(database), AbortSignal.timeout(20_000), { ...PACE, ...pace })
  const row = await database.operation.findUniqueOrThrow({ where: { id } })
  const audit = await database.audit.findMany({ where: { operationId: id } })
  return { turn, row, audit: audit.map(({ verb, actor }) => `${actor} ${verb}`) }
}

describe('a savepoint', () => {
  it('is ordered once and ends with its place and an entry in the audit', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    const { row, audit } = await run(database, flink, await left(database, {}))
    expect(flink.orders).toEqual([TRIGGER])
    expect(row).toMatchObject({ status: 'completed', result: { location: flink.history[0]?.path } })
    expect(row.endedAt).not.toBeNull()
    expect(audit).toEqual(['weir savepoint.completed'])
  })

  it('fails with Flink’s reason, although Flink calls it completed', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.result = () => ({ kind: 'failed', stackTrace: 'a.B: Failed to create savepoint directory at s3://lake/x' })
    const { row, audit } = await run(database, flink, await left(database, {}))
    expect(row).toMatchObject({ status: 'failed', result: null, problem: { code: 'savepoint.directory' } })
    expect(audit).toEqual(['weir savepoint.failed'])
  })

  it('is not ordered without a directory, nor in a format that Flink lacks', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.version = '1.14.6'
    const id = await left(database, {})
    await database.operation.update({ where: { id }, data: { input: { format: 'native', target: null } } })
    expect((await run(database, flink, id)).row.problem).toMatchObject({ code: 'savepoint.native-unsupported' })
    expect(flink.orders).toEqual([])
  })
})

describe('a worker died before it heard Flink’s answer', () => {
  it('and Flink had the order: it is not given again', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    const path = flink.take(TRIGGER)
    const { row } = await run(database, flink, await left(database, ordered('1.20.5')))
    expect(flink.orders).toEqual([])
    expect(row.result).toMatchObject({ location: path })
  })

  it('and Flink never had it: it is given under the same id', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    const { row } = await run(database, flink, await left(database, ordered('1.20.5')))
    expect(flink.orders).toEqual([TRIGGER])
    expect(flink.history).toHaveLength(1)
    expect(row.status).toBe('completed')
  })

  it('and the answer was lost on the way: Flink is asked before anything is ordered again', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.onTrigger = () => ({ kind: 'unknown', problem: { code: 'flink.timeout' } })
    const { row } = await run(database, flink, await left(database, {}))
    expect(flink.orders).toEqual([TRIGGER])
    expect(row.status).toBe('completed')
  })

  it('and Flink takes no id (1.14): what it lists is found, and not ordered again', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.version = '1.14.6'
    const path = flink.take('1'.repeat(32))
    const { row } = await run(database, flink, await left(database, ordered('1.14.6')))
    expect(flink.orders).toEqual([])
    expect(row.result).toMatchObject({ location: path })
  })

  it('and Flink takes no id (1.14) and lists none: it is ordered once, and found', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.version = '1.14.6'
    const { row } = await run(database, flink, await left(database, ordered('1.14.6')))
    expect(flink.orders).toHaveLength(1)
    expect(flink.history).toHaveLength(1)
    expect(row.status).toBe('completed')
  })

  it('and Flink takes no id (1.14) and its list is full of newer ones: it is ordered once where the target has no new one', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.version = '1.14.6'
    flink.listReachesBack = false
    flink.listed = []
    const { row } = await run(database, flink, await left(database, { ...ordered('1.14.6'), failedBefore: 0 }))
    expect(flink.orders).toHaveLength(1)
    expect(row.status).toBe('completed')
    expect(row.progress).toMatchObject({ orders: 2 })
  })

  it('and Flink takes no id (1.14), its list is full of newer ones, and one of them failed: it is lost', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.version = '1.14.6'
    flink.listReachesBack = false
    flink.listed = []
    flink.failed = 1
    const { row } = await run(database, flink, await left(database, { ...ordered('1.14.6'), failedBefore: 0 }))
    expect(flink.orders).toEqual([])
    expect(row.status).toBe('lost')
  })

  it('is never ordered for ever', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.takes = false
    flink.onTrigger = () => ({ kind: 'unknown', problem: { code: 'flink.timeout' } })
    const { row } = await run(database, flink, await left(database, {}))
    expect(flink.orders).toEqual([TRIGGER, TRIGGER, TRIGGER])
    expect(row).toMatchObject({ status: 'failed', problem: { code: 'savepoint.not-taken' } })
  })
})

describe('the JobManager with the order was replaced', () => {
  it('and storage shows that none was completed', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.listed = []
    flink.replace()
    const { row } = await run(database, flink, await left(database, { ...ordered('1.20.5'), phase: 'accepted' }))
    expect(flink.orders).toEqual([])
    expect(row).toMatchObject({ status: 'failed', problem: { code: 'savepoint.jobmanager-gone' } })
  })

  it('while it was being written, which the record still says', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.listed = []
    flink.replace()
    flink.recorded = [{ checkpointId: 7, kind: 'savepoint', status: 'in-progress' }]
    const { row } = await run(database, flink, await left(database, { ...ordered('1.20.5'), phase: 'accepted' }))
    expect(row).toMatchObject({ status: 'failed', problem: { code: 'savepoint.jobmanager-gone' } })
  })

  it('and storage holds it', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    const name = `savepoint-${JOB.slice(0, 6)}-00000000000a`
    flink.listed = [name]
    flink.replace()
    const { row } = await run(database, flink, await left(database, ordered('1.20.5')))
    expect(row).toMatchObject({ status: 'completed', result: { location: `${TARGET}/${name}` } })
  })

  it('and nobody can look: it is lost, with where to look', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.replace()
    const { row, audit } = await run(database, flink, await left(database, ordered('1.20.5')))
    expect(flink.orders).toEqual([])
    expect(row).toMatchObject({
      status: 'lost',
      problem: { code: 'savepoint.lost', params: { target: TARGET, prefix: 'savepoint-520554', triggerId: TRIGGER } },
    })
    expect(audit).toEqual(['weir savepoint.lost'])
  })
})

describe('no JobManager answers any more', () => {
  const accepted = { ...ordered('1.20.5'), phase: 'accepted' } as const
  const name = `savepoint-${JOB.slice(0, 6)}-00000000000a`

  it('and storage holds it', async () => {
    const flink = new ScriptedFlink()
    Object.assign(flink, { answers: false, gone: true, listed: [name] })
    const database = await freshDatabase()
    const { row } = await run(database, flink, await left(database, accepted))
    expect(row).toMatchObject({ status: 'completed', result: { location: `${TARGET}/${name}` } })
  })

  it('and storage shows that none was completed', async () => {
    const flink = new ScriptedFlink()
    Object.assign(flink, { answers: false, gone: true, listed: [] })
    const database = await freshDatabase()
    const { row } = await run(database, flink, await left(database, ordered('1.20.5')))
    expect(row).toMatchObject({ status: 'failed', problem: { code: 'savepoint.jobmanager-gone' } })
    expect(flink.orders).toEqual([])
  })

  it('and only the record names it', async () => {
    const flink = new ScriptedFlink()
    Object.assign(flink, { answers: false, gone: true, version: '1.14.6' })
    flink.recorded = [{ checkpointId: 7, kind: 'savepoint', status: 'completed', path: `${TARGET}/${name}` }]
    const database = await freshDatabase()
    const { row } = await run(database, flink, await left(database, { ...accepted, version: '1.14.6' }))
    expect(row).toMatchObject({ status: 'completed', result: { location: `${TARGET}/${name}` } })
  })

  it('but one may be alive: it is handed on, and nothing is decided', async () => {
    const flink = new ScriptedFlink()
    Object.assign(flink, { answers: false, gone: false, listed: [] })
    const database = await freshDatabase()
    const id = await left(database, accepted)
    const { turn, row } = await run(database, flink, id, { handOnAfterMs: 100 })
    expect(turn).toEqual({ againInMs: PACE.restMs })
    expect(row).toMatchObject({ status: 'running', endedAt: null, problem: { code: 'flink.no-endpoint' } })
    expect(row.progress).toMatchObject({ starts: 0, silentSince: expect.any(Number) })
    flink.answers = true
    flink.take(TRIGGER)
    expect((await run(database, flink, id)).row.status).toBe('completed')
  })

  it('that knows the job: where another one took its place, the order went with the first', async () => {
    const flink = new ScriptedFlink()
    Object.assign(flink, { knowsJob: false, listed: [] })
    const database = await freshDatabase()
    const { row } = await run(database, flink, await left(database, accepted))
    expect(row).toMatchObject({ status: 'failed', problem: { code: 'savepoint.jobmanager-gone' } })
  })
})

describe('before it is ordered at all', () => {
  it('a JobManager is waited for anew after Weir was down, however long ago it was asked for', async () => {
    const flink = new ScriptedFlink()
    flink.answers = false
    const database = await freshDatabase()
    const id = await left(database, { silentSince: Date.now() - 5 * MINUTE })
    const ended = run(database, flink, id, { prepareInTurnMs: 10_000 })
    await vi.waitFor(async () => {
      const { problem } = await database.operation.findUniqueOrThrow({ where: { id } })
      expect(problem).not.toBeNull()
    }, 20_000)
    flink.answers = true
    expect((await ended).row.status).toBe('completed')
  })

  it('one that stays silent is not waited for longer than it takes to be sure', async () => {
    const flink = new ScriptedFlink()
    flink.answers = false
    const database = await freshDatabase()
    const { row } = await run(database, flink, await left(database, {}))
    expect(row).toMatchObject({ status: 'failed', problem: { code: 'flink.no-endpoint' } })
    expect(flink.orders).toEqual([])
  })
})

describe('before it is ordered again', () => {
  it('is looked for, since a JobManager may forget an order at once', async () => {
    const flink = new ScriptedFlink()
    const path = flink.take('b'.repeat(32))
    const database = await freshDatabase()
    const { row } = await run(database, flink, await left(database, ordered('1.20.5')))
    expect(flink.orders).toEqual([])
    expect(row.result).toMatchObject({ location: path })
  })

  it.each([
    ['5 min', 1],
    ['30 s', 0],
  ])('where Flink lists nothing, and keeps what it was told for %s: %i times', async (storeDuration, orders) => {
    const flink = new ScriptedFlink()
    Object.assign(flink, { listReachesBack: false, listIsEmpty: true })
    const remembersMs = storeDuration === '5 min' ? 300_000 : 30_000
    const database = await freshDatabase()
    const { row } = await run(database, flink, await left(database, { ...ordered('1.20.5'), remembersMs }))
    expect(flink.orders).toHaveLength(orders)
    expect(row.status).toBe(orders === 1 ? 'completed' : 'lost')
  })

  it('is looked for by a replica whose clock is behind that of the one which ordered it', async () => {
    const flink = new ScriptedFlink()
    const path = flink.take('b'.repeat(32))
    // Six minutes on the JobManager's clock: it has forgotten what it completed.
    flink.clock += 6 * MINUTE
    const database = await freshDatabase()
    const before = { ...ordered('1.20.5'), orderedAt: Date.now() + MINUTE, remembersMs: 5 * MINUTE }
    const { row } = await run(database, flink, await left(database, before))
    expect(flink.orders).toEqual([])
    expect(row).toMatchObject({ status: 'completed', result: { location: path } })
  })

  it('an empty list of 1.14 proves nothing', async () => {
    const flink = new ScriptedFlink()
    Object.assign(flink, { listReachesBack: false, listIsEmpty: true, version: '1.14.6' })
    const database = await freshDatabase()
    const { row } = await run(database, flink, await left(database, ordered('1.14.6')))
    expect(flink.orders).toEqual([])
    expect(row.status).toBe('lost')
  })

  it('what an HA key names, past the list of 1.14, is found', async () => {
    const flink = new ScriptedFlink()
    Object.assign(flink, { listReachesBack: false, version: '1.14.6' })
    const path = `${TARGET}/savepoint-${JOB.slice(0, 6)}-00000000000a`
    flink.recorded = [{ checkpointId: 8, kind: 'savepoint', status: 'completed', path }]
    const database = await freshDatabase()
    const { row } = await run(database, flink, await left(database, ordered('1.14.6')))
    expect(flink.orders).toEqual([])
    expect(row).toMatchObject({ status: 'completed', result: { location: path, checkpointId: 8 } })
  })
})

describe('what was written', () => {
  it('elsewhere than it was asked for is no success', async () => {
    const flink = new ScriptedFlink()
    flink.place = 's3://lake/elsewhere'
    const database = await freshDatabase()
    const { row } = await run(database, flink, await left(database, {}))
    expect(row).toMatchObject({ status: 'failed', problem: { code: 'savepoint.elsewhere' } })
  })

  it('and can’t be read is complete, with that said', async () => {
    const flink = new ScriptedFlink()
    Object.assign(flink, { listed: [], metadata: new TextEncoder().encode('damaged') })
    const database = await freshDatabase()
    const { row } = await run(database, flink, await left(database, {}))
    expect(row).toMatchObject({
      status: 'completed',
      problem: { code: 'savepoint.metadata-unreadable' },
      result: { verifiedAt: null },
    })
  })

  it('and takes one worker after the other down is read no more', async () => {
    const flink = new ScriptedFlink()
    const read = vi.fn()
    const location = `${TARGET}/savepoint-${JOB.slice(0, 6)}-00000000000a`
    const database = await freshDatabase()
    const fleet = { ...flink.fleet(database), storage: { covers: () => true, read } }
    const id = await left(database, { ...ordered('1.20.5'), phase: 'written', location, starts: 5 })
    const operation = await claimOperation(database, id, () => undefined)
    if (operation === null) throw new Error('it has ended')
    await runSavepoint(operation, fleet as unknown as Fleet, AbortSignal.timeout(5_000), PACE)
    expect(read).not.toHaveBeenCalled()
    expect(await database.operation.findUnique({ where: { id } })).toMatchObject({
      status: 'completed',
      problem: { code: 'savepoint.metadata-unreadable' },
      result: { location },
    })
  })
})

describe('an order that was never given', () => {
  it.each([
    ['its time is up', {}, -1],
    ['it has taken many workers down', { starts: 10 }, MINUTE],
  ])('is told as such when %s', async (_, progress, deadlineMs) => {
    const flink = new ScriptedFlink()
    const database = await freshDatabase()
    const { row } = await run(database, flink, await left(database, progress, deadlineMs))
    expect(flink.orders).toEqual([])
    expect(row).toMatchObject({ status: 'failed', problem: { code: 'savepoint.never-ordered' } })
  })
})

describe('who works on it', () => {
  it('is one: what an earlier worker writes is refused', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    const id = await left(database, {})
    const first = await claimOperation(database, id, () => undefined)
    const { row } = await run(database, flink, id)
    expect(row.attempt).toBe(2)
    await expect(first?.save({ problem: { code: 'x' } })).rejects.toThrow(Superseded)
    await expect(first?.end('failed', {})).rejects.toThrow(Superseded)
    expect(await claimOperation(database, id, () => undefined)).toBeNull()
    expect(await database.operation.findUnique({ where: { id } })).toEqual(row)
  })

  it('ends it as lost when its time is up', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.result = () => ({ kind: 'in-progress' })
    const { row } = await run(database, flink, await left(database, {}, 300))
    expect(row).toMatchObject({ status: 'lost', problem: { code: 'savepoint.overdue' } })
  })

  it('leaves it as it is when Weir ends, for the next one', async () => {
    const database = await freshDatabase()
    const flink = new ScriptedFlink()
    flink.result = () => ({ kind: 'in-progress' })
    const id = await left(database, {})
    const operation = await claimOperation(database, id, () => undefined)
    if (operation === null) throw new Error('it has ended')
    const work = runSavepoint(operation, flink.fleet(database), AbortSignal.timeout(200), PACE)
    await expect(work).rejects.toThrow()
    expect(await database.operation.findUnique({ where: { id } })).toMatchObject({ status: 'running', endedAt: null })
    flink.result = (location) => ({ kind: 'completed', location })
    expect((await run(database, flink, id)).row.status).toBe('completed')
    expect(flink.orders).toEqual([TRIGGER])
  })
})
