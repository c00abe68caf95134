import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CONFIG_MAPS, type ConfigMapItem } from '../kubernetes/resources.ts'
import { HaState } from './ha-state.ts'

const fixture = join(import.meta.dirname, '../formats/fixtures/2.3.0/jm-killed/configmaps.json')

function maps(): Map<string, ConfigMapItem> {
  const list = JSON.parse(readFileSync(fixture, 'utf8')) as { items: unknown[] }
  return new Map(list.items.flatMap((object) => CONFIG_MAPS.project(object) ?? []).map((item) => [item.uid, item]))
}

const uidOf = (items: Map<string, ConfigMapItem>) => [...items.values()].find((item) => item.leader !== null)?.uid ?? ''

function renew(items: Map<string, ConfigMapItem>, renewTime: string): Map<string, ConfigMapItem> {
  const uid = uidOf(items)
  const item = items.get(uid)
  if (!item?.leader) throw new Error('no leader in the fixture')
  const leader = JSON.stringify({ ...JSON.parse(item.leader), renewTime })
  return new Map(items).set(uid, { ...item, leader })
}

describe('HA state', () => {
  test('a renewal of the lease decodes no data again and tells when it was seen', () => {
    const state = new HaState()
    const items = maps()
    state.update(items, 1_000)
    const before = state.ofCluster()
    expect(state.lease(before)?.renewalSeenAt).toBeNull()
    state.update(renew(items, '2026-11-21T12:40:00.000000Z'), 6_000)
    const after = state.ofCluster()
    expect(after?.decoded.entries).toBe(before?.decoded.entries)
    expect(state.lease(after)).toMatchObject({ renewalSeenAt: 6_000, leaseDurationMs: 15_000 })
  })

  test('a lease that stands still is not seen to be renewed', () => {
    const state = new HaState()
    state.update(maps(), 1_000)
    state.update(maps(), 60_000)
    expect(state.lease(state.ofCluster())?.renewalSeenAt).toBeNull()
  })

  test('a damaged annotation loses nothing but the lease', () => {
    const state = new HaState()
    const items = maps()
    const item = items.get(uidOf(items))
    if (!item) throw new Error('no leader in the fixture')
    state.update(items.set(item.uid, { ...item, leader: '{"holderIdentity":"eafff' }), 1_000)
    expect(state.lease(state.ofCluster())).toBeNull()
    expect(state.ofCluster()?.decoded.entries.length).toBeGreaterThan(0)
  })

  test('a map that is gone is forgotten', () => {
    const state = new HaState()
    state.update(maps(), 1_000)
    expect(state.jobIds().size).toBe(1)
    state.update(new Map(), 2_000)
    expect([state.all(), state.jobIds().size]).toEqual([[], 0])
  })
})
