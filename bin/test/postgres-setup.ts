import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../launcher/postgres.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Starts one PostgreSQL for a run of the unit tests; each test that needs a database makes its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'weir-test-'))
  const postgres = await startPostgres(dataDir)
  project.provide('postgresUrl', postgres.url('postgres'))
  // A run that is broken off tears nothing down, the server is in a group of its own, and Vite ends the process soon.
  const breakOff = () => void postgres.stop().finally(() => process.exit(1))
  const removeFolder = () => removeWhileWritten(dataDir)
  for (const signal of SIGNALS) process.once(signal, breakOff)
  process.once('exit', removeFolder)
  return async () => {
    for (const signal of SIGNALS) process.off(signal, breakOff)
    await postgres.stop()
    removeFolder()
  }
}

/** Removes a folder of a server that is on its way down, and may write to it a moment longer. */
function removeWhileWritten(path: string): void {
  for (let tries = 1; ; tries++) {
    try {
      rmSync(path, { recursive: true, force: true })
      return
    } catch (error) {
      if (tries === 30) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
    }
  }
}
