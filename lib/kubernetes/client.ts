import { createHash } from 'node:crypto'
import type { Dispatcher } from 'undici'
import {
  boundedGet,
  boundedSend,
  type HttpAnswer,
  HttpError,
  type HttpFault,
  type HttpLimits,
  type HttpTarget,
  httpErrorOf,
} from '../http.ts'
import { parseJson } from '../parse-json.ts'
import { WeirError } from '../problem.ts'
import { textAt } from './json.ts'
import { type Access, type KubernetesSource, readKubeconfig } from './kubeconfig.ts'
import { problemOfStatus, ruleOf } from './status.ts'
import { openTransport, type Transport } from './transport.ts'
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
   * Sends JSON to a path, once. Any status is an answer; an error does not tell that nothing was done.
   *
   * @throws WeirError as `get`.
   */
  post(path: string, body: string, limits: HttpLimits): Promise<KubernetesAnswer>
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
  let connection: { access: Access; key: string; transport: Transport } | null = null
  let outdated = false
  let closed = false

  function currentAccess(): Promise<Access> {
    const now = performance.now()
    if (access === null || now - access.at > ACCESS_MAX_AGE_MS) {
      // Read when it is needed and not when it was refused: what rotates is refused before the new one is in its place.
      if (outdated) kubeconfig.reload()
      outdated = false
      const asked = { at: now, value: withDeadline(kubeconfig.access()) }
      access = asked
      // One that fails late is no word on the one that was read after it.
      asked.value.catch(() => {
        if (access === asked) access = null
      })
    }
    return access.value
  }

  /** Connections live as long as the certificates they were opened with. */
  function transportFor(current: Access): Transport {
    if (connection?.access === current) return connection.transport
    const key = createHash('sha256').update(JSON.stringify(current.tls)).digest('base64')
    const kept = connection?.key === key ? connection.transport : null
    if (kept === null) connection?.transport.close()
    connection = { access: current, key, transport: kept ?? openTransport({ server, tls: current.tls, proxyUrl }) }
    return connection.transport
  }

  async function prepare(path: string): Promise<Prepared> {
    if (closed) throw new WeirError({ code: 'kubernetes.closed', params: { server: shown } })
    const current = await credentials()
    const headers = { ...current.headers, accept: 'application/json', 'user-agent': 'weir' }
    const target = { origin: server.origin, path: prefix + path, headers }
    try {
      return { access: current, dispatcher: await transportFor(current).dispatcher(), target }
    } catch (error) {
      throw failed(httpErrorOf(error, false), current)
    }
  }

  async function credentials(): Promise<Access> {
    try {
      return await currentAccess()
    } catch (error) {
      // What a credential plugin prints may hold a secret: its kind of failure only.
      const detail = error instanceof Error && 'code' in error ? String(error.code) : 'plugin failed'
      throw new WeirError(
        { code: 'kubernetes.credentials-failed', params: { server: shown, detail } },
        { cause: error },
      )
    }
  }

  /** Credentials that were refused are read anew, once however many requests they were refused for. */
  function refreshAfter(status: number, used: Access): void {
    if (status === 401) renew(used)
  }

  function renew(used: Access): void {
    if (connection?.access !== used) return
    access = null
    outdated = true
  }

  function failed(error: unknown, used: Access): unknown {
    if (!(error instanceof HttpError)) return error
    // The server's certificate authority may be another one by now.
    if (error.fault === 'tls') renew(used)
    return new WeirError({ code: CODE[error.fault], params: { server: shown, detail: error.detail } }, { cause: error })
  }

  async function ask(path: string, request: (prepared: Prepared) => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const prepared = await prepare(path)
    try {
      const answer = await request(prepared)
      refreshAfter(answer.status, prepared.access)
      return answer
    } catch (error) {
      throw failed(error, prepared.access)
    }
  }

  return {
    server: shown,
    contextName,
    get: (path, limits) => ask(path, ({ dispatcher, target }) => boundedGet(dispatcher, target, limits)),
    post: (path, body, limits) =>
      ask(path, ({ dispatcher, target }) => boundedSend(dispatcher, target, { method: 'POST', body }, limits)),
    async *watch(path, limits) {
      const { access: used, dispatcher, target } = await prepare(path)
      try {
        yield* watchEvents(dispatcher, target, limits, (status) => refreshAfter(status, used))
      } catch (error) {
        throw failed(error, used)
      }
    },
    async close() {
      closed = true
      await connection?.transport.destroy()
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
  const path = '/api/v1/namespaces/kube-system'
  const { status, body } = await client.get(path, { timeoutMs: 10_000, maxBytes: 1_000_000 })
  const text = new TextDecoder().decode(body)
  if (status !== 200) throw new WeirError(problemOfStatus(status, text, ruleOf('get', path)))
  const uid = textAt(parseJson(text), 'metadata', 'uid')
  if (uid === null) throw new WeirError({ code: 'kubernetes.bad-answer', params: { resource: 'namespaces' } })
  return uid
}

interface Prepared {
  access: Access
  dispatcher: Dispatcher
  target: HttpTarget
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
