import type { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { Agent, buildConnector, Client, type Dispatcher, ProxyAgent } from 'undici'
import { boundedGet, HttpError } from '../http.ts'
import type { Access } from './kubeconfig.ts'
import { listening, type SilenceWatch, watchSilence } from './silence.ts'

/** The connections to one API server, opened with one set of certificates. */
export interface Transport {
  /**
   * What the next request goes through. Over HTTP/2 all requests and watches share one session.
   *
   * @throws what connecting fails with, within `CONNECT_TIMEOUT_MS`.
   */
  dispatcher(): Promise<Dispatcher>
  /** Lets what is under way end. */
  close(): void
  /** Ends all at once. */
  destroy(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 5_000
/** API servers allow a hundred streams a session; what is more gets a session of its own. */
const STREAMS_PER_SESSION = 80
const PING_EVERY_MS = 1_000
/** Sessions without an answer to four pings in a row are dead. */
const SILENT_SECONDS = 4
/** Over HTTP/1.1 nothing can be asked on a connection that a watch holds: so a request beside it is. */
const PROBE_AFTER_SECONDS = 3
const PROBE_TIMEOUT_MS = 2_000
const IDLE_MS = 60_000

/**
 * Connects as requests need it. The first connection after every loss offers HTTP/2 and learns which protocol is spoken.
 * A connection on which nothing comes any more is noticed within five seconds, and all that goes through it fails.
 */
export function openTransport(options: { server: URL; tls: Access['tls']; proxyUrl: string | null }): Transport {
  const { server, tls, proxyUrl } = options
  const { origin } = server
  const connectOptions = { ...tls, keepAlive: true, keepAliveInitialDelay: 2_000, timeout: CONNECT_TIMEOUT_MS }
  const connect = buildConnector({ ...connectOptions, allowH2: true, preferH2: true })
  const sessions = new Map<Client, { dispatcher: Dispatcher; silence: SilenceWatch }>()
  let http1: { agent: Agent | ProxyAgent; dispatcher: Dispatcher; silence: SilenceWatch } | null = null
  let speaksHttp1 = proxyUrl !== null || server.protocol === 'http:'
  let opening: Promise<Dispatcher> | null = null

  async function open(): Promise<Dispatcher> {
    if (speaksHttp1) return openHttp1()
    const socket = await connectTo(server, connect)
    if ('alpnProtocol' in socket && socket.alpnProtocol === 'h2') return openSession(socket)
    socket.destroy()
    speaksHttp1 = true
    return openHttp1()
  }

  function openSession(first: Socket): Dispatcher {
    let spare: Socket | null = first
    const client = new Client(origin, {
      allowH2: true,
      h2Options: { pingInterval: PING_EVERY_MS },
      keepAliveTimeout: IDLE_MS,
      connect(target, callback) {
        const socket = spare
        spare = null
        if (socket === null) connect(target, onlyHttp2(callback))
        else queueMicrotask(() => callback(null, socket))
      },
    })
    const silence = watchSilence(SILENT_SECONDS, () => {
      sessions.delete(client)
      silence.stop()
      client.destroy(new HttpError('unreachable', `silent for ${SILENT_SECONDS} s`)).catch(ignore)
    })
    const dispatcher = listening(client, silence.heard)
    const events: EventEmitter = client
    events.on('ping', silence.heard)
    // What was about to go through it still does, by a connection of its own.
    events.once('disconnect', () => {
      sessions.delete(client)
      client.close().catch(ignore).finally(silence.stop)
    })
    sessions.set(client, { dispatcher, silence })
    return dispatcher
  }

  function openHttp1(): Dispatcher {
    if (http1 !== null) return http1.dispatcher
    const agent =
      proxyUrl === null
        ? new Agent({ allowH2: false, connect: connectOptions })
        : new ProxyAgent({ uri: proxyUrl, allowH2: false, requestTls: connectOptions })
    let underWay = 0
    let probing = false
    const silence = watchSilence(PROBE_AFTER_SECONDS, () => {
      if (probing || underWay === 0) return
      probing = true
      void answers(agent, server).then((alive) => {
        probing = false
        if (alive) return
        silence.stop()
        if (http1?.agent === agent) http1 = null
        agent.destroy(new HttpError('unreachable', `silent for ${PROBE_AFTER_SECONDS} s`)).catch(ignore)
      })
    })
    const dispatcher = listening(agent, silence.heard, (change) => {
      underWay += change
    })
    http1 = { agent, dispatcher, silence }
    return dispatcher
  }

  return {
    dispatcher() {
      for (const [client, { dispatcher }] of sessions) {
        const { running, pending } = client.stats
        if (running + pending < STREAMS_PER_SESSION) return Promise.resolve(dispatcher)
      }
      if (speaksHttp1) return Promise.resolve(openHttp1())
      opening ??= open().finally(() => {
        opening = null
      })
      return opening
    },
    close() {
      for (const [client, { silence }] of sessions) client.close().catch(ignore).finally(silence.stop)
      http1?.agent.close().catch(ignore).finally(http1.silence.stop)
    },
    async destroy() {
      const all = [
        ...[...sessions].map(([client, { silence }]) => ({ agent: client, silence })),
        ...(http1 === null ? [] : [http1]),
      ]
      for (const { silence } of all) silence.stop()
      await Promise.all(all.map(({ agent }) => agent.destroy().catch(ignore)))
    },
  }
}

/** What was closed already can't be closed, and there is nothing to do about it. */
function ignore(): void {}

function onlyHttp2(callback: buildConnector.Callback): buildConnector.Callback {
  return (...[error, socket]) => {
    if (error !== null) callback(error, null)
    else if ('alpnProtocol' in socket && socket.alpnProtocol === 'h2') callback(null, socket)
    else {
      socket.destroy()
      callback(new HttpError('unreachable', 'no HTTP/2 any more'), null)
    }
  }
}

/** The first connection: undici's own options for it, and the protocol that was agreed on. */
function connectTo(server: URL, connect: buildConnector.connector): Promise<Socket | TLSSocket> {
  const { hostname, host, protocol, port } = server
  return new Promise((resolve, reject) => {
    connect({ hostname: hostname.replace(/^\[|\]$/g, ''), host, protocol, port }, (error, socket) => {
      if (error === null) resolve(socket)
      else reject(error)
    })
  })
}

/** Whether the server answers anything at all. */
async function answers(agent: Dispatcher, server: URL): Promise<boolean> {
  const target = { origin: server.origin, path: `${server.pathname.replace(/\/+$/, '')}/version`, headers: {} }
  try {
    await boundedGet(agent, target, { timeoutMs: PROBE_TIMEOUT_MS, maxBytes: 100_000 })
    return true
  } catch {
    return false
  }
}
