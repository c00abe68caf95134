import { createServer, connect as openSocket, type Server, type Socket } from 'node:net'

/** What a relay does with bytes: pass them on, take them and say nothing, pass a few a second, or be gone. */
export type Flow = 'open' | 'silent' | 'slow' | 'closed'

const SLOW_BYTES = 40
const SLOW_EVERY_MS = 100

/**
 * A TCP relay on 127.0.0.1 that can be told to fail as networks do. It knows nothing of what it carries, so it stands
 * before a server with TLS as before one without.
 */
export class Relay {
  readonly port: number
  /** Connections taken since the start. */
  connections = 0
  readonly #server: Server
  #target: { host: string; port: number }
  readonly #pairs = new Set<[Socket, Socket]>()
  #flow: Flow = 'open'

  private constructor(server: Server, port: number, target: { host: string; port: number }) {
    this.#server = server
    this.port = port
    this.#target = target
    server.on('connection', (socket: Socket) => this.#take(socket))
  }

  static async start(target: { host: string; port: number }): Promise<Relay> {
    const server = createServer({ allowHalfOpen: false })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return new Relay(server, address.port, target)
  }

  /**
   * `silent` holds what is there and what comes without a word, as a firewall that forgot a connection does; `open` after
   * it is for new connections: bytes that were swallowed are gone, so the old ones stay dead.
   */
  set(flow: Flow): void {
    this.#flow = flow
    if (flow === 'closed') this.cut()
  }

  /** Where connections lead that are made from now on. */
  aim(target: { host: string; port: number }): void {
    this.#target = target
  }

  /** Ends every connection with a reset. */
  cut(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.resetAndDestroy()
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #take(near: Socket): void {
    this.connections += 1
    if (this.#flow === 'closed') {
      near.resetAndDestroy()
      return
    }
    const far = openSocket(this.#target)
    const pair: [Socket, Socket] = [near, far]
    this.#pairs.add(pair)
    const swallowed = { yes: false }
    this.#carry(near, far, swallowed)
    this.#carry(far, near, swallowed)
    for (const socket of pair) {
      socket.on('error', () => {})
      socket.once('close', () => {
        this.#pairs.delete(pair)
        // The end of a connection is a word too.
        if (this.#flow !== 'silent' && !swallowed.yes) for (const other of pair) other.destroy()
      })
    }
  }

  #carry(from: Socket, to: Socket, swallowed: { yes: boolean }): void {
    from.on('data', (chunk: Buffer) => {
      if (this.#flow === 'silent') swallowed.yes = true
      if (swallowed.yes) return
      if (this.#flow !== 'slow') {
        to.write(chunk)
        return
      }
      from.pause()
      let sent = 0
      const timer = setInterval(() => {
        const whole = this.#flow !== 'slow'
        if (!to.destroyed) to.write(chunk.subarray(sent, whole ? undefined : sent + SLOW_BYTES))
        sent += SLOW_BYTES
        if (!whole && sent < chunk.length && !to.destroyed) return
        clearInterval(timer)
        from.resume()
      }, SLOW_EVERY_MS)
    })
  }
}
