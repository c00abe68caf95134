import { expect, test } from 'vitest'
import { FormatError } from '../formats/index.ts'
import { jsonText, wholeJsonText } from './json-text.ts'

const VALUE = {
  text: 'a "b"\n\u2028',
  none: null,
  absent: undefined,
  list: [1, 2, 3],
  empty: [],
  nothing: {},
  nested: [{ a: [[]] }, 'x', false],
}

test('is what JSON.stringify writes, in one line and in many', () => {
  expect(wholeJsonText(VALUE, 0)).toBe(JSON.stringify(VALUE))
  expect(JSON.parse(wholeJsonText(VALUE, 2))).toEqual(JSON.parse(JSON.stringify(VALUE)))
  expect(wholeJsonText({ a: [{ b: 1 }] }, 2)).toBe('{\n  "a": [\n    {\n      "b": 1\n    }\n  ]\n}')
})

test('writes what JSON does not know without loss', () => {
  expect(
    JSON.parse(wholeJsonText({ big: 2n ** 63n, bytes: new Uint8Array([1, 2, 255]), map: new Map([['k', 1]]) }, 0)),
  ).toEqual({
    big: '9223372036854775808',
    bytes: { bytes: 3, base64: 'AQL/' },
    map: { k: 1 },
  })
  expect(JSON.parse(wholeJsonText(new FormatError('truncated', 3, 'x', 'y'), 0))).toEqual({
    code: 'truncated',
    offset: 3,
    expected: 'x',
    found: 'y',
  })
})

test('asks for the parts of a long value one after the other', () => {
  let made = 0
  const parts = Array.from({ length: 100 }, () => ({
    get part() {
      made++
      return 'x'.repeat(10_000)
    },
  }))
  const pieces = jsonText(parts, 0)
  pieces.next()
  expect(made).toBeLessThan(10)
  expect([...pieces].length).toBeGreaterThan(5)
  expect(made).toBe(100)
})
