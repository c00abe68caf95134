import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const SERVICES = join(import.meta.dirname, '..', '..', 'lib', 'services')
const WRITES = /\b(?:tx|database)\.\w+\.(?:create|update|upsert|delete)\w*\(|\bwriteSetting\(|\$executeRaw/

/** What a worker writes of an operation that somebody with the right has ordered: audited, in nobody's name but Weir's. */
const OF_WORKERS = ['operation/claimed-operation.ts', 'operation/running-operations.ts']

const files = readdirSync(SERVICES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => ({ name, text: readFileSync(join(SERVICES, name), 'utf8') }))
  .filter(({ text }) => WRITES.test(text))

it('each verb that writes asks for a right before, and audits in the transaction of the change', () => {
  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['savepoint/trigger-savepoint.ts', 'settings/change-history.ts', ...OF_WORKERS]),
  )
  for (const { name, text } of files) {
    expect(text, `${name} writes without an audit`).toMatch(/await audit\(tx,/)
    if (OF_WORKERS.includes(name)) continue
    const [right, write] = [text.search(/ctx\.require\(/), text.search(/\$transaction\(/)]
    expect(right, `${name} writes without a right`).toBeGreaterThan(-1)
    expect(right, `${name} asks for the right after it has written`).toBeLessThan(write)
  }
})
