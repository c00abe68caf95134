import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonErrorOffset } from './json-syntax-error.ts'

it.each([
  ['{"kind":"ConfigMap","data":{"k":oops}}', 'oops'],
  ['{"result":{"id":"1"},"version":x}', 'x}'],
  ['{"a": end of}', 'end of'],
  ['{"a": nulL}', 'L}'],
  ['[1,]', ']'],
  ['{"a":1,}', '}'],
  ['{"a" 1}', '1}'],
  ['[1 2]', '2]'],
  ['[1}', '}'],
  ['{"a":01}', '1}'],
  ['{"a":-x}', 'x}'],
  ['[1.x]', 'x]'],
  ['[1e+x]', 'x]'],
  ['["\\q"]', 'q"]'],
  ['["\\u12g4"]', 'g4"]'],
  ['["a\tb"]', '\tb"]'],
  ['{}x', 'x'],
  ["{'a':1}", "'a'"],
])('%s is none from %s on', (text, rest) => {
  expect(() => JSON.parse(text)).toThrow()
  expect(text.slice(jsonErrorOffset(text)).startsWith(rest)).toBe(true)
})

it.each(['', '{', '{"a', '{"a"', '{"a":', '{"a":1', '[1,', '"\\', '"\\u12', 'tru', '-', '1.', '1e', '[[]'])(
  '%j is cut short: its end is the place',
  (text) => {
    expect(jsonErrorOffset(text)).toBe(text.length)
  },
)

it('finds nothing before the end of a text that is JSON', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(jsonErrorOffset(text)).toBe(text.length)
    }),
  )
})

/** What may be missing of a value that was begun, and of what it stands in. */
const RESTS = [
  '',
  '0',
  'rue',
  'ue',
  'e',
  'ull',
  'll',
  'l',
  'alse',
  'lse',
  'se',
  '"',
  'n"',
  '0000"',
  '000"',
  '00"',
  '0"',
]
const ENDS = ['', ']', '}', ':0}', '"":0}', '0]', '0}']
const ENDINGS = RESTS.flatMap((rest) => ENDS.map((end) => rest + end))

it('what stands before the place can still become JSON, and with the character there it cannot', () => {
  const canBecome = (text: string) =>
    ENDINGS.some((ending) => {
      try {
        JSON.parse(text + ending)
        return true
      } catch {
        return false
      }
    })
  const characters = fc.array(fc.constantFrom(...'{}[]",:01-e.tn\\u \u0001'), { maxLength: 8 })
  fc.assert(
    fc.property(characters, (all) => {
      const text = all.join('')
      const at = jsonErrorOffset(text)
      // What is deeper needs more than one ending.
      fc.pre(all.filter((each) => '[{'.includes(each)).length <= 1)
      expect(canBecome(text.slice(0, at))).toBe(true)
      if (at < text.length) expect(canBecome(text.slice(0, at + 1))).toBe(false)
    }),
    { numRuns: 1_000 },
  )
})
