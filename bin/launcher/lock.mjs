import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identifyProcess, isAlive } from './process-identity.mjs'

/**
 * Who holds a lock: a process for certain, and where it serves.
 *
 * @typedef {import('./process-identity.mjs').ProcessIdentity & { port: number | null }} Holder
 */

/**
 * @param {string} path
 * @returns {Holder | null} the living holder; null where the lock is free or its holder is dead.
 */
export function livingHolder(path) {
  const holder = readHolder(path)
  return holder && isAlive(holder) ? holder : null
}

/**
 * Takes the lock, also from a dead holder.
 *
 * @param {string} path
 * @param {number | null} port
 * @returns {{ holder: null, release: () => void, inherited: boolean } | { holder: Holder, release: null, inherited: false }}
 *   `holder` where a living process has it; `inherited` where it was a dead one's, whose children may still be ending.
 */
export function takeLock(path, port) {
  const self = identifyProcess(process.pid)
  if (!self) throw new Error('this process cannot see itself in the process table')
  const own = `${path}.${process.pid}`
  // Linked into place with its content, so that nobody ever reads half a lock.
  writeFileSync(own, JSON.stringify({ ...self, port }))
  let inherited = false
  try {
    for (;;) {
      if (link(own, path)) return { holder: null, release: () => releaseLock(path, self.pid), inherited }
      const holder = livingHolder(path)
      if (holder) return { holder, release: null, inherited: false }
      setAside(path)
      inherited = true
    }
  } finally {
    rmSync(own, { force: true })
  }
}

/**
 * Removes a dead holder's lock. Two that start at once both see it dead; renaming it away is done by one of them, and if
 * the other one's fresh lock was what it moved, it is put back.
 *
 * @param {string} path
 */
function setAside(path) {
  const aside = `${path}.dead.${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  if (livingHolder(aside)) link(aside, path)
  rmSync(aside, { force: true })
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {boolean} false where there is one already.
 */
function link(from, to) {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

/**
 * @param {string} path
 * @param {number} pid
 */
function releaseLock(path, pid) {
  if (readHolder(path)?.pid === pid) rmSync(path, { force: true })
}

/**
 * @param {string} path
 * @returns {Holder | null}
 */
function readHolder(path) {
  try {
    const { pid, startedAt, port } = JSON.parse(readFileSync(path, 'utf8'))
    if (!Number.isInteger(pid) || typeof startedAt !== 'string') return null
    return { pid, startedAt, port: Number.isInteger(port) ? port : null }
  } catch {
    return null // Gone, or written by nothing we know: nobody holds it.
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code
}

/** @param {string} dataDir */
export const lockPath = (dataDir) => join(dataDir, 'lock')
