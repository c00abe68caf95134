import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { freshDatabase } from '../../db/fresh-database.ts'
import { type Fleet, setFleet } from '../../fleet/fleet.ts'
import { claimOperation, Superseded } from './claimed-operation.ts'
import { operationBoard } from './operation-board.ts'
import type { OperationKind, Turn } from './operation-kind.ts'
import { work } from './running-operations.ts'

it('a job whose worker is superseded ends: whoever took over has one of its own', async () => {
  const database = await freshDatabase()
  const { id } = await database.operation.create({
    data: {
      ...{ connection: 'kube', connectionName: 'prod', namespace: 'shop', cluster: 'orders', jobId: randomUUID() },
      ...{ requestId: randomUUID(), kind: 'try', status: 'running', actor: 'local', input: {}, progress: {} },
      deadlineAt: new Date(Date.now() + 600_000),
    },
  })
  setFleet({} as Fleet)
  onTestFinished(() => setFleet(undefined))
  const run = async (): Promise<Turn> => {
    // Another worker comes by with another job of the same operation.
    await claimOperation(database, id, () => undefined)
    throw new Superseded()
  }
  const kinds = new Map([['try', { run } as unknown as OperationKind]])
  const board = operationBoard(database, kinds, () => undefined)
  onTestFinished(() => board.close())
  const turn = await work(database, kinds, board, { operationId: id, signal: AbortSignal.timeout(10_000) })
  expect(turn).toBe('ended')
  expect(await database.operation.findUniqueOrThrow({ where: { id } })).toMatchObject({ endedAt: null, attempt: 2 })
})
