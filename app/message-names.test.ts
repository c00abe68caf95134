import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PAGE_MESSAGES, SHELL_MESSAGES } from './message-names'

const CHECKOUT = join(import.meta.dirname, '..')
const JOB = 'clusters/[connection]/[namespace]/[cluster]/jobs/[job]'

/** What each page is made of, by its name. */
const ENTRIES: Record<keyof typeof PAGE_MESSAGES, string> = {
  fleet: '(fleet)/page.tsx',
  jobs: 'jobs/page.tsx',
  checkpoints: `${JOB}/checkpoints/page.tsx`,
  'recovery-points': `${JOB}/recovery-points/page.tsx`,
  'high-availability': `${JOB}/high-availability/page.tsx`,
  decoder: 'decoder/page.tsx',
  settings: 'settings/page.tsx',
}
const SHELL = ['layout.tsx', 'error.tsx', 'not-found.tsx', 'read-view.tsx', `${JOB}/not-found.tsx`]

const IMPORT = /(?:^|\n)(?:import|export)\s(?!type\b)[^'"]*?from\s'([^']+)'|import\('([^']+)'\)/g
const ASKED = /useTranslations\('([a-zA-Z]+)/g

function fileOf(from: string, specifier: string): string | null {
  const path = specifier.startsWith('@/') ? join(CHECKOUT, specifier.slice(2)) : resolve(dirname(from), specifier)
  if (!specifier.startsWith('@/') && !specifier.startsWith('.')) return null
  return [`${path}.tsx`, `${path}.ts`].find((file) => existsSync(file)) ?? null
}

/** The messages that a file and all it imports ask for. */
function askedFrom(entries: readonly string[]): Set<string> {
  const names = new Set<string>()
  const waiting = entries.map((entry) => join(CHECKOUT, 'app', entry))
  for (const file of waiting) {
    const text = readFileSync(file, 'utf8')
    for (const [, name = ''] of text.matchAll(ASKED)) names.add(name)
    for (const [, there, later] of text.matchAll(IMPORT)) {
      const next = fileOf(file, there ?? later ?? '')
      if (next !== null && !waiting.includes(next)) waiting.push(next)
    }
  }
  return names
}

describe('messages', () => {
  const shell = askedFrom(SHELL)

  it('of the shell are those that its components ask for', () => {
    expect([...SHELL_MESSAGES].sort()).toEqual([...shell].sort())
  })

  it.each(Object.entries(ENTRIES))('of the page %s are those that its components ask for', (page, entry) => {
    const asked = [...askedFrom([entry])].filter((name) => !shell.has(name))
    const given = Object.entries(PAGE_MESSAGES).find(([name]) => name === page)?.[1] ?? []
    expect([...given].sort()).toEqual(asked.sort())
  })
})
