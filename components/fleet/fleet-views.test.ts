import { expect, it } from 'vitest'
import type { ConnectionView } from '@/lib/fleet/view'
import { shownColumns, toggleColumn } from './fleet-columns'
import { fleetRow } from './fleet-rows.fixture'
import { connectionsIn, fleetViewOf, groupFleet, isInScope, isInView } from './fleet-views'

it('takes who is broken or asks for attention into that view, nobody else', () => {
  const states = ['healthy', 'busy', 'attention', 'broken', 'unknown'] as const
  expect(states.filter((state) => isInView(fleetRow({ state }), 'attention'))).toEqual(['attention', 'broken'])
})

it('takes who runs without HA into that view, not who has lost its leader', () => {
  const kinds = ['leader', 'none', 'no-ha', 'unknown'] as const
  const row = (kind: (typeof kinds)[number]) => fleetRow({ leader: { ...fleetRow().leader, kind } })
  expect(kinds.filter((kind) => isInView(row(kind), 'no-ha'))).toEqual(['no-ha'])
})

it('takes into a page the connection it is about, or all of them', () => {
  const connections = ['prod-eu', 'edge-eu'].map((name) => ({ name }) as ConnectionView)
  const names = (connection: string | null) =>
    connectionsIn(connections, { connection, namespace: null }).map(({ name }) => name)
  expect(names(null)).toEqual(['prod-eu', 'edge-eu'])
  expect(names('prod-eu')).toEqual(['prod-eu'])
})

it('shows all where an address names a view there is none of', () => {
  expect(['no-ha', 'everything', null].map((name) => fleetViewOf(name))).toEqual(['no-ha', 'all', 'all'])
})

it('keeps to a connection, to a namespace, or to one in the other', () => {
  const row = fleetRow({ connection: { id: 'x', name: 'prod-eu' }, namespace: 'flink' })
  expect(isInScope(row, { connection: null, namespace: null })).toBe(true)
  expect(isInScope(row, { connection: 'prod-eu', namespace: 'flink' })).toBe(true)
  expect(isInScope(row, { connection: 'prod-us', namespace: 'flink' })).toBe(false)
  expect(isInScope(row, { connection: null, namespace: 'web' })).toBe(false)
})

it('groups in the order rows stand in, and keeps that order within', () => {
  const rows = ['b1', 'a1', 'b2'].map((name) => fleetRow({ name, namespace: name.slice(0, 1) }))
  const grouped = groupFleet(rows, 'namespace').map(({ name, rows: of }) => [name, of.map((row) => row.name)])
  expect(grouped).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
  ])
})

it('hides a column and shows it again, but not what a row is about', () => {
  const hidden = toggleColumn(null, 'mode')
  expect(shownColumns(hidden).map(({ id }) => id)).not.toContain('mode')
  expect(toggleColumn(hidden, 'mode')).toBeNull()
  expect(shownColumns('state,age,trouble,nothing')).toHaveLength(12)
  expect(toggleColumn('nothing,mode', 'flink')).toBe('mode,flink')
})
