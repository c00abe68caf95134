import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))
const REPORTS = new URL('./reports.mjs', import.meta.url).href

/** What a run of these test files tells, and the counts it ends with. */
async function runOf(files: Record<string, string>): Promise<string> {
  const checkout = mkdtempSync(join(tmpdir(), 'weir-reports-'))
  onTestFinished(() => rmSync(checkout, { recursive: true }))
  symlinkSync(MODULES, join(checkout, 'node_modules'))
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(checkout, name), `import { beforeAll, describe, expect, test } from 'vitest'\n${text}`)
  }
  const run = `const { runVitest } = await import('${REPORTS}')
    console.log(JSON.stringify(await runVitest('${checkout}', [], new AbortController().signal)))`
  const words = ['--input-type=module', '-e', run]
  const { stdout } = await promisify(execFile)(process.execPath, words, { env: { ...process.env, NO_COLOR: '1' } })
  return stdout
}

test('a test that fails is named with its reason', async () => {
  const told = await runOf({ 'a.test.mjs': 'test("adds", () => expect(1 + 1).toBe(3))' })
  expect(told).toMatch(/^✗ a\.test\.mjs: adds\n {2}AssertionError: expected 2 to be 3/m)
  expect(told).toContain('{"passed":0,"failed":1,"skipped":0}')
})

test('a process that dies fails the run: the test that never ended is named, and the signal', async () => {
  const told = await runOf({ 'a.test.mjs': 'test("dies", () => process.kill(process.pid, "SIGABRT"))' })
  expect(told).toMatch(/^✗ a\.test\.mjs: dies\n {2}it did not end$/m)
  expect(told).toMatch(/^ {2}.*Worker exited unexpectedly with signal SIGABRT/m)
  expect(told).toMatch(/"failed":1/)
})

test('an error outside of every test and a file that can’t be loaded are told too', async () => {
  const late =
    'test("waits", async () => { setTimeout(() => { throw new Error("late") }); await new Promise((end) => setTimeout(end, 50)) })'
  const told = await runOf({ 'a.test.mjs': late, 'b.test.mjs': 'throw new Error("broken")' })
  expect(told).toMatch(/^✗ outside of every test\n {2}Error: late/m)
  expect(told).toMatch(/^✗ b\.test\.mjs\n {2}Error: broken/m)
  expect(told).toContain('{"passed":1,"failed":1,"skipped":0}')
})

test('a hook that fails is named, and what it kept from running is skipped', async () => {
  const hook = 'describe("D", () => { beforeAll(() => { throw new Error("in suite") }); test("t", () => {}) })'
  const told = await runOf({ 'a.test.mjs': hook })
  expect(told).toMatch(/^✗ a\.test\.mjs: D\n {2}Error: in suite/m)
  expect(told).toContain('{"passed":0,"failed":1,"skipped":1}')
})
