import type { Dispatcher } from 'undici'
import { HttpError, type HttpTarget, httpErrorOf, openGet } from '../http.ts'
import { parseJson } from '../parse-json.ts'
import { WeirError } from '../problem.ts'
import { problemOfStatus, ruleOf } from './status.ts'

export interface WatchLimits {
  /** Silence after which a watch counts as dead. With bookmarks an API server speaks about once a minute. */
  idleTimeoutMs: number
  maxLineBytes: number
  signal: AbortSignal
  /** Told when the server has accepted the watch, before its first event. */
  onOpen?: () => void
}

/** An API server accepts or refuses a watch at once. */
const OPEN_TIMEOUT_MS = 8_000
const ERROR_BODY_BYTES = 100_000
const NEWLINE = 0x0a

/**
 * Opens a watch and yields its events. Ends when the server ends it; every other end is an error.
 *
 * @param onStatus is told the status of the answer, once.
 */
export async function* watchEvents(
  dispatcher: Dispatcher,
  target: HttpTarget,
  { idleTimeoutMs, maxLineBytes, signal, onOpen }: WatchLimits,
  onStatus: (status: number) => void,
): AsyncGenerator<unknown> {
  signal.throwIfAborted()
  const silence = new AbortController()
  const idle = new WeirError({ code: 'kubernetes.watch-idle', params: { seconds: idleTimeoutMs / 1000 } })
  const stop = () => silence.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  const notOpened = new HttpError('timeout', `${OPEN_TIMEOUT_MS} ms`)
  let timer = setTimeout(() => silence.abort(notOpened), OPEN_TIMEOUT_MS)
  try {
    const response = await openGet(dispatcher, target, silence.signal)
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(idle), idleTimeoutMs)
    onStatus(response.statusCode)
    if (response.statusCode !== 200) throw await refusal(response, target)
    onOpen?.()
    for await (const line of splitLines(response.body, maxLineBytes)) {
      clearTimeout(timer)
      const event = parseJson(line)
      if (event === undefined) throw new WeirError({ code: 'kubernetes.bad-event' })
      yield event
      // Time that the consumer takes is no silence of the server.
      timer = setTimeout(() => silence.abort(idle), idleTimeoutMs)
    }
  } catch (error) {
    if (silence.signal.aborted) throw silence.signal.reason
    throw error instanceof WeirError ? error : httpErrorOf(error)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    // Ends the connection when the consumer leaves early.
    silence.abort(new DOMException('watch left', 'AbortError'))
  }
}

/**
 * Cuts a stream of bytes into lines, each held to `maxLineBytes`, without the newline. Empty lines are skipped.
 *
 * @throws HttpError `too-large`; `unreachable` when the stream ends within a line: the rest was lost on the way.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, maxLineBytes: number): AsyncGenerator<string> {
  let parts: Uint8Array[] = []
  let size = 0
  const keep = (part: Uint8Array) => {
    size += part.byteLength
    if (size > maxLineBytes) throw new HttpError('too-large', `${maxLineBytes} bytes`)
    parts.push(part)
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end))
      const line = Buffer.concat(parts, size).toString('utf8')
      parts = []
      size = 0
      start = end + 1
      if (line.trim() !== '') yield line
    }
    if (start < chunk.byteLength) keep(chunk.subarray(start))
  }
  if (size > 0) throw new HttpError('unreachable', 'ended within a line')
}

async function refusal(response: Dispatcher.ResponseData, { path }: HttpTarget): Promise<WeirError> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size > ERROR_BODY_BYTES) break
  }
  const text = Buffer.concat(chunks).toString('utf8')
  return new WeirError(problemOfStatus(response.statusCode, text, ruleOf('watch', path)))
}
