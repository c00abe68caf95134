import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { localContext } from '../../auth/context.ts'
import type { Database } from '../../db/client.ts'
import { freshDatabase } from '../../db/fresh-database.ts'
import { savepointKind } from '../savepoint/savepoint-kind.ts'
import { claimOperation, Superseded } from './claimed-operation.ts'
import { operationBoard } from './operation-board.ts'
import { endAbandoned } from './running-operations.ts'

const error = vi.hoisted(() => vi.fn())
vi.mock('../../log.ts', () => ({ log: () => ({ error, warn: () => undefined }) }))
vi.mock('./fail-point.ts', () => ({ failPoint: () => undefined }))

const KINDS = new Map([['savepoint', savepointKind]])
const ctx = localContext(new Headers({ host: '127.0.0.1:3000' }))
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

interface Left {
  status?: string
  endedAgoMs?: number
  jobId?: string
  kind?: string
  phase?: string
  deadlineInMs?: number
}

async function left(database: Database, { status = 'running', endedAgoMs, ...row }: Left): Promise<string> {
  const endedAt = endedAgoMs === undefined ? null : new Date(Date.now() - endedAgoMs)
  const { id } = await database.operation.create({
    data: {
      connection: 'kube',
      connectionName: 'prod',
      namespace: 'shop',
      cluster: 'orders',
      jobId: row.jobId ?? randomUUID(),
      requestId: randomUUID(),
      kind: row.kind ?? 'savepoint',
      status,
      actor: 'local',
      input: { format: 'canonical', target: null },
      progress: { phase: row.phase ?? 'accepted', triggerId: 'a'.repeat(32) },
      requestedAt: endedAt ?? new Date(),
      deadlineAt: new Date(Date.now() + (row.deadlineInMs ?? MINUTE)),
      endedAt,
    },
  })
  return id
}

async function shown(database: Database): Promise<string[]> {
  const loaded = Promise.withResolvers<void>()
  const board = operationBoard(database, KINDS, () => loaded.resolve())
  onTestFinished(() => board.close())
  await loaded.promise
  return board.visibleTo(ctx).map(({ id }) => id)
}

describe('what pages are shown', () => {
  it('is what runs, what ended lately, and for a week what failed or was lost', async () => {
    const database = await freshDatabase()
    const running = await left(database, {})
    const recent = await left(database, { status: 'completed', endedAgoMs: MINUTE })
    await left(database, { status: 'completed', endedAgoMs: 20 * MINUTE })
    const failed = await left(database, { status: 'failed', endedAgoMs: DAY })
    const lost = await left(database, { status: 'lost', endedAgoMs: 6 * DAY })
    await left(database, { status: 'lost', endedAgoMs: 8 * DAY })
    expect(await shown(database)).toEqual([running, recent, failed, lost])
  })

  it('is no failure that a later operation of the same job has made good', async () => {
    const database = await freshDatabase()
    const running = await left(database, {})
    await left(database, { jobId: 'a', status: 'lost', endedAgoMs: 2 * DAY })
    await left(database, { jobId: 'a', status: 'completed', endedAgoMs: DAY })
    const since = await left(database, { jobId: 'a', status: 'failed', endedAgoMs: DAY / 2 })
    expect(await shown(database)).toEqual([running, since])
  })

  it('leaves out a kind that this Weir does not know, and tells of it once', async () => {
    const database = await freshDatabase()
    const known = await left(database, {})
    const unknown = await left(database, { kind: 'rescale' })
    const board = operationBoard(database, KINDS, () => undefined)
    onTestFinished(() => board.close())
    const row = await database.operation.findUniqueOrThrow({ where: { id: unknown } })
    for (let i = 0; i < 3; i += 1) board.put(row)
    expect(await shown(database)).toEqual([known])
    expect(error.mock.calls.filter(([fields]) => fields.operation === unknown).length).toBeLessThanOrEqual(2)
  })
})

describe('an operation that no worker ended', () => {
  it('is lost past its deadline, audited, and out of the hands of whoever had it', async () => {
    const database = await freshDatabase()
    const id = await left(database, { deadlineInMs: -2 * MINUTE })
    const claim = await claimOperation(database, id, () => undefined)
    const early = await left(database, { deadlineInMs: -MINUTE / 2 })
    await endAbandoned(database, KINDS)
    await endAbandoned(database, KINDS)
    const row = await database.operation.findUniqueOrThrow({ where: { id } })
    expect(row).toMatchObject({ status: 'lost', problem: { code: 'operation.abandoned' } })
    expect(row.endedAt).not.toBeNull()
    expect(await database.audit.findMany()).toMatchObject([
      { actor: 'weir', verb: 'savepoint.lost', operationId: id, detail: { problem: 'operation.abandoned' } },
    ])
    await expect(claim?.save({ problem: null })).rejects.toThrow(Superseded)
    expect(await database.operation.findUnique({ where: { id: early } })).toMatchObject({ endedAt: null })
  })

  it('was never ordered where it had not come so far', async () => {
    const database = await freshDatabase()
    const id = await left(database, { deadlineInMs: -2 * MINUTE, phase: 'preparing' })
    await endAbandoned(database, KINDS)
    expect(await database.operation.findUnique({ where: { id } })).toMatchObject({
      status: 'failed',
      problem: { code: 'savepoint.never-ordered' },
    })
  })
})
