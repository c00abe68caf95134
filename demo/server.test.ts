import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'

const Ready = z.object({
  kubeconfig: z.string(),
  contexts: z.array(z.string()),
  storageRoots: z.array(z.string()),
  control: z.string(),
})

let dataDir: string
const started: ChildProcessWithoutNullStreams[] = []
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'weir-demo-process-'))
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

function launch(command: string, args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(command, args, { cwd: new URL('..', import.meta.url), stdio: 'pipe' })
  started.push(child)
  return child
}
const launchDemo = (...args: string[]) => launch(process.execPath, ['demo/server.ts', ...args])

async function readLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return String(line)
}

test('says in one line where it serves, keeps its token to its owner, and ends on SIGTERM', async () => {
  const child = launchDemo('--data-dir', dataDir)
  const ready = Ready.parse(JSON.parse(await readLine(child)))
  expect(ready.storageRoots).toContain(`file:///srv/flink=${join(dataDir, 'flink-storage/file/srv/flink')}`)
  expect(ready.storageRoots).toContain(`s3://web-state=${join(dataDir, 'flink-storage/s3/web-state')}`)
  expect(ready.contexts).toHaveLength(3)
  for (const file of [ready.kubeconfig, ready.control]) expect(statSync(file).mode & 0o077).toBe(0)
  expect(readFileSync(ready.kubeconfig, 'utf8')).toMatch(/server: http:\/\/127\.0\.0\.1:\d+\n/)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
}, 20_000)

test('ends when its standard input closes', async () => {
  const child = launchDemo('--data-dir', dataDir)
  await readLine(child)
  child.stdin.end()
  expect(await once(child, 'exit')).toEqual([0, null])
}, 20_000)

test('ends when the process that started it is killed', async () => {
  const script = `
    const { spawn } = require('node:child_process')
    const demo = spawn(process.execPath, ['demo/server.ts', '--data-dir', ${JSON.stringify(dataDir)}], { stdio: ['ignore', 'pipe', 'inherit'] })
    demo.stdout.once('data', () => console.log(demo.pid))
  `
  const parent = launch(process.execPath, ['-e', script])
  const pid = Number(await readLine(parent))
  expect(() => process.kill(pid, 0)).not.toThrow()
  parent.kill('SIGKILL')
  await expect.poll(() => isAlive(pid), { timeout: 15_000 }).toBe(false)
}, 30_000)

test('without a data directory it says how it is called', async () => {
  const child = launchDemo('--port', '0')
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  expect(await once(child, 'close')).toEqual([2, null])
  expect(complaint).toContain('Usage: node demo/server.ts --data-dir DIR')
}, 20_000)

function isAlive(pid: number): boolean {
  try {
    // a zombie that nobody reaped is dead
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}
