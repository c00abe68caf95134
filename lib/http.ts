import type { Dispatcher } from 'undici'

/** A whole answer. `date` is the server's own clock (HTTP `Date`), `receivedAt` ours; both epoch milliseconds. */
export interface HttpAnswer {
  status: number
  body: Uint8Array
  date: number | null
  receivedAt: number
}

export interface HttpLimits {
  /** For everything: connecting, headers and the last byte of the body. */
  timeoutMs: number
  maxBytes: number
  /** For the next byte, once headers came; of large answers, which may take long while they come. */
  stalledMs?: number
  signal?: AbortSignal
}

export type HttpFault = 'timeout' | 'unreachable' | 'tls' | 'too-large' | 'encoded'

/** Why no whole answer came. `detail` is a system code (`ECONNREFUSED`) or a size, never anything that was sent. */
export class HttpError extends Error {
  readonly fault: HttpFault
  readonly detail: string
  /** False: not a byte of the request went out, so nobody can have got it. */
  readonly sent: boolean

  constructor(fault: HttpFault, detail: string, options: { cause?: unknown; sent?: boolean } = {}) {
    super(`${fault}: ${detail}`, { cause: options.cause })
    this.name = 'HttpError'
    this.fault = fault
    this.detail = detail
    this.sent = options.sent ?? true
  }
}

export interface HttpTarget {
  origin: string
  /** Goes out as it stands, so that nothing is escaped or resolved on the way. */
  path: string
  headers: Record<string, string>
}

/** What is sent to change something. */
export interface HttpOrder {
  method: 'POST'
  /** JSON. */
  body: string
}

/**
 * GETs one answer within a deadline and a size. Follows no redirect and accepts no compression: an answer of a few
 * kilobytes must not become gigabytes here.
 *
 * @throws HttpError, or the reason of `signal` when the caller gave up.
 */
export function boundedGet(dispatcher: Dispatcher, target: HttpTarget, limits: HttpLimits): Promise<HttpAnswer> {
  return bounded(limits, (signal) => openGet(dispatcher, target, signal))
}

/**
 * Sends one order within a deadline and a size, once: an order that got no answer may have been carried out.
 *
 * @throws HttpError, whose `sent` tells whether anybody can have got the order, or the reason of `signal` when the caller gave up.
 */
export function boundedSend(
  dispatcher: Dispatcher,
  target: HttpTarget,
  order: HttpOrder,
  limits: HttpLimits,
): Promise<HttpAnswer> {
  const headers = { ...target.headers, 'content-type': 'application/json' }
  let sent = false
  const watched = dispatcher.compose(
    tellingStart(() => {
      sent = true
    }),
  )
  const answer = bounded(limits, (signal) => open(watched, { ...target, headers }, order, signal))
  return answer.catch((error: unknown) => {
    if (!(error instanceof HttpError)) throw error
    throw new HttpError(error.fault, error.detail, { cause: error.cause, sent })
  })
}

/** Tells when a request is about to be written: there is a connection then, and its other side is who it says it is. */
function tellingStart(started: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(...told) {
        started()
        handler.onRequestStart?.(...told)
      },
      onRequestUpgrade: (...told) => handler.onRequestUpgrade?.(...told),
      onResponseStart: (...told) => handler.onResponseStart?.(...told),
      onResponseData: (...told) => handler.onResponseData?.(...told),
      onResponseEnd: (...told) => handler.onResponseEnd?.(...told),
      onResponseError: (...told) => handler.onResponseError?.(...told),
    })
}

async function bounded(
  limits: HttpLimits,
  request: (signal: AbortSignal) => Promise<Dispatcher.ResponseData>,
): Promise<HttpAnswer> {
  const { timeoutMs, maxBytes, stalledMs, signal } = limits
  signal?.throwIfAborted()
  const deadline = new AbortController()
  const expired = new HttpError('timeout', `${timeoutMs} ms`)
  const timer = setTimeout(() => deadline.abort(expired), timeoutMs)
  const giveUp = () => deadline.abort(signal?.reason)
  signal?.addEventListener('abort', giveUp, { once: true })
  try {
    const response = await request(deadline.signal)
    const stall = stalledMs === undefined ? null : stallTimer(stalledMs, deadline)
    const body = await readBody(response, maxBytes, () => stall?.refresh()).finally(() =>
      clearTimeout(stall ?? undefined),
    )
    return { status: response.statusCode, body, date: dateOf(response), receivedAt: Date.now() }
  } catch (error) {
    if (deadline.signal.aborted) throw deadline.signal.reason
    throw httpErrorOf(error)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', giveUp)
  }
}

/**
 * Opens a GET whose body the caller reads. No deadline but `signal`.
 *
 * @throws HttpError `encoded` when the server compresses although it was told not to; undici's own errors otherwise.
 */
export function openGet(
  dispatcher: Dispatcher,
  target: HttpTarget,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  return open(dispatcher, target, { method: 'GET' }, signal)
}

async function open(
  dispatcher: Dispatcher,
  target: HttpTarget,
  order: HttpOrder | { method: 'GET' },
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const response = await dispatcher.request({
    ...target,
    ...order,
    headers: { ...target.headers, 'accept-encoding': 'identity' },
    headersTimeout: 0,
    bodyTimeout: 0,
    signal,
  })
  const encoding = headerOf(response, 'content-encoding')
  if (encoding !== null && encoding !== 'identity') {
    discard(response)
    throw new HttpError('encoded', encoding.slice(0, 40))
  }
  return response
}

function stallTimer(ms: number, deadline: AbortController): NodeJS.Timeout {
  return setTimeout(() => deadline.abort(new HttpError('timeout', `${ms} ms`)), ms)
}

/**
 * Large bodies that are being read now. Beyond a bound one is refused and not kept waiting: over HTTP/2 what is not read
 * holds up everything else on its connection.
 */
const underWay = { bytes: 0 }
const LARGE_BYTES = 1_000_000
const MAX_UNDER_WAY_BYTES = 200_000_000

async function readBody(response: Dispatcher.ResponseData, maxBytes: number, onChunk: () => void): Promise<Uint8Array> {
  const tooLarge = () => {
    discard(response)
    return new HttpError('too-large', `${maxBytes} bytes`)
  }
  if (Number(headerOf(response, 'content-length') ?? 0) > maxBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  let counted = 0
  try {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      onChunk()
      size += chunk.byteLength
      if (size > LARGE_BYTES) {
        underWay.bytes += size - counted
        counted = size
      }
      if (size > maxBytes || (counted > 0 && underWay.bytes > MAX_UNDER_WAY_BYTES)) throw tooLarge()
      chunks.push(chunk)
    }
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)
  } finally {
    underWay.bytes -= counted
  }
}

/** Ends the connection instead of reading what nobody wants. */
function discard(response: Dispatcher.ResponseData): void {
  response.body.on('error', () => {})
  response.body.destroy()
}

function headerOf(response: Dispatcher.ResponseData, name: string): string | null {
  const value = response.headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}

function dateOf(response: Dispatcher.ResponseData): number | null {
  const date = Date.parse(headerOf(response, 'date') ?? '')
  return Number.isFinite(date) ? date : null
}

/**
 * Sorts whatever a connection failed with. OpenSSL and Node name certificate faults in several families of codes.
 *
 * @param sent false where it failed before anything went out
 */
export function httpErrorOf(error: unknown, sent = true): HttpError {
  if (error instanceof HttpError) return error
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
  const timeout = code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT'
  const tls = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/.test(code)
  return new HttpError(timeout ? 'timeout' : tls ? 'tls' : 'unreachable', code, { cause: error, sent })
}
