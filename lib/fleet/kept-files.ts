/** What is known of a file: what was last told of it, and when it was asked for. */
interface Kept<T> {
  told: T | undefined
  asking: boolean
  /** Epoch ms; when it was last asked for to the end. */
  triedAt: number
  wantedAt: number
}

export interface KeptFiles<T> {
  /**
   * What is known of it, undefined while nothing was told yet; read now where that is due.
   *
   * @param read tells of the file, or undefined where there is nothing new to tell; must not throw
   */
  get(key: string, read: (known: T | undefined) => Promise<T | undefined>): T | undefined
  /** What is known of it, without reading. */
  peek(key: string): T | undefined
  /** All that something is known of. */
  told(): Iterable<[string, T]>
}

/** What nobody wanted for this long is let go; whoever folds a cluster wants all of its files every few seconds. */
const UNWANTED_AFTER_MS = 5 * 60_000
const SWEEP_EVERY_MS = 60_000

/**
 * Files of one kind by their path, each read once at a time. What is no longer wanted is let go; what is being read never
 * is, or it would be read once more.
 *
 * @param readAgainAfterMs how old what was told may grow before the file is read again
 * @param onTold after each reading
 */
export function keptFiles<T>(readAgainAfterMs: (told: T | undefined) => number, onTold: () => void): KeptFiles<T> {
  const kept = new Map<string, Kept<T>>()
  let sweptAt = Date.now()

  function sweep(now: number): void {
    if (now - sweptAt < SWEEP_EVERY_MS) return
    sweptAt = now
    for (const [key, file] of kept) if (!file.asking && now - file.wantedAt > UNWANTED_AFTER_MS) kept.delete(key)
  }

  return {
    get(key, read) {
      const now = Date.now()
      sweep(now)
      const known = kept.get(key)
      const file = known ?? { told: undefined, asking: false, triedAt: Number.NEGATIVE_INFINITY, wantedAt: now }
      if (known === undefined) kept.set(key, file)
      file.wantedAt = now
      if (!file.asking && now - file.triedAt > readAgainAfterMs(file.told)) {
        file.asking = true
        void read(file.told).then((told) => {
          file.told = told ?? file.told
          file.asking = false
          file.triedAt = Date.now()
          onTold()
        })
      }
      return file.told
    },
    peek: (key) => kept.get(key)?.told,
    *told() {
      for (const [key, { told }] of kept) if (told !== undefined) yield [key, told]
    },
  }
}
