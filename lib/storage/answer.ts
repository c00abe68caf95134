import type { Problem } from '../problem.ts'

/** A file, or why there is none. Times are epoch milliseconds; `modifiedAt` is on the storage's clock. */
export type StorageAnswer =
  | { ok: true; bytes: Uint8Array; modifiedAt: number | null; observedAt: number }
  | { ok: false; problem: Problem; observedAt: number }
