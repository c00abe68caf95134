import { beforeEach, describe, expect, test } from 'vitest'
import { ObjectStore, ResourceVersionExpired, type StoreEvent } from './object-store.ts'
import { CONFIG_MAPS, type KubernetesObject, PODS } from './objects.ts'

const object = (name: string, data = '', namespace = 'shop'): KubernetesObject => ({
  metadata: { name, namespace, uid: name, creationTimestamp: '2026-11-21T12:30:16Z' },
  data,
})
const described = (objects: KubernetesObject[]) => objects.map(({ metadata, data }) => `${metadata.name}=${data}`)

let store: ObjectStore
beforeEach(() => {
  store = new ObjectStore(100, 4)
})

describe('ObjectStore', () => {
  test('every change of any kind takes the next version, and the object carries it', () => {
    expect(store.put(CONFIG_MAPS, object('a')).metadata.resourceVersion).toBe('101')
    expect(store.put(PODS, object('a')).metadata.resourceVersion).toBe('102')
    store.remove(PODS, 'shop', 'a')
    expect(store.resourceVersion).toBe(103)
  })

  test('lists a kind as it was at an earlier version: changed, added and removed', () => {
    store.put(CONFIG_MAPS, object('b', 'old'))
    store.put(CONFIG_MAPS, object('a', 'old'))
    const before = store.resourceVersion
    store.put(CONFIG_MAPS, object('a', 'new'))
    store.remove(CONFIG_MAPS, 'shop', 'b')
    store.put(CONFIG_MAPS, object('c', 'new'))
    expect(described(store.listAt(CONFIG_MAPS, before))).toEqual(['a=old', 'b=old'])
    expect(described(store.listAt(CONFIG_MAPS, store.resourceVersion))).toEqual(['a=new', 'c=new'])
  })

  test('orders by namespace, then name', () => {
    for (const [name, namespace] of [
      ['a', 'shop'],
      ['z', 'billing'],
      ['b', 'billing'],
    ] as const) {
      store.put(CONFIG_MAPS, object(name, '', namespace))
    }
    expect(store.listAt(CONFIG_MAPS, store.resourceVersion).map(({ metadata }) => metadata.name)).toEqual([
      'b',
      'z',
      'a',
    ])
  })

  test('forgets old changes, and then says that a version is expired', () => {
    for (const data of ['1', '2', '3', '4', '5', '6']) store.put(CONFIG_MAPS, object('a', data))
    expect(store.eventsAfter(CONFIG_MAPS, 102).map((event) => event.resourceVersion)).toEqual([103, 104, 105, 106])
    expect(() => store.eventsAfter(CONFIG_MAPS, 101)).toThrow(ResourceVersionExpired)
    expect(() => store.listAt(CONFIG_MAPS, 101)).toThrow(ResourceVersionExpired)
  })

  test('a version from before the start is expired', () => {
    expect(() => store.eventsAfter(CONFIG_MAPS, 99)).toThrow(ResourceVersionExpired)
  })

  test('tells subscribers what was there before, until they leave', () => {
    const seen: StoreEvent[] = []
    store.put(CONFIG_MAPS, object('a', 'old'))
    const unsubscribe = store.subscribe((event) => seen.push(event))
    store.put(CONFIG_MAPS, object('a', 'new'))
    unsubscribe()
    store.put(CONFIG_MAPS, object('a', 'unseen'))
    expect(seen).toMatchObject([{ type: 'MODIFIED', object: { data: 'new' }, previous: { data: 'old' } }])
  })
})
