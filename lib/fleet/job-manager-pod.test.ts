import { describe, expect, test } from 'vitest'
import { PODS, type PodItem } from '../kubernetes/resources.ts'
import { isJobManagerStarting } from './job-manager-pod.ts'

const created = Date.UTC(2026, 10, 21, 10)
const running = { phase: 'Running', containerStatuses: [{ restartCount: 0, state: { running: { startedAt: at(5) } } }] }

function at(seconds: number): string {
  return new Date(created + seconds * 1000).toISOString()
}

function pod(status: object, metadata: object = {}, component = 'jobmanager'): PodItem {
  const labels = { app: 'orders', component }
  const item = PODS.project({
    metadata: { uid: 'p', namespace: 'shop', name: 'orders-1', creationTimestamp: at(0), labels, ...metadata },
    status,
  })
  if (item === null) throw new Error('is no pod')
  return item
}

describe('a JobManager is starting', () => {
  test.each([
    ['while its image is pulled', pod({ phase: 'Pending' }), 10, true],
    ['once its container runs', pod(running), 10, true],
    ['not when it runs for long', pod(running), 200, false],
    ['not when no node takes it', pod({ phase: 'Pending' }), 200, false],
    ['not while it ends', pod(running, { deletionTimestamp: at(8) }), 10, false],
    ['not when it is a TaskManager', pod(running, {}, 'taskmanager'), 10, false],
    [
      'not between restarts that end at once',
      pod({ phase: 'Running', containerStatuses: [{ state: { waiting: { reason: 'CrashLoopBackOff' } } }] }),
      10,
      false,
    ],
  ])('%s', (_, item, seconds, starting) => {
    expect(isJobManagerStarting([item], created + seconds * 1000)).toBe(starting)
  })
})
