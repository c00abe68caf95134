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
  signal?: AbortSignal
}

export type HttpFault = 'timeout' | 'unreachable' | 'tls' | 'too-large' | 'encoded'

/** Why no whole answer came. `detail` is a system code (`ECONNREFUSED`) or a size, never anything that was sent. */
export class HttpError extends Error {
  readonly fault: HttpFault
  readonly detail: string

  constructor(fault: HttpFault, detail: string, options?: { cause?: unknown }) {
    super(`${fault}: ${detail}`, options)
    this.name = 'HttpError'
    this.fault = fault
    this.detail = detail
  }
}

export interface HttpTarget {
  origin: string
  /** Goes out as it stands, so that nothing is escaped or resolved on the way. */
  path: string
  headers: Record<string, string>
}

/**
 * GETs one answer within a deadline and a size. Follows no redirect and accepts no compression: an answer of a few
 * kilobytes must not become gigabytes here.
 *
 * @throws HttpError, or the reason of `signal` when the caller gave up.
 */
export async function boundedGet(dispatcher: Dispatcher, target: HttpTarget, limits: HttpLimits): Promise<HttpAnswer> {
  const { timeoutMs, maxBytes, signal } = limits
  signal?.throwIfAborted()
  const deadline = new AbortController()
  const expired = new HttpError('timeout', `${timeoutMs} ms`)
  const timer = setTimeout(() => deadline.abort(expired), timeoutMs)
  const giveUp = () => deadline.abort(signal?.reason)
  signal?.addEventListener('abort', giveUp, { once: true })
  try {
    const response = await openGet(dispatcher, target, deadline.signal)
    const body = await readBody(response, maxBytes)
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
export async function openGet(
  dispatcher: Dispatcher,
  target: HttpTarget,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const response = await dispatcher.request({
    ...target,
    method: 'GET',
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

async function readBody(response: Dispatcher.ResponseData, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => {
    discard(response)
    return new HttpError('too-large', `${maxBytes} bytes`)
  }
  if (Number(headerOf(response, 'content-length') ?? 0) > maxBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)
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

/** Sorts whatever a connection failed with. OpenSSL and Node name certificate faults in several families of codes. */
export function httpErrorOf(error: unknown): HttpError {
  if (error instanceof HttpError) return error
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
  const timeout = code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT'
  const tls = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/.test(code)
  return new HttpError(timeout ? 'timeout' : tls ? 'tls' : 'unreachable', code, { cause: error })
}
