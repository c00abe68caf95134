/**
 * The program of the process that reads one directory, run as `node --input-type=module -e …`.
 *
 * It is a text and no file of its own because the server is shipped as a bundle, in which no script has a path that
 * could be started. Plain JavaScript, without imports but Node's own.
 *
 * Takes `{ id, directory, segments, maxBytes }` and answers `{ id, bytes, modifiedAt }`; with `maxEntries` in place of
 * `maxBytes` `{ id, entries: [name, isDirectory][], whole }`; with `files`, each as segments, `{ id, states }`: a size, or what
 * is wrong. What can't be answered at all is `{ id, fault, detail }`. Links are resolved before the file is opened, and the opened file is looked at once more: what lies outside the
 * directory, whether by a link or by a link that came in between, is refused. FIFOs and devices open without waiting and
 * are refused too.
 */
export const MOUNT_WORKER_SOURCE = `
import { constants } from 'node:fs'
import { open, opendir, readlink, realpath, stat } from 'node:fs/promises'
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

const insideOf = (root) => (path) => path.startsWith(root.endsWith(sep) ? root : root + sep)

async function listBelow(directory, segments, maxEntries) {
  const root = await realDirectory(directory)
  const real = await realpath(join(root, ...segments))
  if (real !== root && !insideOf(root)(real)) throw new Refusal('outside')
  const entries = []
  const opened = await opendir(real)
  for await (const entry of opened) {
    if (entries.length === maxEntries) return { entries, whole: false }
    entries.push([entry.name, entry.isDirectory()])
  }
  return { entries, whole: true }
}

async function statesBelow(directory, files) {
  const root = await realDirectory(directory)
  const inside = insideOf(root)
  const states = []
  for (const segments of files) states.push(await stateOf(root, inside, segments))
  return { states }
}

async function stateOf(root, inside, segments) {
  try {
    const real = await realpath(join(root, ...segments))
    if (!inside(real)) return 'outside'
    const found = await stat(real)
    return found.isFile() ? found.size : 'not-a-file'
  } catch (error) {
    return FAULTS[error.code] ?? 'failed'
  }
}

async function readBelow(directory, segments, maxBytes) {
  const root = await realDirectory(directory)
  const inside = insideOf(root)
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
function answer({ directory, segments, maxBytes, maxEntries, files }) {
  if (files !== undefined) return statesBelow(directory, files)
  if (maxEntries !== undefined) return listBelow(directory, segments, maxEntries)
  return readBelow(directory, segments, maxBytes)
}
process.on('message', async ({ id, ...request }) => {
  try {
    process.send({ id, ...(await answer(request)) })
  } catch (error) {
    process.send({ id, fault: error.fault ?? FAULTS[error.code] ?? 'failed', detail: String(error.code ?? error.name) })
  }
})
`
