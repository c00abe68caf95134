import { createHash } from 'node:crypto'
import { Agent, type Dispatcher, ProxyAgent } from 'undici'
import { boundedGet, type HttpAnswer, HttpError, type HttpFault, type HttpLimits, type HttpTarget } from '../http.ts'
import { WeirError } from '../problem.ts'
import { textAt } from './json.ts'
import { type Access, type KubernetesSource, readKubeconfig } from './kubeconfig.ts'
import { parseJson, problemOfStatus } from './status.ts'
import { type WatchLimits, watchEvents } from './watch.ts'

export type { KubernetesSource } from './kubeconfig.ts'

/** A whole answer. `date` is the API server's clock, `receivedAt` Weir's; both epoch milliseconds. */
export type KubernetesAnswer = HttpAnswer

/** One API server, by the context of a kubeconfig. */
export interface KubernetesClient {
  /** Its address without credentials, for people. */
  readonly server: string
  readonly contextName: string
  /**
   * GETs a path with its query. Any status is an answer.
   *
   * @throws WeirError `kubernetes.unreachable`, `.tls`, `.timeout`, `.too-large`, `.encoded`, `.credentials-failed`;
   *   the reason of `signal` when the caller gave up.
   */
  get(path: string, limits: HttpLimits): Promise<KubernetesAnswer>
  /**
   * Streams the events of a watch, one parsed JSON value each, until the server ends it.
   *
   * @throws WeirError as `get`, and `kubernetes.watch-idle`, `.bad-event`, or the problem of an answer other than 200
   *   (`kubernetes.gone` for 410).
   */
  watch(path: string, limits: WatchLimits): AsyncIterable<unknown>
  close(): Promise<void>
}

/** Credential plugins are asked, and files read, at most this often. */
const ACCESS_MAX_AGE_MS = 10_000
const ACCESS_TIMEOUT_MS = 15_000

/** @throws WeirError where the kubeconfig can't be used (see `readKubeconfig`). Connects to nothing yet. */
export function openKubernetesClient(source: KubernetesSource): KubernetesClient {
  const kubeconfig = readKubeconfig(source)
  const { server, contextName, proxyUrl } = kubeconfig
  const prefix = server.pathname.replace(/\/+$/, '')
  const shown = server.origin + prefix
  let access: { at: number; value: Promise<Access> } | null = null
  let connection: { access: Access; key: string; dispatcher: Dispatcher } | null = null
  let closed = false

  function currentAccess(): Promise<Access> {
    const now = Date.now()
    if (access === null || now - access.at > ACCESS_MAX_AGE_MS) {
      access = { at: now, value: withDeadline(kubeconfig.access()) }
      access.value.catch(() => {
        access = null
      })
    }
    return access.value
  }

  /** Connections live as long as the certificates they were opened with. */
  function dispatcherFor(current: Access): Dispatcher {
    if (connection?.access === current) return connection.dispatcher
    const key = createHash('sha256').update(JSON.stringify(current.tls)).digest('base64')
    const kept = connection?.key === key ? connection.dispatcher : null
    if (kept === null) void connection?.dispatcher.close()
    connection = { access: current, key, dispatcher: kept ?? openDispatcher(current.tls, proxyUrl) }
    return connection.dispatcher
  }

  async function prepare(path: string): Promise<{ dispatcher: Dispatcher; target: HttpTarget }> {
    if (closed) throw new WeirError({ code: 'kubernetes.closed', params: { server: shown } })
    try {
      const current = await currentAccess()
      const headers = { ...current.headers, accept: 'application/json', 'user-agent': 'weir' }
      return { dispatcher: dispatcherFor(current), target: { origin: server.origin, path: prefix + path, headers } }
    } catch (error) {
      // What a credential plugin prints may hold a secret: its kind of failure only.
      const detail = error instanceof Error && 'code' in error ? String(error.code) : 'plugin failed'
      throw new WeirError(
        { code: 'kubernetes.credentials-failed', params: { server: shown, detail } },
        { cause: error },
      )
    }
  }

  function refreshAfter(status: number): void {
    if (status !== 401) return
    access = null
    kubeconfig.reload()
  }

  return {
    server: shown,
    contextName,
    async get(path, limits) {
      const { dispatcher, target } = await prepare(path)
      try {
        const answer = await boundedGet(dispatcher, target, limits)
        refreshAfter(answer.status)
        return answer
      } catch (error) {
        throw namedError(error, shown)
      }
    },
    async *watch(path, limits) {
      const { dispatcher, target } = await prepare(path)
      try {
        yield* watchEvents(dispatcher, target, limits, refreshAfter)
      } catch (error) {
        throw namedError(error, shown)
      }
    },
    async close() {
      closed = true
      await connection?.dispatcher.destroy()
      connection = null
    },
  }
}

/**
 * The uid of the namespace kube-system: what a cluster is known by, whatever address or context leads to it.
 *
 * @throws WeirError `kubernetes.forbidden` where Weir may not read it, and as `get`.
 */
export async function readClusterUid(client: KubernetesClient): Promise<string> {
  const { status, body } = await client.get('/api/v1/namespaces/kube-system', {
    timeoutMs: 10_000,
    maxBytes: 1_000_000,
  })
  const text = new TextDecoder().decode(body)
  if (status !== 200) throw new WeirError(problemOfStatus(status, text, { verb: 'get', resource: 'namespaces' }))
  const uid = textAt(parseJson(text), 'metadata', 'uid')
  if (uid === null) throw new WeirError({ code: 'kubernetes.bad-answer', params: { resource: 'namespaces' } })
  return uid
}

function openDispatcher(tls: Access['tls'], proxyUrl: string | null): Dispatcher {
  // Load balancers cut what is silent for a minute; watches are.
  const connect = { ...tls, keepAlive: true, keepAliveInitialDelay: 30_000, timeout: 10_000 }
  // A watch holds its connection, so their number has no limit; HTTP/2 would put all of them on one.
  if (proxyUrl === null) return new Agent({ allowH2: false, connect })
  return new ProxyAgent({ uri: proxyUrl, allowH2: false, requestTls: connect })
}

async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('credentials'), { code: 'ETIMEDOUT' })), ACCESS_TIMEOUT_MS)
  })
  try {
    return await Promise.race([work, expired])
  } finally {
    clearTimeout(timer)
  }
}

const CODE: Record<HttpFault, string> = {
  timeout: 'kubernetes.timeout',
  unreachable: 'kubernetes.unreachable',
  tls: 'kubernetes.tls',
  'too-large': 'kubernetes.too-large',
  encoded: 'kubernetes.encoded',
}

function namedError(error: unknown, server: string): unknown {
  if (!(error instanceof HttpError)) return error
  return new WeirError({ code: CODE[error.fault], params: { server, detail: error.detail } }, { cause: error })
}
