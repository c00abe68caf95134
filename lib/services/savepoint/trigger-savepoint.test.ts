import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { localContext, type WriteCtx } from '../../auth/context.ts'
import type { Database, Transaction } from '../../db/client.ts'
import { freshDatabase } from '../../db/fresh-database.ts'
import { isDatabaseLost } from '../../db/lost.ts'
import { type Fleet, setFleet } from '../../fleet/fleet.ts'
import { WeirError } from '../../problem.ts'
import { operationBoard } from '../operation/operation-board.ts'
import { type Operations, setOperations } from '../operation/running-operations.ts'
import { savepointKind } from './savepoint-kind.ts'
import { ADDRESS, JOB, ScriptedFlink } from './scripted-flink.ts'
import { triggerSavepoint } from './trigger-savepoint.ts'

vi.mock('../operation/fail-point.ts', () => ({ failPoint: () => undefined }))

const ctx = localContext(new Headers({ host: '127.0.0.1:3000' }))
const wish = (changes: object = {}) => ({
  ...ADDRESS,
  requestId: randomUUID(),
  format: 'canonical' as const,
  target: null,
  ...changes,
})

/** Weir with one running job; `sent` is what workers were told of. */
async function start(flink = new ScriptedFlink(), onSend: (tx: Transaction) => Promise<void> = async () => undefined) {
  const database = await freshDatabase()
  const sent: string[] = []
  const board = operationBoard(database, new Map([['savepoint', savepointKind]]), () => undefined)
  onTestFinished(() => board.close())
  const queue: Operations['queue'] = {
    send: async (tx, operationId) => {
      await onSend(tx)
      sent.push(operationId)
    },
    stop: async () => undefined,
  }
  // The record knows nothing of the job: what the live model tells is enough.
  const fleet: Fleet = { ...flink.fleet(database), connections: () => [] }
  setFleet(fleet)
  setOperations({ queue, board, close: async () => board.close() })
  return { database, sent, board }
}

afterEach(() => {
  setFleet(undefined)
  setOperations(undefined)
})

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof WeirError)) throw new Error(`no WeirError but ${String(error)}`)
  return error.problem.code
}

const rows = async (database: Database) => [await database.operation.count(), await database.audit.count()]

describe('ordering a savepoint', () => {
  it('makes an operation, its audit and its job, all or none', async () => {
    const { database, sent, board } = await start()
    const operation = await triggerSavepoint({ ctx, input: wish() })
    expect(operation).toMatchObject({
      status: 'waiting',
      kind: 'savepoint',
      jobId: JOB,
      jobName: 'orders',
      actor: 'local',
    })
    expect(sent).toEqual([operation.id])
    expect(board.visibleTo(ctx)).toEqual([operation])
    expect(await database.audit.findMany()).toMatchObject([
      { actor: 'local', verb: 'savepoint.trigger', operationId: operation.id, jobId: JOB },
    ])
    await expect(database.audit.deleteMany()).rejects.toThrow(/neither changed nor deleted/)
    await expect(database.audit.updateMany({ data: { actor: 'x' } })).rejects.toThrow(/neither changed nor deleted/)
  })

  it('under one request id is done once, however often and however fast it is asked', async () => {
    const { database, sent } = await start()
    const input = wish()
    const first = await Promise.all([1, 2, 3, 4].map(() => triggerSavepoint({ ctx, input })))
    const again = await triggerSavepoint({ ctx, input })
    expect(new Set([...first, again].map(({ id }) => id)).size).toBe(1)
    expect(await rows(database)).toEqual([1, 1])
    expect(new Set(sent).size).toBe(sent.length)
    const ofAnotherJob = { ...input, jobId: 'f'.repeat(32) }
    // Of a job that is unknown, or out of sight, nothing is told: not even that the id was used.
    expect(await codeOf(triggerSavepoint({ ctx, input: ofAnotherJob }))).toBe('job.unknown')
    const blind: WriteCtx = { ...ctx, sees: () => false }
    expect(await codeOf(triggerSavepoint({ ctx: blind, input }))).toBe('job.unknown')
    expect(await codeOf(triggerSavepoint({ ctx, input: { ...input, format: 'native' } }))).toBe(
      'operation.request-reused',
    )
  })

  it('is done for one at a time of a job', async () => {
    const { database } = await start()
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => triggerSavepoint({ ctx, input: wish() })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason.problem.code).toBe('savepoint.under-way')
    }
    expect(await rows(database)).toEqual([1, 1])
  })

  it('fails closed: without the right, or out of sight, nothing is written', async () => {
    const { database, sent } = await start()
    const blind: WriteCtx = { ...ctx, sees: () => false }
    const powerless: WriteCtx = {
      ...ctx,
      require: (right) => {
        throw new WeirError({ code: 'auth.forbidden', params: { right } })
      },
    }
    expect(await codeOf(triggerSavepoint({ ctx: blind, input: wish() }))).toBe('job.unknown')
    expect(await codeOf(triggerSavepoint({ ctx: powerless, input: wish() }))).toBe('auth.forbidden')
    expect(() => ctx.require('everything' as never, { connection: '', namespace: '', name: '' })).toThrow(
      'auth.forbidden',
    )
    expect([await rows(database), sent]).toEqual([[0, 0], []])
  })

  it.each([
    [{ target: 'relative/dir' }, 'savepoint.target-invalid'],
    [{ target: '/srv/savepoints' }, 'savepoint.target-invalid'],
    [{ target: 'x'.repeat(3_000) }, 'input.invalid'],
    [{ format: 'other' as never }, 'input.invalid'],
    [{ requestId: 'mine' }, 'input.invalid'],
    [{ jobId: '../x' }, 'input.invalid'],
    [{ actor: 'somebody else' }, 'input.invalid'],
    [{ target: 's3://AKIA:canary@lake/x' }, 'savepoint.target-secret'],
    [{ jobId: 'f'.repeat(32) }, 'job.unknown'],
  ])('takes nothing else: %j', async (changes, code) => {
    const { database } = await start()
    expect(await codeOf(triggerSavepoint({ ctx, input: wish(changes) }))).toBe(code)
    expect(await rows(database)).toEqual([0, 0])
  })

  it('is none where its job could not be sent: no operation and no audit is left', async () => {
    const { database } = await start(new ScriptedFlink(), async () => {
      throw new Error('no queue')
    })
    await expect(triggerSavepoint({ ctx, input: wish() })).rejects.toThrow('no queue')
    expect(await rows(database)).toEqual([0, 0])
  })

  it('may have been taken where the database dies on the way: the same order again is carried out once', async () => {
    let dying = true
    const { database } = await start(new ScriptedFlink(), async (tx) => {
      if (!dying) return
      dying = false
      await tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())::text`.catch(() => undefined)
    })
    const input = wish()
    const lost = await triggerSavepoint({ ctx, input }).catch((error: unknown) => error)
    expect(isDatabaseLost(lost)).toBe(true)
    expect((await triggerSavepoint({ ctx, input })).status).toBe('waiting')
    expect(await rows(database)).toEqual([1, 1])
  })

  it('is refused while the job does not run', async () => {
    const flink = new ScriptedFlink()
    flink.state = 'RESTARTING'
    await start(flink)
    expect(await codeOf(triggerSavepoint({ ctx, input: wish() }))).toBe('savepoint.not-now.not-running')
  })
})
