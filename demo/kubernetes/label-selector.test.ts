import { expect, test } from 'vitest'
import { InvalidSelector, parseLabelSelector } from './label-selector.ts'

const labels = { app: 'orders', type: 'flink-native-kubernetes', 'example.com/team': 'shop' }

test.each([
  ['', true],
  ['app=orders', true],
  ['app==orders', true],
  ['app = orders', true],
  ['app=other', false],
  ['app!=other', true],
  ['absent!=other', true],
  ['app=orders,type=flink-native-kubernetes', true],
  ['app=orders,type=other', false],
  ['app in (orders,other)', true],
  ['app in ( other , more )', false],
  ['absent in (orders)', false],
  ['app notin (other)', true],
  ['app notin (orders)', false],
  ['absent notin (orders)', true],
  ['app in (orders,other),type', true],
  ['example.com/team', true],
  ['!absent', true],
  ['!app', false],
])('%s: %s', (selector, expected) => {
  expect(parseLabelSelector(selector)(labels)).toBe(expected)
})

test('an object without labels has none', () => {
  expect(parseLabelSelector('app=orders')(undefined)).toBe(false)
  expect(parseLabelSelector('!app')(undefined)).toBe(true)
})

test.each(['app in (', 'app in orders', 'a b', '=orders', 'app=or ders', 'app>1', '(app)'])(
  'refuses %s',
  (selector) => {
    expect(() => parseLabelSelector(selector)).toThrow(InvalidSelector)
  },
)
