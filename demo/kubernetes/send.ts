import type { ServerResponse } from 'node:http'

const SLOW_PIECE_BYTES = 16
const SLOW_PIECE_EVERY_MS = 250

/** A whole answer: at once, or so slowly that whoever waits must give up at some point. */
export function sendText(
  response: ServerResponse,
  { code, headers, text, slow }: { code: number; headers: Record<string, string>; text: string; slow: boolean },
): void {
  const bytes = Buffer.from(text)
  response.writeHead(code, { ...headers, 'content-length': bytes.length })
  if (!slow) {
    response.end(bytes)
    return
  }
  response.flushHeaders()
  let at = 0
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, at + SLOW_PIECE_BYTES))
    at += SLOW_PIECE_BYTES
    if (at < bytes.length) return
    clearInterval(timer)
    response.end()
  }, SLOW_PIECE_EVERY_MS)
  response.on('close', () => clearInterval(timer))
}

export function sendJson(response: ServerResponse, code: number, body: unknown, slow = false): void {
  const headers = { 'cache-control': 'no-cache, private', 'content-type': 'application/json' }
  sendText(response, { code, headers, text: JSON.stringify(body), slow })
}
