/**
 * The server's clock as the browser keeps it: the offset is taken when a view or message arrives and time then passes in
 * steps of a second. One timer for all ages of a page, stopped while nobody looks.
 */
export class ServerClock {
  #now: number
  #offsetMs: number
  #timer: ReturnType<typeof setInterval> | undefined
  readonly #listeners = new Set<() => void>()
  readonly #browserTime: () => number

  constructor(serverNow: number, browserTime: () => number = Date.now) {
    this.#browserTime = browserTime
    this.#now = serverNow
    this.#offsetMs = serverNow - browserTime()
  }

  /** Takes over what the server's clock showed just now. A message that took long to come can't set time back. */
  sync(serverNow: number): void {
    this.#offsetMs = Math.max(this.#offsetMs, serverNow - this.#browserTime())
    this.#tick()
  }

  /** Epoch milliseconds on the server's clock, as of the last step. */
  now = (): number => this.#now

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    this.#timer ??= setInterval(() => this.#tick(), 1000)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  #tick(): void {
    this.#now = this.#browserTime() + this.#offsetMs
    for (const listener of this.#listeners) listener()
  }
}
