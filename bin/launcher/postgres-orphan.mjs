import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { commandLine, identifyProcess, isAlive } from './process-identity.mjs'

const FAST_SHUTDOWN_MS = 15_000
const IMMEDIATE_SHUTDOWN_MS = 5_000

/**
 * What a running PostgreSQL says of itself in its data folder.
 *
 * @param {string} data
 * @returns {{ pid: number, directory: string, status: string } | null}
 * Source: `src/include/utils/pidfile.h`, lines 1, 2 and 8.
 */
export function postmasterState(data) {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number.parseInt(lines[0] ?? '', 10)
    return pid > 0 ? { pid, directory: lines[1] ?? '', status: (lines[7] ?? '').trim() } : null
  } catch {
    return null
  }
}

/**
 * Ends the server that a killed Weir left running on this data folder. The caller holds Weir's lock, so nobody needs it.
 *
 * A process of that number which is not a server on this very folder is left alone: the number was used again, or the
 * folder is a copy of one in use.
 *
 * @param {string} data
 */
export async function endOrphan(data) {
  const state = postmasterState(data)
  if (!state) return
  const orphan = identifyProcess(state.pid)
  if (orphan && state.directory === data && commandLine(state.pid)?.includes(data)) {
    process.kill(orphan.pid, 'SIGINT')
    if (!(await isGone(orphan, FAST_SHUTDOWN_MS))) {
      process.kill(orphan.pid, 'SIGQUIT')
      if (!(await isGone(orphan, IMMEDIATE_SHUTDOWN_MS))) throw new Error(`PostgreSQL ${orphan.pid} does not end`)
    }
  }
  rmSync(join(data, 'postmaster.pid'), { force: true })
}

/**
 * @param {import('./process-identity.mjs').ProcessIdentity} identity
 * @param {number} deadlineMs
 */
async function isGone(identity, deadlineMs) {
  const deadline = performance.now() + deadlineMs
  while (isAlive(identity)) {
    if (performance.now() > deadline) return false
    await delay(50)
  }
  return true
}
