/** Thrown by a probe when waiting longer is of no use. */
export class Hopeless extends Error {}

/**
 * Asks `probe` again and again until it gives something other than undefined, null or false, and returns that.
 *
 * @param what names what is waited for, in the error.
 * @param deadlineMs how long to wait at most, from now.
 * @throws Hopeless at once when the probe does; Error with `what` and the last failure of the probe once the deadline has passed.
 */
export async function until<T>(
  what: string,
  deadlineMs: number,
  probe: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  { everyMs = 200 }: { everyMs?: number } = {},
): Promise<T> {
  const end = Date.now() + deadlineMs
  let last: unknown
  for (;;) {
    try {
      const found = await probe()
      if (found !== undefined && found !== null && found !== false) return found
      last = undefined
    } catch (error) {
      if (error instanceof Hopeless) throw error
      last = error
    }
    if (Date.now() > end) {
      throw new Error(
        `${what}: not within ${Math.round(deadlineMs / 1000)} s${last ? `; last: ${String(last)}` : ''}`,
        {
          cause: last,
        },
      )
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
