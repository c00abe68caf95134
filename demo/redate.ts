/** When a capture was made, epoch milliseconds. A number outside is no time of this capture. */
export interface CaptureWindow {
  startedAt: number
  capturedAt: number
}

/**
 * How far to move a capture so that its end lies `endedAgoMs` before now: whole seconds, because Kubernetes writes
 * `creationTimestamp` without fractions and what was in order must stay so.
 */
export function timeShiftMs(window: CaptureWindow, now: number, endedAgoMs: number): number {
  return Math.floor((now - endedAgoMs - window.capturedAt) / 1_000) * 1_000
}

/** Moves every epoch-millisecond number in a JSON text; the rest of the text keeps its bytes. */
export function redateMillis(json: string, window: CaptureWindow, shiftMs: number): string {
  return json.replace(/(?<![\d.])\d{13}(?![\d.])/g, (digits) => {
    const time = Number(digits)
    return isWithin(window, time) ? String(time + shiftMs) : digits
  })
}

/** Moves every ISO 8601 time in UTC; a fraction keeps its digits, as Flink writes six and Kubernetes none. */
export function redateIso(text: string, window: CaptureWindow, shiftMs: number): string {
  return text.replace(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z/g, (whole, seconds: string, fraction = '') => {
    const time = Date.parse(`${seconds}Z`)
    return isWithin(window, time) ? `${isoSeconds(time + shiftMs)}${fraction}Z` : whole
  })
}

/**
 * Moves times in a Java serialization stream, where a `long` is eight bytes, most significant first. Only exact
 * occurrences of the given times are touched: eight bytes that merely look like one stay.
 *
 * @returns a copy of the same length.
 */
export function redateLongs(bytes: Uint8Array, times: readonly number[], shiftMs: number): Uint8Array {
  const original = Buffer.from(bytes)
  const shifted = Buffer.from(bytes)
  for (const time of times) {
    const wanted = longBytes(time)
    const replacement = longBytes(time + shiftMs)
    for (let at = original.indexOf(wanted); at >= 0; at = original.indexOf(wanted, at + 1)) {
      replacement.copy(shifted, at)
    }
  }
  return shifted
}

/** `2026-11-21T12:30:16`, without fraction and zone. */
export function isoSeconds(time: number): string {
  return new Date(time).toISOString().slice(0, 19)
}

function isWithin({ startedAt, capturedAt }: CaptureWindow, time: number): boolean {
  return time >= startedAt && time <= capturedAt
}

function longBytes(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt(value))
  return bytes
}
