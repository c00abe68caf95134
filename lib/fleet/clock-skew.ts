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
  known(): boolean
}

const KEPT_SAMPLES = 20
/** Less than this is the way there and back, not a clock. */
const NOISE_MS = 250

export function clockSkew(): ClockSkew {
  const samples: Array<{ offsetMs: number; resolutionMs: number }> = []
  return {
    sample(sourceTime, receivedAt, resolutionMs) {
      if (!Number.isFinite(sourceTime) || sourceTime <= 0) return
      samples.push({ offsetMs: sourceTime + Math.floor(resolutionMs / 2) - receivedAt, resolutionMs })
      if (samples.length > KEPT_SAMPLES) samples.shift()
    },
    value() {
      const finest = Math.min(...samples.map((sample) => sample.resolutionMs))
      const best = samples
        .filter((sample) => sample.resolutionMs === finest)
        .reduce<{ offsetMs: number; resolutionMs: number } | null>(
          (max, sample) => (max === null || sample.offsetMs > max.offsetMs ? sample : max),
          null,
        )
      if (best === null || Math.abs(best.offsetMs) <= Math.max(NOISE_MS, best.resolutionMs)) return 0
      return Math.round(best.offsetMs)
    },
    known: () => samples.length > 0,
  }
}

/** Age in milliseconds of something that happened at `sourceTime` on a clock that is `skewMs` ahead; never negative. */
export function ageMs(sourceTime: number, skewMs: number, now: number): number {
  return Math.max(0, now - (sourceTime - skewMs))
}
