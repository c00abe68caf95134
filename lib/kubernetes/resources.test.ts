import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONFIG_MAPS, DEPLOYMENTS, PODS, SERVICES } from './resources.ts'

const metadata = (more: object = {}) => ({
  uid: 'u1',
  namespace: 'shop',
  name: 'orders',
  resourceVersion: '7',
  creationTimestamp: '2026-11-21T10:00:00Z',
  labels: { app: 'orders', type: 'flink-native-kubernetes' },
  ...more,
})

const leader = (annotation: Record<string, unknown> | string) => ({
  annotations: {
    'control-plane.alpha.kubernetes.io/leader':
      typeof annotation === 'string' ? annotation : JSON.stringify(annotation),
  },
})

describe('any kind', () => {
  it('never throws, whatever an object looks like', () => {
    fc.assert(
      fc.property(fc.anything(), fc.dictionary(fc.string(), fc.anything()), (object, metadata) => {
        for (const { project } of [CONFIG_MAPS, DEPLOYMENTS, PODS, SERVICES]) {
          project(object)
          project({ metadata: { uid: 'u', namespace: 'n', name: 'x', ...metadata }, spec: object, status: object })
        }
      }),
    )
  })

  it.each([null, 7, 'x', [], {}, { metadata: null }, { metadata: { uid: 'u', name: 'x' } }])(
    'takes %j for none',
    (object) => {
      for (const { project } of [CONFIG_MAPS, DEPLOYMENTS, PODS, SERVICES]) expect(project(object)).toBeNull()
    },
  )

  it('keeps a label called __proto__ a label', () => {
    const labels = JSON.parse('{"__proto__":"x","app":"orders"}')
    const item = PODS.project({ metadata: metadata({ labels }) })
    expect(Object.entries(item?.labels ?? {})).toEqual([
      ['__proto__', 'x'],
      ['app', 'orders'],
    ])
    expect(item?.clusterId).toBe('orders')
  })
})

describe('CONFIG_MAPS', () => {
  const annotation = { holderIdentity: 'jm-1', leaseDuration: 15, renewTime: '2026-11-21T10:00:00.000000Z' }
  const item = (more: object, data: object = { counter: '2' }) => {
    const projected = CONFIG_MAPS.project({ metadata: metadata(more), data })
    if (projected === null) throw new Error('not projected')
    return projected
  }

  it('keeps data and leader annotation as they stand', () => {
    expect(item(leader(annotation))).toEqual({
      uid: 'u1',
      namespace: 'shop',
      name: 'orders',
      labels: { app: 'orders', type: 'flink-native-kubernetes' },
      createdAt: Date.parse('2026-11-21T10:00:00Z'),
      resourceVersion: '7',
      leader: JSON.stringify(annotation),
      data: { counter: '2' },
      ownerUid: null,
    })
  })

  it('does not select by the label that Flink 2.0 dropped', () => {
    expect(CONFIG_MAPS.labelSelector).toBe('type=flink-native-kubernetes')
  })

  it('takes an empty map, as that of a job before its first checkpoint', () => {
    expect(CONFIG_MAPS.project({ metadata: metadata() })).toMatchObject({ data: {}, leader: null })
  })

  it('leaves the map of the autoscaler out altogether', () => {
    expect(CONFIG_MAPS.project({ metadata: metadata({ labels: { component: 'autoscaler' } }) })).toBeNull()
  })

  it('is the same after a renewal of the lease', () => {
    const later = { ...annotation, renewTime: '2026-11-21T10:00:05.000000Z', leaderTransitions: 9 }
    expect(CONFIG_MAPS.same(item(leader(annotation)), item({ ...leader(later), resourceVersion: '8' }))).toBe(true)
  })

  it.each([
    ['another holder', item(leader({ ...annotation, holderIdentity: 'jm-2' }))],
    ['a released lease', item(leader({ ...annotation, holderIdentity: '' }))],
    ['a damaged annotation', item(leader('{"holderIdentity":"jm-1"'))],
    ['no annotation', item({})],
    ['another counter', item(leader(annotation), { counter: '3' })],
    ['a new key', item(leader(annotation), { counter: '2', 'checkpointID-1': 'x' })],
    ['another key', item(leader(annotation), { contour: '2' })],
    ['another label', item({ ...leader(annotation), labels: { app: 'orders' } })],
  ])('is not the same with %s', (_, other) => {
    expect(CONFIG_MAPS.same(item(leader(annotation)), other)).toBe(false)
  })
})

