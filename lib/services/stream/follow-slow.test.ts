import { expect, onTestFinished, test, vi } from 'vitest'
import { changeFeed } from '../../fleet/change-feed.ts'
import { type Fleet, setFleet } from '../../fleet/fleet.ts'
import type { FleetRow } from '../../fleet/view.ts'
import { follow } from './follow.ts'

const answers = vi.hoisted(() => ({ waiting: [] as (() => void)[] }))
// A database that takes its time.
vi.mock('../job/read-checkpoints.ts', () => ({
  readJobCheckpoints: () =>
    new Promise((resolve) => {
      answers.waiting.push(() => resolve({ now: 1, rows: [], job: {}, sources: [], total: 0 }))
    }),
}))

test('views that need no database do not wait for those that do', async () => {
  const feed = changeFeed()
  const fleet = { feed, connections: () => [], cluster: () => null }
  setFleet(fleet as unknown as Fleet)
  onTestFinished(() => setFleet(undefined))
  const job = { view: 'job', connection: 'kube', namespace: 'flink', cluster: 'orders', jobId: 'a'.repeat(32) } as const
  const views = [job, { ...job, jobId: 'b'.repeat(32) }, { view: 'fleet' } as const]
  const stream = follow({
    ctx: { actor: { kind: 'local' }, sees: () => true },
    views: views.map((input) => ({ input, cursor: null })),
    signal: AbortSignal.timeout(20_000),
  })
  const kinds = async () =>
    (await stream.next()).value?.messages.map(({ message }: { message: { kind: string } }) => message.kind)
  expect(await kinds()).toEqual(['fleet'])
  // Both jobs were asked about at once, and not again while they are.
  expect(answers.waiting).toHaveLength(2)
  feed.touch()
  feed.put({
    id: 'kube/flink/orders/uid',
    connection: { id: 'kube', name: 'prod' },
    namespace: 'flink',
    name: 'orders',
  } as FleetRow)
  expect(await kinds()).toEqual(['fleet'])
  expect(answers.waiting).toHaveLength(2)
  for (const answer of answers.waiting) answer()
  expect(await kinds()).toEqual(['job', 'job'])
})
