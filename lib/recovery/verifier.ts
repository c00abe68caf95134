import type { StorageReader } from '../storage/reader.ts'
import { LIST_LIMITS, type Verification, verifyPoint } from './verify-point.ts'

/** Remembers for a while what was found of points, so that a page which is drawn again does not read storage again. */
export interface Verifier {
  /** What is known of a path, however old; null where it was never looked at. */
  known(path: string): Verification | null
  /** Looks at a path, unless that was done a moment ago or is being done. */
  verify(path: string): Promise<Verification>
  /** Takes over what a closer look gave, which a hasty one does not replace for some minutes. */
  put(path: string, verification: Verification): void
}

/** A checkpoint may be removed at any moment: what was found is true for that long, and its time is shown. */
const FRESH_MS = 20_000
const CLOSER_LOOK_MS = 10 * 60_000
const POINTS_KEPT = 2_000
const AT_ONCE = 4

export function verifierOf(storage: StorageReader): Verifier {
  const kept = new Map<string, { verification: Verification; until: number }>()
  const running = new Map<string, Promise<Verification>>()
  const waiting: Array<() => void> = []
  let active = 0

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    // Who waits is given the place of who ends: no other comes in between.
    if (active >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    else active += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) active -= 1
      else next()
    }
  }

  function keep(path: string, verification: Verification, forMs: number): void {
    kept.delete(path)
    kept.set(path, { verification, until: Date.now() + forMs })
    const oldest = kept.keys().next().value
    if (kept.size > POINTS_KEPT && oldest !== undefined) kept.delete(oldest)
  }

  return {
    known: (path) => kept.get(path)?.verification ?? null,
    put: (path, verification) => keep(path, verification, CLOSER_LOOK_MS),
    verify(path) {
      const known = kept.get(path)
      if (known !== undefined && Date.now() < known.until) return Promise.resolve(known.verification)
      const pending = running.get(path)
      if (pending !== undefined) return pending
      const started = inTurn(async () => {
        try {
          const verification = await verifyPoint(storage, path, LIST_LIMITS)
          keep(path, verification, FRESH_MS)
          return verification
        } finally {
          running.delete(path)
        }
      })
      running.set(path, started)
      return started
    },
  }
}

const SLOT = Symbol.for('weir.recovery-verifiers')
// Next bundles pages and routes apart: what one of them found the other knows too.
const slots = globalThis as { [SLOT]?: WeakMap<StorageReader, Verifier> }

/** The verifier of a storage reader; one for the whole process. */
export function sharedVerifier(storage: StorageReader): Verifier {
  slots[SLOT] ??= new WeakMap()
  const known = slots[SLOT].get(storage)
  if (known !== undefined) return known
  const made = verifierOf(storage)
  slots[SLOT].set(storage, made)
  return made
}
