import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readEnv } from './env.ts'
import { WeirError } from './problem.ts'

const DATABASE_URL = 'postgresql://weir:secret@127.0.0.1:5432/weir'

function sentences(variables: Record<string, string>): string[] {
  try {
    readEnv(variables)
    return []
  } catch (error) {
    if (!(error instanceof WeirError)) throw error
    expect(error.problem.code).toBe('env.invalid')
    return error.problem.raw?.split('\n') ?? []
  }
}

test('only the database has no default', () => {
  expect(readEnv({ DATABASE_URL })).toEqual({
    databaseUrl: DATABASE_URL,
    dataDir: resolve('.weir'),
    demo: false,
    port: 3000,
    logLevel: 'info',
    failPoint: null,
  })
})

test('set values are taken, in their own types', () => {
  const set = { WEIR_DATA_DIR: '/var/lib/x', WEIR_DEMO: '1', WEIR_PORT: '3001', WEIR_LOG_LEVEL: 'debug' }
  expect(readEnv({ DATABASE_URL, ...set })).toMatchObject({
    dataDir: '/var/lib/x',
    demo: true,
    port: 3001,
    logLevel: 'debug',
  })
})

test('each bad value has a sentence that names its variable, and they come all at once', () => {
  const bad = {
    DATABASE_URL: 'mysql://secret@x',
    WEIR_DATA_DIR: '',
    WEIR_DEMO: 'yes',
    WEIR_PORT: '70000',
    WEIR_LOG_LEVEL: 'loud',
  }
  const told = sentences(bad)
  expect(told).toHaveLength(5)
  for (const [at, name] of Object.keys(bad).entries()) expect(told[at]).toContain(name)
})

test('a missing database address says who sets it, and a wrong one is not repeated: it may hold a password', () => {
  expect(sentences({})).toEqual(['DATABASE_URL is not set; npm start sets it to its own PostgreSQL'])
  expect(sentences({ DATABASE_URL: 'hunter2' }).join()).not.toContain('hunter2')
})

test.each(['0', '65536', '-1', '3000 ', '1e3', ''])('“%s” is no port', (WEIR_PORT) => {
  expect(sentences({ DATABASE_URL, WEIR_PORT }).join()).toContain('WEIR_PORT')
})
