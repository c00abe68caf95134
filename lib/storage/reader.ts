import type { Problem } from '../problem.ts'
import type { StorageAnswer } from './answer.ts'
import { type Located, type Location, locate, staysBelow } from './location.ts'
import { type MountReader, mountReader } from './mount-reader.ts'
import { splitPath } from './path.ts'

export type { StorageAnswer } from './answer.ts'

/**
 * Reads files in registered locations and nowhere else: paths come out of ConfigMaps and checkpoint files, which
 * anybody may have written. Nothing throws: a failure is an answer.
 */
export interface StorageReader {
  /** One whole file. `deadlineMs` counts from the call. */
  read(path: string, options: { maxBytes: number; deadlineMs: number }): Promise<StorageAnswer>
  /** Whether a registered location holds this path. It may still be missing there. */
  covers(path: string): boolean
  close(): Promise<void>
}

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

  return {
    async read(path, options) {
      const found = closed ? failed(path, 'closed') : find(locations(), path)
      if ('code' in found) return { ok: false, problem: found, observedAt: Date.now() }
      return mountOf(found.location).read(found.segments, { ...options, path: shown(path) })
    },
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
