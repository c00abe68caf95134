import type { DecodeAnswer, DecodeRequest, Outcome } from './outcome'

/** A worker that says nothing for this long is ended: decoding takes a second or two for the largest file. */
const SILENCE_LIMIT_MS = 30_000

/** What is used of a Worker. */
export interface DecoderWorker {
  postMessage(request: DecodeRequest): void
  terminate(): void
  onmessage: ((event: MessageEvent<DecodeAnswer>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

/**
 * Decodes in a worker, one input at a time: an input that comes while another is decoded ends that one. The worker stays
 * for the JSON of what it decoded last.
 */
export class DecoderThread {
  readonly #start: () => DecoderWorker
  #worker: DecoderWorker | null = null
  #pending: { settle: (answer: DecodeAnswer | null) => void; onRead: (readBytes: number) => void } | null = null
  #limit: ReturnType<typeof setTimeout> | undefined

  constructor(start: () => DecoderWorker = startWorker) {
    this.#start = start
  }

  /** @returns null where another input came before this one was decoded. */
  async decode(input: Blob, onRead: (readBytes: number) => void): Promise<Outcome | null> {
    if (this.#pending) this.end()
    const answer = await this.#ask(this.#worker ?? this.#begin(), { ask: 'decode', input }, onRead)
    return answer?.answer === 'outcome' ? answer.outcome : null
  }

  /** The whole JSON of what was decoded last. */
  async json(): Promise<Blob> {
    if (!this.#worker || this.#pending) throw new Error('nothing is decoded')
    const answer = await this.#ask(this.#worker, { ask: 'json' }, () => {})
    if (answer?.answer === 'json') return answer.json
    throw new Error('the decoder did not write its JSON')
  }

  /** Ends what goes on; what was asked for has no answer. */
  end(): void {
    clearTimeout(this.#limit)
    this.#drop()
    this.#settle(null)
  }

  #ask(
    worker: DecoderWorker,
    request: DecodeRequest,
    onRead: (readBytes: number) => void,
  ): Promise<DecodeAnswer | null> {
    return new Promise((resolve) => {
      this.#pending = { settle: resolve, onRead }
      this.#wait()
      worker.postMessage(request)
    })
  }

  /** One that is ended while its script is loaded may still tell of an error: it is not that of the next. */
  #drop(): void {
    if (!this.#worker) return
    this.#worker.onmessage = null
    this.#worker.onerror = null
    this.#worker.terminate()
    this.#worker = null
  }

  #begin(): DecoderWorker {
    const worker = this.#start()
    this.#worker = worker
    worker.onmessage = ({ data }) => {
      this.#wait()
      if (data.answer === 'alive') this.#pending?.onRead(data.readBytes)
      else this.#settle(data)
    }
    // Its script could not be loaded, or it failed.
    worker.onerror = () => this.#refuse('unreadable')
    return worker
  }

  #wait(): void {
    clearTimeout(this.#limit)
    this.#limit = setTimeout(() => this.#refuse('tookTooLong'), SILENCE_LIMIT_MS)
  }

  #refuse(reason: 'unreadable' | 'tookTooLong'): void {
    this.#settle({ answer: 'outcome', outcome: { kind: 'refused', reason } })
    this.end()
  }

  #settle(answer: DecodeAnswer | null): void {
    const pending = this.#pending
    this.#pending = null
    clearTimeout(this.#limit)
    pending?.settle(answer)
  }
}

function startWorker(): DecoderWorker {
  return new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' })
}
