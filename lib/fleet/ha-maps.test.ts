import { expect, test } from 'vitest'
import { FLINK_CONFIG_MAPS } from './ha-maps.ts'

const dataOf = (name: string, labels: Record<string, string> = { app: 'orders' }) => {
  const metadata = { uid: 'u', namespace: 'shop', name, labels }
  return FLINK_CONFIG_MAPS.project({ metadata, data: { key: 'x' } })?.data
}

test('of ConfigMaps the data of HA maps is kept, and no other', () => {
  expect(dataOf('orders-cluster-config-map')).toEqual({ key: 'x' })
  expect(dataOf('orders-dispatcher-leader')).toEqual({ key: 'x' })
  expect(dataOf(`orders-${'a'.repeat(32)}-config-map`)).toEqual({ key: 'x' })
  for (const other of ['flink-config-orders', 'pod-template-orders', 'hadoop-config-orders']) {
    expect(dataOf(other)).toEqual({})
  }
})

test('what is no ConfigMap of Flink is none', () => {
  expect(FLINK_CONFIG_MAPS.project({ metadata: {} })).toBeNull()
  expect(dataOf('autoscaler-orders', { component: 'autoscaler' })).toBeUndefined()
})
