import type { StreamMessage } from '@/lib/fleet/stream-message'
import { parseStreamMessage } from './apply-message'
import { streamAddress } from './stream-subject'

/** live: connected · behind: the connection is cut and being made again · offline: the browser has no network */
export type StreamPhase = 'connecting' | 'live' | 'behind' | 'offline'

/** What is used of an EventSource. */
export interface EventStream {
  readonly readyState: number
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent<string>) => void) | null
  onerror: ((event: Event) => void) | null
  addEventListener(type: 'beat', listener: () => void): void
  close(): void
}

export interface SharedStreamEvents {
  onMessage: (subject: string, message: StreamMessage, cursor: string) => void
  onPhase: (phase: StreamPhase) => void
}

const CLOSED = 2
const FIRST_RETRY_MS = 2000
const LAST_RETRY_MS = 30_000
/** Tabs come and go several at a time. */
const GATHER_MS = 20
/** The server beats every 15 s: a connection cut in silence raises no error, only nothing. */
const SILENCE_MS = 40_000

/**
 * One event stream over several subjects, which may be added and let go while it runs: it is then opened anew from the
 * position it has come to. EventSource makes a cut connection again by itself, with the position of the last message; only
 * where it gives up (an answer that is no stream, such as 503 while Weir starts) or hears nothing is a new one opened here.
 */
export class SharedStream {
  readonly #cursors = new Map<string, string>()
  readonly #open: (address: string) => EventStream
  readonly #events: SharedStreamEvents
  #source: EventStream | null = null
  #gather: ReturnType<typeof setTimeout> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #silence: ReturnType<typeof setTimeout> | undefined
  #retryMs = FIRST_RETRY_MS
  phase: StreamPhase = 'connecting'

  constructor(open: (address: string) => EventStream, events: SharedStreamEvents) {
    this.#open = open
    this.#events = events
  }

  get subjects(): number {
    return this.#cursors.size
  }

  cursor(subject: string): string | undefined {
    return this.#cursors.get(subject)
  }

  /** Follows a subject, or one that is followed already from an earlier position on. */
  follow(subject: string, cursor: string): void {
    this.#cursors.set(subject, cursor)
    this.#reopenSoon()
  }

  drop(subject: string): void {
    if (this.#cursors.delete(subject)) this.#reopenSoon()
  }

  #reopenSoon(): void {
    clearTimeout(this.#gather)
    this.#gather = setTimeout(() => this.#reopen(), GATHER_MS)
  }

  #reopen(): void {
    clearTimeout(this.#retry)
    clearTimeout(this.#silence)
    this.#source?.close()
    this.#source = null
    if (this.#cursors.size === 0) return
    const subjects = [...this.#cursors.keys()]
    const source = this.#open(streamAddress(this.#cursors))
    this.#source = source
    this.#hear()
    source.onopen = () => {
      this.#hear()
      this.#retryMs = FIRST_RETRY_MS
      this.#enter('live')
    }
    source.addEventListener('beat', () => this.#hear())
    source.onmessage = ({ data, lastEventId }) => {
      this.#hear()
      const told = parseStreamMessage(data)
      const subject = told ? subjects[told.subject] : undefined
      if (lastEventId) for (const known of subjects) if (this.#cursors.has(known)) this.#cursors.set(known, lastEventId)
      if (told && subject !== undefined) this.#events.onMessage(subject, told.message, lastEventId)
    }
    source.onerror = () => {
      this.#enter(navigator.onLine ? 'behind' : 'offline')
      if (source.readyState === CLOSED) this.#reopenLater()
    }
  }

  #reopenLater(): void {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#reopen(), this.#retryMs * (0.5 + Math.random() / 2))
    this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2)
  }

  #hear(): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => {
      this.#enter('behind')
      this.#reopen()
    }, SILENCE_MS)
  }

  #enter(phase: StreamPhase): void {
    this.phase = phase
    this.#events.onPhase(phase)
  }
}
