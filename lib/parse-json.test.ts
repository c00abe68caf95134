import { expect, test } from 'vitest'
import { parseJson } from './parse-json.ts'

test('what is JSON is parsed, with brackets, quotes and backslashes in its strings', () => {
  const value = { list: [1, { a: null }], text: `${'['.repeat(500)}"}{\\`, 'key"[\\': '\\"' }
  expect(parseJson(JSON.stringify(value))).toEqual(value)
  expect(parseJson('"x"')).toBe('x')
})

test.each([
  ['text that is none', '<html>'],
  ['nothing', ''],
  ['a string without end', '"\\'],
  ['what is cut short', '{"jobs":['],
  ['brackets without end', '['.repeat(20_000_000)],
  ['what is nested deep', `${'['.repeat(201)}${']'.repeat(201)}`],
  ['very many empty objects', `[${'{},'.repeat(1_000_001)}{}]`],
])('%s is no JSON', (_, text) => {
  expect(parseJson(text)).toBeUndefined()
})

test('an answer as large as any that Weir asks for is parsed', () => {
  const subtask = { index: 1, status: 'completed', checkpoint: { sync: 1, async: 2 }, alignment: { duration: 1 } }
  const subtasks = Array.from({ length: 20_000 }, () => subtask)
  expect(parseJson(JSON.stringify({ subtasks }))).toEqual({ subtasks })
})
