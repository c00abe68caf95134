import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { classifyHaConfigMapName, LEADER_ANNOTATION, readHaConfigMap } from '../index.ts'

const JOB = '161511ce1fe78368bc659597e472fb7d'
const CLUSTER = 'orders-cluster-config-map'
const PER_JOB = `orders-${JOB}-config-map`

const json = (file: string) => JSON.parse(readFileSync(new URL(`../fixtures/${file}`, import.meta.url), 'utf8'))

function annotation(text: string) {
  return readHaConfigMap({ name: CLUSTER, annotations: { [LEADER_ANNOTATION]: text } })?.leaderAnnotation
}

describe('names', () => {
  it('tells role, cluster, job and layout', () => {
    const job = { role: 'job', clusterId: 'orders', jobId: JOB }
    const none = { clusterId: 'orders', jobId: null }
    expect(classifyHaConfigMapName(CLUSTER)).toEqual({ ...none, role: 'cluster', perComponent: false })
    expect(classifyHaConfigMapName(PER_JOB)).toEqual({ ...job, perComponent: false })
    expect(classifyHaConfigMapName(`orders-${JOB}-jobmanager-leader`)).toEqual({ ...job, perComponent: true })
    for (const role of ['dispatcher', 'resourcemanager', 'restserver']) {
      expect(classifyHaConfigMapName(`orders-${role}-leader`)).toEqual({ ...none, role, perComponent: true })
    }
  })

  it('knows none of the other ConfigMaps of a cluster', () => {
    for (const name of [
      'flink-config-orders',
      'pod-template-orders',
      'hadoop-config-orders',
      'autoscaler-orders',
      '',
    ]) {
      expect([name, classifyHaConfigMapName(name)]).toEqual([name, null])
    }
    for (const name of [
      `orders-${JOB.slice(1)}-config-map`,
      `orders-${JOB.toUpperCase()}-config-map`,
      `${CLUSTER}-2`,
    ]) {
      expect([name, classifyHaConfigMapName(name)]).toEqual([name, null])
    }
    expect(readHaConfigMap({ name: 'flink-config-orders', data: { 'flink-conf.yaml': '' } })).toBeNull()
    // A cluster that is itself named like a map.
    const labels = { app: 'x-dispatcher-leader' }
    expect(readHaConfigMap({ name: 'flink-config-x-dispatcher-leader', labels })).toBeNull()
  })

  it('keeps to one cluster when asked', () => {
    expect(classifyHaConfigMapName(CLUSTER, 'orders')?.role).toBe('cluster')
    expect(classifyHaConfigMapName(CLUSTER, 'order')).toBeNull()
    expect(classifyHaConfigMapName('my-orders-cluster-config-map', 'orders')).toBeNull()
  })
})

describe('entries', () => {
  it('reads leader entries of both ages of 1.15+, at the first comma', () => {
    const leader = 'org.apache.flink.k8s.leader.'
    const data = {
      [`${leader}restserver`]: 'session,http://host:8081/a,b',
      [`${leader}${JOB}`]: 'session,akka.tcp://x',
      [`${leader}job-${JOB}`]: 'session,pekko.tcp://x',
      [`${leader}dispatcher`]: 'no comma',
    }
    expect(readHaConfigMap({ name: CLUSTER, data })?.entries).toMatchObject([
      { kind: 'leader', component: 'restserver', sessionId: 'session', address: 'http://host:8081/a,b' },
      { kind: 'leader', component: 'jobmanager', jobId: JOB, address: 'akka.tcp://x' },
      { kind: 'leader', component: 'jobmanager', jobId: JOB, address: 'pekko.tcp://x' },
      { kind: 'leader', component: 'dispatcher', text: 'no comma', error: { code: 'malformedText' } },
    ])
  })

  it('does not round ids: such an entry is an error, the others are not', () => {
    const map = readHaConfigMap({
      name: PER_JOB,
      data: {
        counter: '9007199254740992',
        'checkpointID-9223372036854775807': '',
        'checkpointID-x': '',
        counter2: '3',
      },
    })
    expect(map?.counter).toBeNull()
    expect(map?.entries.map(({ kind, error, checkpointId }) => [kind, error?.code, checkpointId])).toEqual([
      ['counter', 'outOfRange', undefined],
      ['checkpoint', 'outOfRange', undefined],
      ['checkpoint', 'malformedText', undefined],
      ['unknown', undefined, undefined],
    ])
    expect(readHaConfigMap({ name: PER_JOB, data: { counter: '9007199254740991' } })?.counter).toBe(2 ** 53 - 1)
  })

  it('reads maps of a standalone cluster, labelled by hand or not at all', () => {
    const data = { counter: '4' }
    for (const labels of [
      null,
      {},
      { team: 'payments' },
      { app: 'orders', type: 'flink-native-kubernetes' },
      { app: 'flink', component: 'jobmanager' },
      // A label is the user's word: here it ends like the map's own name.
      { app: 'map' },
      { app: 'config-map' },
    ]) {
      expect([labels, readHaConfigMap({ name: PER_JOB, labels, data })?.counter]).toEqual([labels, 4])
      const leader = readHaConfigMap({ name: `orders-${JOB}-jobmanager-leader`, labels, data })
      expect([labels, leader?.clusterId]).toEqual([labels, 'orders'])
    }
  })

  it('knows the cluster’s other maps by name and label, whatever its id ends with', () => {
    const app = 'x-cluster-config-map'
    for (const prefix of ['flink-config-', 'pod-template-', 'hadoop-config-', 'kerberos-krb5conf-', 'autoscaler-']) {
      expect(readHaConfigMap({ name: prefix + app, labels: { app }, data: {} })).toBeNull()
    }
  })

  it('reads a map that is empty, as a new one is', () => {
    expect(readHaConfigMap({ name: PER_JOB })).toEqual({
      name: PER_JOB,
      role: 'job',
      clusterId: 'orders',
      jobId: JOB,
      perComponent: false,
      counter: null,
      leaderAnnotation: null,
      entries: [],
    })
  })
})

