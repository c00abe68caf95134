import { createTranslator } from 'next-intl'
import { describe, expect, it } from 'vitest'
import en from '@/messages/en.json'
import zh from '@/messages/zh.json'

/** The widths of the column in the fleet's table. */
const MOST_CHARACTERS = 36

/** What a short form may name, as large as it is seen. */
const PARAMETERS = {
  connection: 'prod-eu',
  age: '12 min',
  intervals: 120,
  status: 503,
  failures: 100,
  count: 120,
  failed: 120,
  why: 'declined',
  cause: 'Java heap space',
}

/** Each short form by its code, written as one word. */
function formsOf(tree: object, before = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[before + key, value]] : Object.entries(formsOf(value, `${before}${key}-`)),
    ),
  )
}

describe.each([
  ['en', formsOf(en.trouble)],
  ['zh', formsOf(zh.trouble)],
] as const)('the short forms of troubles in %s', (locale, messages) => {
  const translate = createTranslator<Record<string, string>>({ locale, messages })

  it.each(Object.keys(messages))('%s fits its column', (code) => {
    const text = translate(code, PARAMETERS)
    expect(text).not.toMatch(/[{}]|undefined/)
    expect([...text].length).toBeLessThanOrEqual(MOST_CHARACTERS)
  })
})

it('there is each of them in both languages', () => {
  expect(Object.keys(formsOf(zh.trouble)).sort()).toEqual(Object.keys(formsOf(en.trouble)).sort())
})
