import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type ApiPath, parseApiPath } from './api-path.ts'
import { InvalidSelector, type LabelPredicate, parseLabelSelector } from './label-selector.ts'
import { listObjects } from './list.ts'
import type { ObjectStore } from './object-store.ts'
import { apiVersion, RESOURCE_KINDS, type ResourceKind } from './objects.ts'
import type { ServiceProxy } from './service-proxy.ts'
import {
  badRequest,
  forbidden,
  notFound,
  StatusError,
  sendJson,
  sendStatus,
  unauthorized,
  unknownPath,
} from './status.ts'
import { streamWatch } from './watch.ts'

export interface ApiServerOptions {
  store: ObjectStore
  proxy: ServiceProxy
  token: string
}

/** A watch without `timeoutSeconds` ends within this time, as the API server's do. */
const DEFAULT_WATCH_MS = 30 * 60_000
const IDLE_CONNECTION_MS = 90_000
const LONGEST_WATCH_MS = 24 * 3_600_000
const SERVED_GROUPS = new Set<string>(RESOURCE_KINDS.map(({ group }) => group))
/** Resources that exist in a cluster and that the demo's service account may not touch. */
const FORBIDDEN_RESOURCES = new Set(['secrets', 'nodes', 'serviceaccounts', 'events'])
const VERBS: Record<string, string> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' }

/** A read-only Kubernetes API over the store, for whoever holds the token. It does not listen yet. */
export function createApiServer(options: ApiServerOptions): Server {
  return createServer({ keepAliveTimeout: IDLE_CONNECTION_MS }, (request, response) => {
    try {
      handle(options, request, response)
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      sendStatus(response, error)
    }
  })
}

function handle({ store, proxy, token }: ApiServerOptions, request: IncomingMessage, response: ServerResponse): void {
  authenticate(request, token)
  const { pathname, search, searchParams } = readUrl(request.url ?? '/')
  if (pathname === '/version' && request.method === 'GET') {
    sendJson(response, 200, { major: '1', minor: '34', gitVersion: 'v1.34.4', platform: 'linux/amd64' })
    return
  }
  const path = parseApiPath(pathname)
  if (!path || !SERVED_GROUPS.has(path.group)) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404 page not found\n')
    return
  }
  const { kind, namespace, name } = path
  authorise(path, request.method ?? 'GET', searchParams)
  if (!kind) throw unknownPath()

  if (path.subresource !== undefined) {
    const target = /^\/proxy(\/.*)?$/.exec(path.subresource)
    if (!target || path.resource !== 'services' || namespace === undefined || name === undefined) throw unknownPath()
    proxy.answer(namespace, name, `${target[1] ?? '/'}${search}`, response)
  } else if (name !== undefined) {
    get(store, kind, namespace, name, response)
  } else if (isWatch(searchParams)) {
    watch(store, kind, namespace, searchParams, response)
  } else {
    list(store, kind, namespace, searchParams, response)
  }
}

function get(
  store: ObjectStore,
  kind: ResourceKind,
  namespace: string | undefined,
  name: string,
  response: ServerResponse,
): void {
  const object = store.get(kind, namespace, name)
  if (!object) throw notFound(kind, name)
  sendJson(response, 200, { kind: kind.kind, apiVersion: apiVersion(kind), ...object })
}

function list(
  store: ObjectStore,
  kind: ResourceKind,
  namespace: string | undefined,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const answer = listObjects(store, {
    kind,
    namespace,
    matches: readSelector(query),
    selective: (query.get('labelSelector') ?? '') !== '',
    limit: readCount(query, 'limit') ?? 0,
    continueToken: query.get('continue') || null,
  })
  sendJson(response, 200, answer)
}

function watch(
  store: ObjectStore,
  kind: ResourceKind,
  namespace: string | undefined,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  if (query.has('sendInitialEvents')) {
    throw badRequest('sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled')
  }
  const timeoutSeconds = readCount(query, 'timeoutSeconds')
  streamWatch(
    store,
    {
      kind,
      namespace,
      matches: readSelector(query),
      // 0 means "any version": the current state first, then changes
      resourceVersion: readCount(query, 'resourceVersion') || null,
      timeoutMs: timeoutSeconds ? Math.min(timeoutSeconds * 1_000, LONGEST_WATCH_MS) : DEFAULT_WATCH_MS,
      bookmarks: isTrue(query.get('allowWatchBookmarks')),
    },
    response,
  )
}

function authenticate(request: IncomingMessage, token: string): void {
  const given = Buffer.from(request.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw unauthorized()
}

function authorise({ group, resource, kind, namespace, name }: ApiPath, method: string, query: URLSearchParams): void {
  const writing = VERBS[method]
  const known = kind !== undefined || (group === '' && FORBIDDEN_RESOURCES.has(resource))
  if (!known) throw unknownPath()
  if (kind !== undefined && writing === undefined) return
  const reading = name !== undefined ? 'get' : isWatch(query) ? 'watch' : 'list'
  throw forbidden(writing ?? reading, resource, group, namespace, name)
}

function readUrl(url: string): URL {
  try {
    return new URL(`http://demo${url.startsWith('/') ? url : '/'}`)
  } catch {
    throw badRequest('the request URI is not valid')
  }
}

function readSelector(query: URLSearchParams): LabelPredicate {
  if (query.get('fieldSelector')) throw badRequest('field selectors are not supported')
  try {
    return parseLabelSelector(query.get('labelSelector') ?? '')
  } catch (error) {
    if (error instanceof InvalidSelector) throw badRequest(error.message)
    throw error
  }
}

function readCount(query: URLSearchParams, name: string): number | null {
  const text = query.get(name)
  if (text === null || text === '') return null
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`strconv.ParseUint: parsing "${text}": invalid syntax (${name})`)
  return Number(text)
}

function isWatch(query: URLSearchParams): boolean {
  return isTrue(query.get('watch'))
}

function isTrue(value: string | null): boolean {
  return value === '1' || value === 'true'
}
