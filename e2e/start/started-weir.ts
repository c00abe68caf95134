import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { freePort } from '../../bin/launcher/port.mjs'

const CHECKOUT = join(import.meta.dirname, '..', '..')
const LAUNCHER = join(CHECKOUT, 'bin', 'start.mjs')

/** A data folder and a port that nobody else uses; the folder goes when the test is over. */
export async function freePlace(): Promise<{ dataDir: string; port: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'weir-start-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  return { dataDir, port: await freePort() }
}

export interface Launched {
  process: ChildProcess
  /** All it has said so far. */
  said(): string
  exitCode: Promise<number | null>
}

/** Runs the launcher, or a command that does. */
export function launch(
  words: string[],
  { command = process.execPath, env = {} }: { command?: string; env?: Record<string, string> } = {},
): Launched {
  const child = spawn(command, command === process.execPath ? [LAUNCHER, ...words] : words, {
    cwd: CHECKOUT,
    env: { ...process.env, DATABASE_URL: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
  }
  const exitCode = new Promise<number | null>((resolve) => child.once('exit', resolve))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await exitCode
  })
  return { process: child, said: () => text, exitCode }
}

/** Resolves when the launcher has named the address; rejects where it ends before. */
export async function untilServing(launched: Launched): Promise<void> {
  const ended = launched.exitCode.then(() => 'ended')
  while (!launched.said().includes('Weir is running at')) {
    const tick = new Promise((resolve) => setTimeout(resolve, 20))
    if ((await Promise.race([ended, tick])) === 'ended') throw new Error(`Weir did not start:\n${launched.said()}`)
  }
}

/** Starts Weir and waits for its address. */
export async function startWeir(place: { dataDir: string; port: number }, words: string[] = []): Promise<Launched> {
  const launched = launch(['--data-dir', place.dataDir, '--port', String(place.port), ...words])
  await untilServing(launched)
  return launched
}

/** The processes whose command line names this folder: launcher, PostgreSQL, demo. */
export function processesOf(dataDir: string): { pid: number; words: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), words: commandLine(name) }))
    .filter(({ words }) => words.includes(dataDir))
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return '' // It ended in the meantime.
  }
}
