import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { livingHolder, takeLock } from './lock.mjs'
import { identifyProcess } from './process-identity.mjs'

function lockFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'weir-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'lock')
}

/** Another process, which takes the lock, says what came of it and stays until it is killed. */
async function otherTaker(path: string) {
  const script = `
    import { takeLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.mjs'))}
    console.log(takeLock(${JSON.stringify(path)}, 3000).holder === null ? 'taken' : 'refused')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said] = await once(child.stdout, 'data')
  return { child, said: String(said).trim() }
}

test('a lock is taken once, tells its holder, and is free again after release', () => {
  const path = lockFile()
  const first = takeLock(path, 3000)
  expect(takeLock(path, 3001).holder).toMatchObject({ pid: process.pid, port: 3000 })
  first.release?.()
  expect(livingHolder(path)).toBeNull()
  expect(takeLock(path, 3001).holder).toBeNull()
})

test('the lock of a living process is respected, that of a killed one taken over', async () => {
  const path = lockFile()
  const { child } = await otherTaker(path)
  expect(takeLock(path, null).holder).toMatchObject({ pid: child.pid })
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(takeLock(path, null).holder).toBeNull()
})

test('a process that has the number of a dead holder does not hold its lock', () => {
  const path = lockFile()
  const self = identifyProcess(process.pid)
  writeFileSync(path, JSON.stringify({ ...self, startedAt: 'before', port: 3000 }))
  expect(livingHolder(path)).toBeNull()
  expect(takeLock(path, null).holder).toBeNull()
})

test.each(['', '{', 'null', '{"pid":"1"}', '{"pid":1}'])('a lock file that says %j holds nothing', (text) => {
  const path = lockFile()
  writeFileSync(path, text)
  expect(takeLock(path, null).holder).toBeNull()
})

test('of many that find a dead lock at once, one gets it', async () => {
  const path = lockFile()
  writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'long ago', port: null }))
  const takers = await Promise.all(Array.from({ length: 6 }, () => otherTaker(path)))
  expect(takers.filter(({ said }) => said === 'taken')).toHaveLength(1)
})

test('nothing is left beside the lock', () => {
  const path = lockFile()
  takeLock(path, null)
  takeLock(path, null)
  expect(readdirSync(join(path, '..'))).toEqual(['lock'])
})
