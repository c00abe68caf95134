import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Test support: an HTTP server on a real socket that answers nothing by itself. A test takes each request in turn and
// says what comes back, down to the bytes, so that it needs no waiting and no chance.

/** Values in the order they came, for whoever asks next. */
export class Queue<T> {
  readonly #values: T[] = []
  readonly #takers: ((value: T) => void)[] = []

  push(value: T): void {
    const taker = this.#takers.shift()
    if (taker) taker(value)
    else this.#values.push(value)
  }

  /** The next one; waits for it, until the test's own deadline. */
  next(): Promise<T> {
    const value = this.#values.shift()
    if (value !== undefined) return Promise.resolve(value)
    return new Promise((resolve) => this.#takers.push(resolve))
  }

  /** What came and was not asked for yet. */
  drain(): T[] {
    return this.#values.splice(0)
  }
}

/** A request that waits for its answer. */
export class Exchange {
  readonly path: string
  readonly query: URLSearchParams
  readonly request: IncomingMessage
  readonly #response: ServerResponse

  constructor(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '', 'http://server')
    this.path = url.pathname
    this.query = url.searchParams
    this.request = request
    this.#response = response
  }

  answer(status: number, body: unknown, headers: Record<string, string> = {}): void {
    this.#response.writeHead(status, { 'content-type': 'application/json', ...headers })
    this.#response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
  }

  /** A `Status` as the API server writes it. */
  refuse(code: number, message = 'refused'): void {
    this.answer(code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code })
  }

  /** Opens a stream and sends this much of it. */
  send(text: string): void {
    if (!this.#response.headersSent) {
      this.#response.writeHead(200, { 'content-type': 'application/json' })
      this.#response.flushHeaders()
    }
    if (text !== '') this.#response.write(text)
  }

  event(type: string, object: unknown): void {
    this.send(`${JSON.stringify({ type, object })}\n`)
  }

  end(): void {
    this.send('')
    this.#response.end()
  }

  /** Ends the connection without ending the answer. */
  cut(): void {
    this.#response.socket?.destroy()
  }

  /** Resolves when the other side has gone. */
  async abandoned(): Promise<void> {
    if (this.#response.destroyed) return
    await new Promise((resolve) => this.#response.once('close', resolve))
  }
}

export interface ScriptedServer {
  url: string
  /** Path of a kubeconfig for it, with the token `secret-token`. */
  kubeconfig: string
  next(): Promise<Exchange>
  /** Requests that nobody took yet. */
  pending(): Exchange[]
  close(): Promise<void>
}

export const TEST_CERTIFICATE = readFileSync(new URL('./fixtures/certificate.pem', import.meta.url))
export const TEST_KEY = readFileSync(new URL('./fixtures/key.pem', import.meta.url))

export async function scriptedServer(options: { tls?: boolean } = {}): Promise<ScriptedServer> {
  const requests = new Queue<Exchange>()
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    response.on('error', () => {})
    requests.push(new Exchange(request, response))
  }
  const server = options.tls
    ? createTlsServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, listener)
    : createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${address.port}`
  const directory = mkdtempSync(join(tmpdir(), 'weir-kubernetes-'))
  const kubeconfig = join(directory, 'config.yaml')
  writeFileSync(kubeconfig, kubeconfigText(url))
  return {
    url,
    kubeconfig,
    next: () => requests.next(),
    pending: () => requests.drain(),
    close: async () => {
      rmSync(directory, { recursive: true, force: true })
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** @param cluster more lines of the cluster's entry, each indented by four. */
export function kubeconfigText(server: string, cluster = '', user = '    token: secret-token\n'): string {
  return `apiVersion: v1
kind: Config
current-context: test
clusters:
- name: c
  cluster:
    server: ${server}
${cluster}contexts:
- name: test
  context:
    cluster: c
    user: u
- name: other
  context:
    cluster: c
    user: u
users:
- name: u
  user:
${user}`
}
