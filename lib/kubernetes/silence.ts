import type { Dispatcher } from 'undici'

// A connection that is cut in silence (a firewall that forgets it, a machine that stops) sends no word of its end: what
// is due and does not come is all there is to see.

export interface SilenceWatch {
  /** Something came. */
  heard(): void
  stop(): void
}

const TICK_MS = 1_000

/**
 * Calls `onSilent` when nothing was heard for `ticks` seconds, and again for as long as nothing is.
 *
 * Seconds are counted by a timer of this process: while the process itself was held up, none have passed.
 */
export function watchSilence(ticks: number, onSilent: () => void): SilenceWatch {
  let quiet = 0
  const timer = setInterval(() => {
    quiet += 1
    if (quiet < ticks) return
    quiet = 0
    onSilent()
  }, TICK_MS)
  timer.unref()
  return {
    heard() {
      quiet = 0
    },
    stop: () => clearInterval(timer),
  }
}

/** Tells of every part of an answer that comes through a dispatcher, and of requests that begin and end. */
export function listening(
  dispatcher: Dispatcher,
  heard: () => void,
  underWay: (change: 1 | -1) => void = () => {},
): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    underWay(1)
    return dispatch(options, {
      onRequestStart: (...told) => handler.onRequestStart?.(...told),
      onRequestUpgrade: (...told) => handler.onRequestUpgrade?.(...told),
      onResponseStart(...told) {
        heard()
        return handler.onResponseStart?.(...told)
      },
      onResponseData(...told) {
        heard()
        return handler.onResponseData?.(...told)
      },
      onResponseEnd(...told) {
        heard()
        underWay(-1)
        return handler.onResponseEnd?.(...told)
      },
      onResponseError(...told) {
        underWay(-1)
        return handler.onResponseError?.(...told)
      },
    })
  })
}