describe('leader annotation', () => {
  const lease = (leaseDuration: unknown) =>
    JSON.stringify({
      holderIdentity: 'a',
      leaseDuration,
      acquireTime: '2026-11-21T13:11:18.436515Z',
      renewTime: '2026-11-21T13:11:38.572791Z',
      leaderTransitions: 0,
    })

  it('reads the lease as a number of seconds and as a duration', () => {
    const read = {
      holderIdentity: 'a',
      leaseDurationMs: 15_000,
      acquireTime: Date.UTC(2026, 10, 21, 13, 11, 18, 436),
      renewTime: Date.UTC(2026, 10, 21, 13, 11, 38, 572),
      leaderTransitions: 0,
    }
    expect(annotation(lease(15.0))).toEqual(read)
    expect(annotation(lease('PT15S'))).toEqual(read)
    expect(annotation(lease('PT1M0.5S'))).toEqual({ ...read, leaseDurationMs: 60_500 })
    expect(annotation(lease('P1DT2H'))).toEqual({ ...read, leaseDurationMs: 26 * 3_600_000 })
  })

  it('knows a released lease from an unknown holder', () => {
    expect(annotation('{"holderIdentity":"","leaseDuration":"PT1S"}')).toMatchObject({
      holderIdentity: '',
      renewTime: null,
    })
    expect(annotation('{}')).toMatchObject({ holderIdentity: null, leaseDurationMs: null })
  })

  it('tells damage, whatever its kind', () => {
    for (const text of [
      lease(15).slice(0, 120),
      '',
      'null',
      '[]',
      '"a"',
      lease('15'),
      lease('PT'),
      lease(-1),
      lease(1e300),
    ]) {
      expect([text, annotation(text)]).toEqual([
        text,
        { problem: expect.objectContaining({ code: expect.any(String) }) },
      ])
    }
    expect(annotation(' '.repeat(100_000))).toMatchObject({ problem: { code: 'formats.tooLarge' } })
  })
})

describe('a published map of 1.13', () => {
  const maps = json('field/ha-1.13.configmaps.json').items.map(
    (item: { metadata: { name: string }; data: Record<string, string> }) =>
      readHaConfigMap({ ...item.metadata, data: item.data }),
  )
  const entries = (role: string) => maps.find((map: { role: string }) => map.role === role)?.entries

  it('names the files that its bytes name', () => {
    const pointers = maps
      .flatMap((map: { entries: unknown[] }) => map.entries)
      .flatMap(({ key, pointer }: { key: string; pointer?: { path: string; stateSizeBytes: number } }) =>
        pointer ? [[key, { filePath: pointer.path, stateSize: pointer.stateSizeBytes }]] : [],
      )
    expect(Object.fromEntries(pointers)).toEqual(json('field/ha-1.13.expected.json'))
  })

  it('keeps all else though one annotation is cut short', () => {
    expect(maps.map((map: { leaderAnnotation: unknown }) => map.leaderAnnotation)).toContainEqual(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'formats.truncated' }) }),
    )
    expect(entries('dispatcher')).toMatchObject([
      { kind: 'registry', jobId: JOB, text: 'RUNNING' },
      { kind: 'leader', component: 'dispatcher', sessionId: '942d4a50-c31f-47fb-939b-94b14a1121fc' },
      { kind: 'leader', component: 'dispatcher', address: 'akka.tcp://flink@10.244.0.246:8123/user/rpc/dispatcher_1' },
      { kind: 'job-graph', jobId: JOB },
    ])
    expect(maps.find((map: { role: string }) => map.role === 'job')).toMatchObject({
      jobId: JOB,
      counter: 102689,
      perComponent: true,
    })
    expect(entries('job')).toContainEqual(expect.objectContaining({ kind: 'checkpoint', checkpointId: 102688 }))
  })
})
