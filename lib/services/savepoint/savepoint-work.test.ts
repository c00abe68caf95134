import { expect, it, vi } from 'vitest'
import type { ClaimedOperation } from '../operation/claimed-operation.ts'
import { PACE, SavepointWork } from './savepoint-work.ts'
import { ADDRESS, ScriptedFlink } from './scripted-flink.ts'

/** A turn at a savepoint of `ADDRESS`, in a fleet that knows its cluster or does not. */
function work(cluster: { isJobManagerGone(now: number): boolean } | null, seesAll: boolean) {
  const operation = {
    row: { ...ADDRESS, input: { format: 'canonical', target: null }, progress: progress(), steps: [] },
    save: async () => undefined,
    end: async () => undefined,
  } as unknown as ClaimedOperation
  const asked: unknown[] = []
  const seen: unknown[] = []
  const fleet = {
    ...new ScriptedFlink().fleet(null as never),
    seesAll: (...where: unknown[]) => {
      seen.push(where)
      return seesAll
    },
    cluster: (name: unknown) => {
      asked.push(name)
      return cluster
    },
  } as ConstructorParameters<typeof SavepointWork>[1]
  return { asked, seen, work: new SavepointWork(operation, fleet, new AbortController().signal, PACE) }
}

const progress = () => ({ phase: 'accepted', triggerId: 'a'.repeat(32) })

it.each([true, false])('what its cluster says of the JobManager counts, as of now: gone %s', (gone) => {
  vi.useFakeTimers({ now: 5_000 })
  const isJobManagerGone = vi.fn(() => gone)
  const { asked, work: turn } = work({ isJobManagerGone }, false)
  expect(turn.isJobManagerGone()).toBe(gone)
  expect(isJobManagerGone).toHaveBeenCalledWith(5_000)
  expect(asked).toEqual([{ connection: 'kube', namespace: 'shop', name: 'orders' }])
  vi.useRealTimers()
})

it.each([true, false])('that of a cluster that is not known is gone where it would be known: %s', (seesAll) => {
  const { seen, work: turn } = work(null, seesAll)
  expect(turn.isJobManagerGone()).toBe(seesAll)
  expect(seen).toEqual([['kube', 'shop']])
})
