/**
 * The program of the process that reads one directory, run as `node --input-type=module -e …`.
 *
 * It is a text and no file of its own because the server is shipped as a bundle, in which no script has a path that
 * could be started. Plain JavaScript, without imports but Node's own.
 *
 * Takes `{ id, directory, segments, maxBytes }` and answers `{ id, bytes, modifiedAt }` or `{ id, fault, detail }`.
 * Links are resolved before the file is opened, and the opened file is looked at once more: what lies outside the
 * directory, whether by a link or by a link that came in between, is refused. FIFOs and devices open without waiting and
 * are refused too.
 */
export const MOUNT_WORKER_SOURCE = `
import { constants } from 'node:fs'
import { open, readlink, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'

const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW | constants.O_NOCTTY
const CHUNK_BYTES = 1 << 20

class Refusal extends Error {
  constructor(fault) {
    super(fault)
    this.fault = fault
  }
}

async function realDirectory(directory) {
  try {
    return await realpath(directory)
  } catch (error) {
    throw error.code === 'ENOENT' ? new Refusal('location-missing') : error
  }
}

async function readBelow(directory, segments, maxBytes) {
  const root = await realDirectory(directory)
  const inside = (path) => path.startsWith(root.endsWith(sep) ? root : root + sep)
  const real = await realpath(join(root, ...segments))
  if (!inside(real)) throw new Refusal(real === root ? 'not-a-file' : 'outside')
  const file = await open(real, FLAGS)
  try {
    const opened = await readlink('/proc/self/fd/' + file.fd).catch(() => real)
    if (!inside(opened)) throw new Refusal('outside')
    const stat = await file.stat()
    if (!stat.isFile()) throw new Refusal('not-a-file')
    if (stat.size > maxBytes) throw new Refusal('too-large')
    return { bytes: await readAll(file, maxBytes), modifiedAt: Math.round(stat.mtimeMs) }
  } finally {
    await file.close()
  }
}

// Not by the size that stat tells: a file may grow while it is read.
async function readAll(file, maxBytes) {
  const chunks = []
  let size = 0
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, maxBytes + 1 - size))
    const { bytesRead } = await file.read(chunk, 0, chunk.length, null)
    if (bytesRead === 0) return Buffer.concat(chunks, size)
    size += bytesRead
    if (size > maxBytes) throw new Refusal('too-large')
    chunks.push(chunk.subarray(0, bytesRead))
  }
}

const FAULTS = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  ELOOP: 'outside',
  EISDIR: 'not-a-file',
  ENXIO: 'not-a-file',
  ENODEV: 'not-a-file',
}

process.on('disconnect', () => process.exit(0))
process.on('message', async ({ id, directory, segments, maxBytes }) => {
  try {
    process.send({ id, ...(await readBelow(directory, segments, maxBytes)) })
  } catch (error) {
    process.send({ id, fault: error.fault ?? FAULTS[error.code] ?? 'failed', detail: String(error.code ?? error.name) })
  }
})
`
