import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'

const asked = vi.hoisted(() => ({ headers: new Headers() }))
vi.mock('next/headers', () => ({ headers: async () => asked.headers, cookies: async () => ({ set: refused }) }))
vi.mock('@/lib/services/savepoint/trigger-savepoint', () => ({ triggerSavepoint: refused }))
vi.mock('@/lib/services/settings/change-history', () => ({ changeHistory: refused }))

/** What changes something must not be reached. */
function refused(): never {
  throw new Error('a verb was reached')
}

/** Every file of server actions, so that a new one is under this test before anybody thinks of it. */
const FILES = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .filter((name) => /^\s*['"]use server['"]/m.test(readFileSync(join(import.meta.dirname, name), 'utf8')))

/** What an action would take; one that is not named here takes an object. */
const ARGUMENTS: Record<string, unknown> = { chooseLocale: 'zh', chooseTheme: 'dark' }

const HOST = '127.0.0.1:3000'
const ORIGINS = [null, 'null', 'http://evil.example', 'http://127.0.0.1:3001', `http://${HOST}.evil.example`]

describe.each(FILES)('the actions of %s', (name) => {
  beforeEach(() => {
    asked.headers = new Headers({ host: HOST })
  })

  it.each(ORIGINS)('do nothing for the origin %j', async (origin) => {
    if (origin !== null) asked.headers.set('origin', origin)
    const actions = Object.entries<unknown>(await import(join(import.meta.dirname, name)))
    expect(actions.length).toBeGreaterThan(0)
    for (const [action, act] of actions) {
      if (typeof act !== 'function') throw new Error(`${action} is no action`)
      const outcome: unknown = await act(ARGUMENTS[action] ?? {}).catch((error: unknown) => error)
      expect(outcome, action).toMatchObject({ problem: { code: 'origin.foreign' } })
    }
  })
})

it('they are found', () => {
  expect(FILES).toEqual(expect.arrayContaining(['savepoint-action.ts', 'settings/actions.ts', 'preferences.ts']))
})
