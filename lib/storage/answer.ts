import type { Problem } from '../problem.ts'

/** A file, or why there is none. Times are epoch milliseconds; `modifiedAt` is on the storage's clock. */
export type StorageAnswer =
  | { ok: true; bytes: Uint8Array; modifiedAt: number | null; observedAt: number }
  | { ok: false; problem: Problem; observedAt: number }

/** What lies directly in a directory, in no order. `whole` false: there is more than was asked for. */
export type StorageListing =
  | { ok: true; entries: { name: string; isDirectory: boolean }[]; whole: boolean; observedAt: number }
  | { ok: false; problem: Problem; observedAt: number }

/** A file that was looked for and not opened. `unknown`: it lies outside, may not be looked at, or is no plain file. */
export type FileState = { kind: 'file'; sizeBytes: number } | { kind: 'missing' } | { kind: 'unknown'; fault: string }

export type StorageStates =
  | { ok: true; states: FileState[]; observedAt: number }
  | { ok: false; problem: Problem; observedAt: number }
