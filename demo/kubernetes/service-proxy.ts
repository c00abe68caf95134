import type { ServerResponse } from 'node:http'
import type { ObjectStore } from './object-store.ts'
import { type KubernetesObject, PODS, SERVICES } from './objects.ts'
import { sendText } from './send.ts'
import { notFound, unavailable } from './status.ts'

export interface BackendRequest {
  method: string
  /** With its query. */
  path: string
  body: string
}

export interface BackendAnswer {
  status: number
  contentType: string
  body: string
}

/** What listens behind a service. */
export type Backend = (request: BackendRequest) => BackendAnswer

/**
 * Answers `…/services/[scheme:]name[:port]/proxy/path` as the API server does: from what listens behind the service
 * as long as a pod that it selects is ready, else 503.
 */
export class ServiceProxy {
  readonly #store: ObjectStore
  readonly #backends = new Map<string, Backend>()

  constructor(store: ObjectStore) {
    this.#store = store
  }

  register(namespace: string, service: string, backend: Backend): void {
    this.#backends.set(`${namespace}/${service}`, backend)
  }

  /**
   * @param id `name`, `name:port` or `scheme:name:port`; the port is a number or a name.
   * @throws StatusError 404 for an unknown service, 503 for an unknown port or when no pod is ready.
   */
  answer(namespace: string, id: string, request: BackendRequest, response: ServerResponse, slow: boolean): void {
    const parts = id.split(':')
    const name = (parts.length === 3 ? parts[1] : parts[0]) ?? ''
    const port = (parts.length === 3 ? parts[2] : parts[1]) ?? ''
    const service = this.#store.get(SERVICES, namespace, name)
    if (!service) throw notFound(SERVICES, name)
    if (!hasPort(service, port)) throw unavailable(`no service port "${port}" found for service "${name}"`)
    const backend = this.#backends.get(`${namespace}/${name}`)
    if (!backend || !this.#hasEndpoint(service)) throw unavailable(`no endpoints available for service "${id}"`)

    const { status, contentType, body } = backend(request)
    const headers = {
      'access-control-allow-origin': '*',
      'cache-control': 'no-cache, private',
      'content-type': contentType,
    }
    sendText(response, { code: status, headers, text: body, slow })
  }

  #hasEndpoint({ metadata, spec }: KubernetesObject): boolean {
    const selector = Object.entries(field(spec, 'selector') ?? {})
    for (const pod of this.#store.objects(PODS)) {
      if (pod.metadata.namespace !== metadata.namespace) continue
      if (selector.every(([label, value]) => pod.metadata.labels?.[label] === value) && isReady(pod)) return true
    }
    return false
  }
}

function isReady(pod: KubernetesObject): boolean {
  return items(field(pod.status, 'conditions')).some(
    (condition) => field(condition, 'type') === 'Ready' && field(condition, 'status') === 'True',
  )
}

/** An empty port is right where the service has only one. */
function hasPort({ spec }: KubernetesObject, wanted: string): boolean {
  const ports = items(field(spec, 'ports'))
  if (wanted === '') return ports.length === 1
  return ports.some((port) => field(port, 'name') === wanted || String(field(port, 'port')) === wanted)
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function items(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
