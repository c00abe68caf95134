import { expect, it } from 'vitest'
import { operationView } from '@/lib/fleet/operation-view.fixture'
import { leavesOpen, newestOf, type Unanswered, unlessTold } from './job-operations'

const operation = (id: string) => operationView({ id, status: 'completed', endedAt: 2 })

it('an order without an answer is sent again as the same one until an operation is told that was not there before', () => {
  const first: Unanswered = {
    requestId: 'r',
    wish: 'canonical',
    problem: { code: 'operation.unanswered' },
    newest: null,
  }
  expect(unlessTold(first, null)).toBe(first)
  expect(unlessTold(first, operation('a'))).toBeNull()
  const second: Unanswered = { ...first, newest: 'a' }
  expect(unlessTold(second, operation('a'))).toBe(second)
  expect(unlessTold(second, operation('b'))).toBeNull()
  expect(unlessTold(null, operation('a'))).toBeNull()
})

it('a database that was lost while it wrote, or what nobody foresaw, leaves open whether the order was taken', () => {
  expect(leavesOpen({ code: 'database.unanswered' })).toBe(true)
  expect(leavesOpen({ code: 'unexpected', params: { id: 'x' } })).toBe(true)
  expect(leavesOpen({ code: 'savepoint.under-way' })).toBe(false)
})

it('an operation of a job that was restored under a new id is still of that job, and none of another', () => {
  const [run] = [{ jobId: 'b'.repeat(32) }] as unknown as Parameters<typeof newestOf>[0]['lineage']
  const of = operationView({ id: 'a', status: 'running', jobId: 'b'.repeat(32) })
  const { connection, namespace, cluster } = of
  const job = { connection, namespace, cluster, currentJobId: 'c'.repeat(32), lineage: run ? [run] : [] }
  expect(newestOf(job, [of])?.id).toBe('a')
  expect(newestOf({ ...job, lineage: [] }, [of])).toBeNull()
  expect(newestOf({ ...job, cluster: 'another' }, [of])).toBeNull()
})
