import { parseJson } from '../parse-json.ts'
import type { Problem } from '../problem.ts'
import { textAt } from './json.ts'

const CODES: Record<number, string> = {
  401: 'kubernetes.unauthorized',
  403: 'kubernetes.forbidden',
  404: 'kubernetes.not-found',
  410: 'kubernetes.gone',
}

/** What was asked of the API server, in the words of an RBAC rule. `apiGroup` is '' for the core group. */
export interface AskedRule {
  verb: string
  apiGroup: string
  /** `services/proxy` with its subresource. */
  resource: string
  /** '' for all namespaces, and for kinds that have none. */
  namespace: string
  /** Tells `namespace` '' from a namespace, for the sentence. */
  scope: 'cluster' | 'namespace'
}

const PATH = /\/(?:api|apis\/([^/]+))\/v[^/]+\/(?:namespaces\/([^/]+)\/)?([^/?]+)(?:\/[^/?]+(?:\/([^/?]+))?)?/

/** @param path of the API, with or without its query; an address's own prefix may stand before it. */
export function ruleOf(verb: 'get' | 'list' | 'watch' | 'create', path: string): AskedRule {
  const [, apiGroup = '', namespace = '', plural, subresource] = PATH.exec(path.split('?', 1)[0] ?? '') ?? []
  const resource = plural === undefined ? path.slice(0, 200) : subresource ? `${plural}/${subresource}` : plural
  const scope = namespace === '' ? 'cluster' : 'namespace'
  return { verb, apiGroup, resource, namespace: decodeURIComponent(namespace), scope }
}

/**
 * What an answer other than 200 means for what was asked: the API server's own `Status`, or whatever stands before it
 * answers.
 *
 * @param text of the body.
 */
export function problemOfStatus(status: number, text: string, asked: AskedRule): Problem {
  const message = textAt(parseJson(text), 'message') ?? text.trim().split('\n', 1)[0] ?? ''
  const code = CODES[status] ?? 'kubernetes.refused'
  return { code, params: { ...asked, status }, raw: message.slice(0, 2000) }
}
