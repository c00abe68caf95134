import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * A process for certain: process ids are used again, so the time it started belongs to its name.
 *
 * @typedef {{ pid: number, startedAt: string }} ProcessIdentity
 */

/**
 * @param {number} pid
 * @returns {ProcessIdentity | null} null where there is no such process.
 */
export function identifyProcess(pid) {
  const startedAt = process.platform === 'linux' ? linuxStartTime(pid) : posixStartTime(pid)
  return startedAt === null ? null : { pid, startedAt }
}

/** @param {ProcessIdentity} identity */
export function isAlive(identity) {
  return identifyProcess(identity.pid)?.startedAt === identity.startedAt
}

/**
 * The words a process was started with; null where there is no such process or it is not ours to see.
 *
 * @param {number} pid
 * @returns {string | null}
 */
export function commandLine(pid) {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

/** @param {number} pid */
function linuxStartTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets and may hold anything, brackets and spaces included.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z') return null // Dead, and only not yet collected by its parent.
    return `${fields[19]}@${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`
  } catch {
    return null
  }
}

/** @param {number} pid */
function posixStartTime(pid) {
  try {
    return (
      execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C' },
      }).trim() || null
    )
  } catch {
    return null
  }
}
