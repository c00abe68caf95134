import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Opens a fresh log; the one of the start before stays beside it as `<name>.1.log`.
 *
 * @param {string} dataDir
 * @param {string} name
 * @returns {{ path: string, fd: number }}
 */
export function openLog(dataDir, name) {
  const folder = join(dataDir, 'logs')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${name}.log`)
  if (existsSync(path)) renameSync(path, join(folder, `${name}.1.log`))
  return { path, fd: openSync(path, 'a', 0o600) }
}

/**
 * @param {string} path
 * @returns {string} the last lines, at most 1,000 bytes.
 */
export function tailOf(path) {
  const fd = openSync(path, 'r')
  try {
    const { size } = fstatSync(fd)
    const bytes = Buffer.alloc(Math.min(size, 1_000))
    readSync(fd, bytes, 0, bytes.length, size - bytes.length)
    return bytes.toString('utf8').trim() || '(nothing)'
  } finally {
    closeSync(fd)
  }
}
