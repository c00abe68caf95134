import { randomBytes } from 'node:crypto'
import type { FleetRow } from './view.ts'

/** What changed in the fleet: rows of clusters by id, or the connections. */
export interface ChangeFeed {
  /** Takes a row in. Where only the times of reading moved, that is announced every 15 s; returns whether it was. */
  put(row: FleetRow): boolean
  remove(id: string): void
  /** Something beside the rows changed: a connection, a job's page. */
  touch(): void
  rows(): FleetRow[]
  row(id: string): FleetRow | undefined
  /** The present position: a reader that comes back with it gets what changed since. */
  cursor(): string
  /** Rows changed and ids removed since a cursor; `reset` where that is no longer known and all rows are given. */
  since(cursor: string | null): { upserted: FleetRow[]; removed: string[]; reset: boolean }
  subscribe(listener: () => void): () => void
}

const TOMBSTONES_KEPT = 1_000
/** Times of reading are told this often where nothing else changed. */
export const READ_TIMES_EVERY_MS = 15_000
const READ_TIMES = new Set(['observedAt', 'readAt', 'renewedAt', 'lastSeenAt', 'lastSyncedAt', 'sourceTime'])

/** What is told, but for when it was read: the same text as long as nothing but these times moved. */
export function withoutReadTimes(told: unknown): string {
  return JSON.stringify(told, (key, value) => (READ_TIMES.has(key) ? undefined : value))
}

export function changeFeed(clock: () => number = Date.now): ChangeFeed {
  // A cursor of another process, or of before a restart, names versions that are not ours.
  const epoch = randomBytes(6).toString('hex')
  const entries = new Map<string, { row: FleetRow; version: number; content: string; at: number }>()
  const tombstones: Array<{ id: string; version: number }> = []
  const listeners = new Set<() => void>()
  let version = 0
  let forgottenBefore = 0

  function announce(): void {
    for (const listener of listeners) listener()
  }

  return {
    put(row) {
      const content = withoutReadTimes(row)
      const before = entries.get(row.id)
      const now = clock()
      if (before && before.content === content && now - before.at < READ_TIMES_EVERY_MS) {
        before.row = row
        return false
      }
      version += 1
      entries.set(row.id, { row, version, content, at: now })
      announce()
      return true
    },
    remove(id) {
      if (!entries.delete(id)) return
      version += 1
      tombstones.push({ id, version })
      if (tombstones.length > TOMBSTONES_KEPT) forgottenBefore = tombstones.shift()?.version ?? forgottenBefore
      announce()
    },
    touch() {
      version += 1
      announce()
    },
    rows: () => [...entries.values()].map(({ row }) => row),
    row: (id) => entries.get(id)?.row,
    cursor: () => `${epoch}.${version}`,
    since(cursor) {
      const [from, position] = (cursor ?? '').split('.')
      const known = Number(position)
      if (from !== epoch || !Number.isSafeInteger(known) || known < forgottenBefore || known > version) {
        return { upserted: [...entries.values()].map(({ row }) => row), removed: [], reset: true }
      }
      return {
        upserted: [...entries.values()].filter((entry) => entry.version > known).map(({ row }) => row),
        removed: tombstones
          .filter((tombstone) => tombstone.version > known && !entries.has(tombstone.id))
          .map(({ id }) => id),
        reset: false,
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
