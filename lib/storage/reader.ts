import type { Problem } from '../problem.ts'
import type { FileState, StorageAnswer, StorageListing } from './answer.ts'
import { type Located, type Location, locate, staysBelow } from './location.ts'
import { type MountReader, mountReader } from './mount-reader.ts'
import { splitPath } from './path.ts'

export type { FileState, StorageAnswer, StorageListing } from './answer.ts'

/**
 * Reads files in registered locations and nowhere else: paths come out of ConfigMaps and checkpoint files, which
 * anybody may have written. Nothing throws: a failure is an answer.
 */
export interface StorageReader {
  /** One whole file. `deadlineMs` counts from the call. */
  read(path: string, options: { maxBytes: number; deadlineMs: number }): Promise<StorageAnswer>
  /** What lies directly in a directory, `maxEntries` at most. */
  list(path: string, options: { maxEntries: number; deadlineMs: number }): Promise<StorageListing>
  /**
   * Whether files are there and how long they are, in the order asked for; nothing of them is read. What lies outside of
   * the registered locations, or was not looked at before the deadline, is `unknown`.
   */
  states(paths: readonly string[], options: { deadlineMs: number }): Promise<FileState[]>
  /** Whether a registered location holds this path. It may still be missing there. */
  covers(path: string): boolean
  close(): Promise<void>
}

const STATES_AT_ONCE = 500
const NOT_LOOKED_AT: FileState = { kind: 'unknown', fault: 'not-looked-at' }

/** @param locations is asked at every call, so that one that is registered or removed counts at once. */
export function storageReader(locations: () => Location[]): StorageReader {
  // One process a directory: a mount that hangs takes no other one with it.
  const mounts = new Map<string, MountReader>()
  let closed = false

  function mountOf({ directory }: Location): MountReader {
    const known = mounts.get(directory)
    if (known) return known
    forget(new Set(locations().map((location) => location.directory)))
    const mount = mountReader(directory)
    mounts.set(directory, mount)
    return mount
  }

  /** Ends the processes of directories that are no longer registered. */
  function forget(registered: ReadonlySet<string>): void {
    for (const [directory, mount] of mounts) {
      if (registered.has(directory)) continue
      mounts.delete(directory)
      void mount.close()
    }
  }

  /** In batches, so that reads which somebody waits for come in between. */
  async function statesOf(paths: readonly string[], deadlineAt: number): Promise<FileState[]> {
    const states: FileState[] = paths.map(() => ({ kind: 'unknown', fault: 'outside' }))
    const byLocation = new Map<Location, { index: number; segments: string[] }[]>()
    for (const [index, path] of paths.entries()) {
      const found = closed ? null : find(locations(), path)
      if (found === null || 'code' in found) continue
      const files = byLocation.get(found.location)
      if (files) files.push({ index, segments: found.segments })
      else byLocation.set(found.location, [{ index, segments: found.segments }])
    }
    for (const [location, files] of byLocation) {
      for (let at = 0; at < files.length; at += STATES_AT_ONCE) {
        const batch = files.slice(at, at + STATES_AT_ONCE)
        const deadlineMs = deadlineAt - Date.now()
        const answer =
          deadlineMs <= 0
            ? null
            : await mountOf(location).states(
                batch.map(({ segments }) => segments),
                { deadlineMs, path: shown(location.prefix) },
              )
        for (const [place, { index }] of batch.entries()) {
          states[index] = answer?.ok ? (answer.states[place] ?? NOT_LOOKED_AT) : NOT_LOOKED_AT
        }
      }
    }
    return states
  }

  return {
    async read(path, options) {
      const found = closed ? failed(path, 'closed') : find(locations(), path)
      if ('code' in found) return { ok: false, problem: found, observedAt: Date.now() }
      return mountOf(found.location).read(found.segments, { ...options, path: shown(path) })
    },
    async list(path, options) {
      const found = closed ? failed(path, 'closed') : find(locations(), path)
      if ('code' in found) return { ok: false, problem: found, observedAt: Date.now() }
      return mountOf(found.location).list(found.segments, { ...options, path: shown(path) })
    },
    states: (paths, { deadlineMs }) => statesOf(paths, Date.now() + deadlineMs),
    covers: (path) => 'location' in find(locations(), path),
    close: async () => {
      closed = true
      await Promise.all([...mounts.values()].map((mount) => mount.close()))
      mounts.clear()
    },
  }
}

function find(locations: readonly Location[], path: string): Located | Problem {
  const located = locate(locations, path)
  if (located) {
    return staysBelow(located.segments) ? located : { code: 'storage.path-invalid', params: { path: shown(path) } }
  }
  const { scheme } = splitPath(path)
  if (scheme !== null && scheme !== 'file') return { code: 'storage.scheme-unsupported', params: { scheme } }
  return { code: 'storage.outside', params: { path: shown(path) } }
}

const failed = (path: string, detail: string): Problem => ({
  code: 'storage.failed',
  params: { path: shown(path), detail },
})
const shown = (path: string) => path.slice(0, 1000)
