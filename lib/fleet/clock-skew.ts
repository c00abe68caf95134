/**
 * How far a source's clock is from Weir's, in milliseconds: positive where the source is ahead.
 *
 * Measured from what the source says its time is: the HTTP `Date` header (whole seconds, so half a second is added), or
 * Flink's own `now` in a job's details (milliseconds, up to 3 s old because the JobManager caches it). The smallest
 * distance of the last samples wins, since every delay makes a source look late, none makes it look early; and where a
 * source tells its time finely, only those samples count: `Date` may come from a proxy on the way.
 */
export interface ClockSkew {
  /** @param sourceTime epoch ms on the source's clock · @param receivedAt epoch ms on Weir's · @param resolutionMs 1000 for `Date` */
  sample(sourceTime: number, receivedAt: number, resolutionMs: number): void
  /** Milliseconds the source is ahead; 0 until the first sample and within what the resolution can tell. */
  value(): number
}

const KEPT_SAMPLES = 20
/** Less than this is the way there and back, not a clock. */
const NOISE_MS = 250

export function clockSkew(): ClockSkew {
  // Apart, because a source may tell `Date` with every answer and its fine time once in minutes.
  const offsets = new Map<number, number[]>()
  return {
    sample(sourceTime, receivedAt, resolutionMs) {
      if (!Number.isFinite(sourceTime) || sourceTime <= 0) return
      const ofResolution = offsets.get(resolutionMs) ?? []
      offsets.set(resolutionMs, ofResolution)
      ofResolution.push(sourceTime + Math.floor(resolutionMs / 2) - receivedAt)
      if (ofResolution.length > KEPT_SAMPLES) ofResolution.shift()
    },
    value() {
      if (offsets.size === 0) return 0
      const finest = Math.min(...offsets.keys())
      const best = Math.max(...(offsets.get(finest) ?? []))
      return Math.abs(best) <= Math.max(NOISE_MS, finest) ? 0 : Math.round(best)
    },
  }
}

/** Age in milliseconds of something that happened at `sourceTime` on a clock that is `skewMs` ahead; never negative. */
export function ageMs(sourceTime: number, skewMs: number, now: number): number {
  return Math.max(0, now - (sourceTime - skewMs))
}