describe('DEPLOYMENTS', () => {
  const deployment = (container: object, more: object = {}, status: object = {}) =>
    DEPLOYMENTS.project({
      metadata: metadata(more),
      spec: { replicas: 1, template: { spec: { containers: [{ name: 'sidecar', args: ['x'] }, container] } } },
      status,
    })

  it.each([
    ['application', { args: ['kubernetes-jobmanager.sh', 'kubernetes-application'] }],
    [
      'application',
      { command: ['/docker-entrypoint.sh'], args: ['bash', '-c', 'kubernetes-jobmanager.sh kubernetes-application '] },
    ],
    ['application', { args: ['standalone-job', '--job-classname', 'Orders'] }],
    ['session', { args: ['kubernetes-jobmanager.sh', 'kubernetes-session'] }],
    ['session', { args: ['jobmanager'] }],
    ['session', { command: ['/opt/flink/bin/jobmanager.sh'], args: ['start-foreground'] }],
    [null, { args: ['taskmanager'] }],
    [null, { args: [7, null, {}] }],
    [null, {}],
  ])('is %s by its entry point', (mode, container) => {
    expect(deployment({ name: 'flink-main-container', ...container })?.mode).toBe(mode)
  })

  it('takes image and replicas of the main container', () => {
    const ready = deployment({ name: 'flink-main-container', image: 'flink:1.20.5' }, {}, { readyReplicas: 1 })
    expect(ready).toMatchObject({
      image: 'flink:1.20.5',
      replicas: 1,
      readyReplicas: 1,
      manager: 'native',
      clusterId: 'orders',
    })
  })

  it('has none ready when its controller says nothing of it, and an unknown number before that', () => {
    expect(deployment({}, {}, { observedGeneration: 1 })?.readyReplicas).toBe(0)
    expect(deployment({}, {}, {})?.readyReplicas).toBeNull()
  })

  it('is standalone by its type, and no TaskManager', () => {
    const labels = { app: 'orders', type: 'flink-standalone-kubernetes', component: 'jobmanager' }
    expect(deployment({}, { labels })?.manager).toBe('standalone')
    expect(deployment({}, { labels: { ...labels, component: 'taskmanager' } })).toBeNull()
  })
})

describe('PODS', () => {
  it('sums restarts and tells ready from unknown', () => {
    const pod = (status: object) =>
      PODS.project({ metadata: metadata({ labels: { app: 'o', component: 'jobmanager' } }), status })
    expect(
      pod({
        phase: 'Running',
        podIP: '10.1.2.3',
        startTime: '2026-11-21T10:00:01Z',
        conditions: [
          { type: 'Initialized', status: 'True' },
          { type: 'Ready', status: 'False' },
        ],
        containerStatuses: [{ restartCount: 2 }, { restartCount: 1 }],
      }),
    ).toMatchObject({
      clusterId: 'o',
      component: 'jobmanager',
      phase: 'Running',
      ready: false,
      ip: '10.1.2.3',
      startedAt: Date.parse('2026-11-21T10:00:01Z'),
      restarts: 3,
    })
    expect(pod({ phase: 'Pending' })).toMatchObject({ ready: null, restarts: null, ip: null, startedAt: null })
    expect(pod({ conditions: [{ type: 'Ready', status: 'Unknown' }] })?.ready).toBeNull()
  })
})

describe('SERVICES', () => {
  it.each([
    [
      'rest',
      [
        { name: 'jobmanager-rpc', port: 6123 },
        { name: 'rest', port: 8081 },
      ],
    ],
    ['8081', [{ port: 6123 }, { name: 'webui', port: 8081 }]],
    ['80', [{ port: 80 }]],
    [
      null,
      [
        { name: 'jobmanager-rpc', port: 6123 },
        { name: 'blobserver', port: 6124 },
      ],
    ],
    [null, []],
    [null, [{ port: '8081' }]],
  ])('answers REST at %s', (restPort, ports) => {
    expect(SERVICES.project({ metadata: metadata(), spec: { ports } })?.restPort).toBe(restPort)
  })
})
