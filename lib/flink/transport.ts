import { Agent } from 'undici'
import {
  boundedGet,
  boundedSend,
  type HttpAnswer,
  HttpError,
  type HttpFault,
  type HttpLimits,
  type HttpTarget,
} from '../http.ts'
import { type Problem, WeirError } from '../problem.ts'

/** How a JobManager's REST endpoint is reached: through the API server's service proxy, or at its own address. */
export interface FlinkTransport {
  /**
   * @param path of Flink's REST API, with a leading slash.
   * @throws WeirError when no whole answer came; the reason of `signal` when the caller gave up.
   */
  get(path: string, limits: HttpLimits): Promise<HttpAnswer>
}

/** The way on which a JobManager is told to do something. */
export interface FlinkOrderTransport extends FlinkTransport {
  /**
   * Sends JSON once. An error does not tell that nothing was done.
   *
   * @throws as `get`.
   */
  post(path: string, body: string, limits: HttpLimits): Promise<HttpAnswer>
}

/**
 * Reaches a JobManager at an address a person gave: that host only, over http or https, without following redirects.
 * Never for an address read from an HA ConfigMap, which is stale and anybody's to write.
 *
 * @param url may have a path, for `rest.url-prefix` or a reverse proxy.
 * @throws WeirError `flink.url-invalid`.
 */
export function urlTransport(url: string): FlinkOrderTransport & { close(): Promise<void> } {
  const base = parseUrl(url)
  const agent = new Agent({ allowH2: false, connect: { timeout: 10_000 } })
  const prefix = base.pathname.replace(/\/+$/, '')
  async function ask(path: string, request: (target: HttpTarget) => Promise<HttpAnswer>): Promise<HttpAnswer> {
    if (!path.startsWith('/')) throw new WeirError({ code: 'flink.url-invalid', params: { url: path } })
    try {
      return await request({ origin: base.origin, path: prefix + path, headers: { accept: 'application/json' } })
    } catch (error) {
      if (error instanceof HttpError) throw new WeirError(problemOfHttp(error, base.origin), { cause: error })
      throw error
    }
  }

  return {
    get: (path, limits) => ask(path, (target) => boundedGet(agent, target, limits)),
    post: (path, body, limits) => ask(path, (target) => boundedSend(agent, target, { method: 'POST', body }, limits)),
    // What is under way would else keep the process that ends waiting.
    close: () => agent.destroy(),
  }
}

function parseUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : null
  const http = parsed !== null && /^https?:$/.test(parsed.protocol)
  // Credentials in an address end up in logs, and Flink's REST API has no use for them.
  if (!http || parsed.username !== '' || parsed.password !== '' || parsed.search !== '' || parsed.hash !== '') {
    const shown = parsed === null || parsed.password !== '' || parsed.username !== '' ? '' : url.slice(0, 200)
    throw new WeirError({ code: 'flink.url-invalid', params: { url: shown } })
  }
  return parsed
}

const CODE: Record<HttpFault, string> = {
  timeout: 'flink.timeout',
  unreachable: 'flink.unreachable',
  tls: 'flink.tls',
  'too-large': 'flink.too-large',
  encoded: 'flink.encoded',
}

function problemOfHttp(error: HttpError, server: string): Problem {
  return { code: CODE[error.fault], params: { server, detail: error.detail } }
}
