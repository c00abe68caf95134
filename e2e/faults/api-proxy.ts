import { readFileSync } from 'node:fs'
import {
  type ClientHttp2Session,
  connect,
  createSecureServer,
  type Http2SecureServer,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2'
import type { Certificate } from '../cluster/certificates.ts'

/**
 * What a load balancer before an API server is: it ends TLS, speaks HTTP/2 to both sides, and answers 503 while nothing
 * stands behind it. Requests keep their bearer token, so the API server knows who asks.
 */
export class ApiProxy {
  readonly port: number
  /** Requests since the start, answered or not, as `VERB path`. */
  readonly requests: string[] = []
  /** While true every request is answered 503 and nothing is passed on. */
  unavailable = false
  readonly #server: Http2SecureServer
  readonly #upstream: { url: string; ca: Buffer }
  readonly #sessions = new Set<{ destroy(): void }>()
  #client: ClientHttp2Session | null = null

  private constructor(server: Http2SecureServer, port: number, upstream: { url: string; ca: Buffer }) {
    this.#server = server
    this.port = port
    this.#upstream = upstream
    server.on('session', (session) => {
      this.#sessions.add(session)
      session.once('close', () => this.#sessions.delete(session))
      session.on('error', () => {})
    })
    server.on('request', ({ headers }, { stream }) => this.#pass(stream, headers))
  }

  static async start(certificate: Certificate, upstream: { url: string; caFile: string }): Promise<ApiProxy> {
    const server = createSecureServer({ cert: readFileSync(certificate.cert), key: readFileSync(certificate.key) })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return new ApiProxy(server, address.port, { url: upstream.url, ca: readFileSync(upstream.caFile) })
  }

  async close(): Promise<void> {
    for (const session of this.#sessions) session.destroy()
    this.#client?.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #pass(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    stream.on('error', () => {})
    this.requests.push(`${headers[':method']} ${headers[':path']}`)
    if (this.unavailable) {
      refuse(stream)
      return
    }
    const { ':authority': _authority, ':scheme': _scheme, ...rest } = headers
    const answer = this.#connected().request(rest)
    answer.on('error', () => refuse(stream))
    answer.on('response', ({ ':status': status = 502, ...told }) => {
      if (stream.destroyed || stream.headersSent) return
      stream.respond({ ':status': status, ...withoutConnection(told) })
      answer.pipe(stream)
    })
    stream.once('close', () => answer.close())
    stream.pipe(answer)
  }

  #connected(): ClientHttp2Session {
    if (this.#client === null || this.#client.destroyed || this.#client.closed) {
      this.#client = connect(this.#upstream.url, { ca: this.#upstream.ca })
      this.#client.on('error', () => {})
    }
    return this.#client
  }
}

function refuse(stream: ServerHttp2Stream): void {
  if (stream.destroyed) return
  if (stream.headersSent) {
    stream.close()
    return
  }
  stream.respond({ ':status': 503, 'content-type': 'text/plain' })
  stream.end('no healthy upstream\n')
}

function withoutConnection(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection: _connection, ...rest } = headers
  return rest
}
