import { expect, test } from 'vitest'
import { HELP, readRequest } from './arguments.ts'

test('options stand anywhere before --, files anywhere', () => {
  expect(readRequest(['a', '--lines', '-', '--summary', '--', '--golden'])).toEqual({
    kind: 'decode',
    files: ['a', '-', '--golden'],
    shape: 'summary',
    isLines: true,
  })
  expect(readRequest(['--golden=sums', 'a'])).toMatchObject({ shape: 'golden-sums' })
  expect(readRequest(['a'])).toEqual({ kind: 'decode', files: ['a'], shape: 'full', isLines: false })
})

test('help is asked for whatever else is', () => {
  expect(readRequest(['a', '--help'])).toEqual({ kind: 'help' })
  for (const part of ['NAME', 'SYNOPSIS', 'DESCRIPTION', 'OPTIONS', 'SECRETS', 'LIMITS', 'EXIT STATUS', 'EXAMPLES']) {
    expect(HELP).toMatch(new RegExp(`^${part}$`, 'm'))
  }
})

test('what makes no sense is refused with a sentence', () => {
  for (const words of [[], ['--no-such-option', 'a'], ['--golden', '--summary', 'a'], ['-', '-'], ['--']]) {
    expect(readRequest(words), words.join(' ')).toMatchObject({ kind: 'refused' })
  }
})
