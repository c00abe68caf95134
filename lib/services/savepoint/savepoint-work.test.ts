import { expect, it, vi } from 'vitest'
import type { ConnectionView } from '../../fleet/view.ts'
import type { ClaimedOperation } from '../operation/claimed-operation.ts'
import { PACE, SavepointWork } from './savepoint-work.ts'
import { ADDRESS, ScriptedFlink } from './scripted-flink.ts'

/** A turn at a savepoint of `ADDRESS`, in a fleet that knows its cluster or does not. */
function work(cluster: { isJobManagerGone(now: number): boolean } | null, connections: Partial<ConnectionView>[]) {
  const operation = {
    row: { ...ADDRESS, input: { format: 'canonical', target: null }, progress: progress(), steps: [] },
    save: async () => undefined,
    end: async () => undefined,
  } as unknown as ClaimedOperation
  const asked: unknown[] = []
  const fleet = {
    ...new ScriptedFlink().fleet(null as never),
    connections: () => connections as ConnectionView[],
    cluster: (name: unknown) => {
      asked.push(name)
      return cluster
    },
  } as ConstructorParameters<typeof SavepointWork>[1]
  return { asked, work: new SavepointWork(operation, fleet, new AbortController().signal, PACE) }
}

const progress = () => ({ phase: 'accepted', triggerId: 'a'.repeat(32) })

it.each([true, false])('what its cluster says of the JobManager counts, as of now: gone %s', (gone) => {
  vi.useFakeTimers({ now: 5_000 })
  const isJobManagerGone = vi.fn(() => gone)
  const { asked, work: turn } = work({ isJobManagerGone }, [])
  expect(turn.isJobManagerGone()).toBe(gone)
  expect(isJobManagerGone).toHaveBeenCalledWith(5_000)
  expect(asked).toEqual([{ connection: 'kube', namespace: 'shop', name: 'orders' }])
  vi.useRealTimers()
})

it.each<[string, Partial<ConnectionView>[], boolean]>([
  ['is gone where Kubernetes is in step and has no such cluster any more', [{ id: 'kube', status: 'live' }], true],
  ['may be alive where Kubernetes is still being read', [{ id: 'kube', status: 'connecting' }], false],
  ['may be alive where Kubernetes does not answer', [{ id: 'kube', status: 'stale' }], false],
  ['may be alive where Kubernetes was never reached', [{ id: null, status: 'failed' }], false],
  ['may be alive where Weir is not connected any more', [], false],
  ['may be alive where another Kubernetes is in step', [{ id: 'other', status: 'live' }], false],
])('the JobManager of a cluster that is not known %s', (_, connections, gone) => {
  expect(work(null, connections).work.isJobManagerGone()).toBe(gone)
})
