import type { HttpAnswer, HttpLimits } from '../http.ts'
import { parseJson } from '../parse-json.ts'
import { WeirError } from '../problem.ts'
import type { KubernetesClient } from './client.ts'
import { textAt } from './json.ts'
import { problemOfStatus, ruleOf } from './status.ts'

/** A Service and the name or number of one of its ports. */
export interface ServicePort {
  namespace: string
  name: string
  port: string
}

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/
// A name has a letter in it, a number none.
const PORT = /^(?:(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?|[1-9][0-9]{0,4})$/
// What a path and a query are written of (RFC 3986): no control characters, no spaces, no backslash, no fragment.
const PATH = /^\/[\w\-.~!$&'()*+,;=:@%/]*(\?[\w\-.~!$&'()*+,;=:@%/?]*)?$/

/**
 * The API server's path to an HTTP path of a Service. Slashes stay as they are: escaped ones reach Flink escaped, and
 * Flink knows no such path (which is why the generated clients of Kubernetes are of no use here).
 *
 * @throws WeirError `kubernetes.proxy-path-invalid` for a path that could leave the Service: `..` in any spelling, an
 *   empty segment, an address instead of a path; and for names that Kubernetes would not allow.
 */
export function serviceProxyPath(service: ServicePort, path: string): string {
  const { namespace, name, port } = service
  const valid = LABEL.test(namespace) && LABEL.test(name) && PORT.test(port) && PATH.test(path) && staysBelow(path)
  if (!valid) {
    const shown = `${namespace}/${name}:${port}${path}`.slice(0, 200)
    throw new WeirError({ code: 'kubernetes.proxy-path-invalid', params: { path: shown } })
  }
  return `/api/v1/namespaces/${namespace}/services/${name}:${port}/proxy${path}`
}

function staysBelow(path: string): boolean {
  const [pathname = ''] = path.split('?', 1)
  const segments = pathname.replaceAll(/%2e/gi, '.').split('/').slice(1)
  if (/%(2f|5c|00)/i.test(pathname)) return false
  return segments.every(
    (segment, i) => segment !== '.' && segment !== '..' && (segment !== '' || i === segments.length - 1),
  )
}

/**
 * Reaches an HTTP server behind a Service with the API server's own connection and rights: `get` on `services/proxy` to
 * read, `create` to send. Both throw `kubernetes.forbidden` and `.unauthorized` where the API server itself refuses the way.
 */
export function serviceProxyTransport(
  client: Pick<KubernetesClient, 'get' | 'post'>,
  service: ServicePort,
): {
  get(path: string, limits: HttpLimits): Promise<HttpAnswer>
  post(path: string, body: string, limits: HttpLimits): Promise<HttpAnswer>
} {
  async function ask(
    verb: 'get' | 'create',
    path: string,
    request: (proxied: string) => Promise<HttpAnswer>,
  ): Promise<HttpAnswer> {
    const proxied = serviceProxyPath(service, path)
    const answer = await request(proxied)
    if (answer.status !== 401 && answer.status !== 403) return answer
    const text = new TextDecoder().decode(answer.body)
    if (textAt(parseJson(text), 'kind') !== 'Status') return answer
    throw new WeirError(problemOfStatus(answer.status, text, ruleOf(verb, proxied)))
  }
  return {
    get: (path, limits) => ask('get', path, (proxied) => client.get(proxied, limits)),
    post: (path, body, limits) => ask('create', path, (proxied) => client.post(proxied, body, limits)),
  }
}
