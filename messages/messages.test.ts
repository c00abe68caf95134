import { join } from 'node:path'
import { expect, test } from 'vitest'
import en from './en.json' with { type: 'json' }
import { readTranslationUse } from './translation-use.ts'
import zh from './zh.json' with { type: 'json' }

// Names that are the same in every language.
const NAMES = new Set(['Weir', 'Flink', 'English', '中文'])

const use = readTranslationUse(join(import.meta.dirname, '..'))
const english = flatten(en)
const chinese = flatten(zh)

function flatten(messages: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([name, value]) =>
      typeof value === 'string' ? [[`${prefix}${name}`, value] as const] : [...flatten(value, `${prefix}${name}.`)],
    ),
  )
}

/** The parameters and tags a message takes. Braces hold a parameter in a text, and a text again in a parameter's choices. */
function slots(message: string): string[] {
  const parameters: string[] = []
  let depth = 0
  for (const { 0: brace, index } of message.matchAll(/[{}]/g)) {
    if (brace === '{' && depth % 2 === 0) parameters.push(`{${/\w+/.exec(message.slice(index))?.[0]}}`)
    depth += brace === '{' ? 1 : -1
  }
  const tags = [...message.matchAll(/<(\w+)>/g)].map((match) => `<${match[1]}>`)
  return [...new Set([...parameters, ...tags])].sort()
}

test('every message is there in both languages and says something', () => {
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  expect([...english, ...chinese].filter(([, message]) => message.trim() === '')).toEqual([])
})

test('a message takes the same parameters in both languages', () => {
  const differing = [...english].filter(([key, message]) => `${slots(message)}` !== `${slots(chinese.get(key) ?? '')}`)
  expect(differing.map(([key]) => key)).toEqual([])
})

test('the compiler can tell the key of every translation', () => {
  expect(use.unclear).toEqual([])
})

test('every message that is used is there', () => {
  const isThere = (key: string) => english.has(key) || [...english.keys()].some((known) => known.startsWith(`${key}.`))
  expect([...use.keys].filter(([key]) => !isThere(key))).toEqual([])
})

test('every problem that can be made has a sentence', () => {
  // Codes of problems are words joined by dots; other codes (of HTTP, of the operating system) are not.
  const codes = [...use.problemCodes].filter(([code]) =>
    /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/.test(code),
  )
  expect(codes.filter(([code]) => !english.has(`problems.${code}`))).toEqual([])
})

test('every message is used', () => {
  // `formats.${code}` is made of its group and a code of that group.
  const isMade = (code: string) => use.literals.has(code) || use.literals.has(code.replace(/[^.]+$/, ''))
  const isUsed = (key: string) =>
    key.startsWith('problems.')
      ? isMade(key.slice('problems.'.length))
      : use.keys.has(key) || [...use.keys.keys()].some((used) => key.startsWith(`${used}.`))
  expect([...english.keys()].filter((key) => !isUsed(key))).toEqual([])
})

test('no page holds text of its own', () => {
  expect(use.texts.filter(({ text }) => !NAMES.has(text))).toEqual([])
})
