import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { ApiFaults } from './api-faults.ts'
import { type ApiPath, parseApiPath } from './api-path.ts'
import type { KindCatalogue } from './custom-resources.ts'
import { discover } from './discovery.ts'
import { InvalidSelector, type LabelPredicate, parseLabelSelector } from './label-selector.ts'
import { listObjects } from './list.ts'
import type { ObjectStore } from './object-store.ts'
import { apiVersion, type ResourceKind } from './objects.ts'
import { sendJson } from './send.ts'
import type { ServiceProxy } from './service-proxy.ts'
import {
  badRequest,
  forbidden,
  notFound,
  StatusError,
  sendStatus,
  unauthorized,
  unavailable,
  unknownPath,
} from './status.ts'
import { streamWatch } from './watch.ts'

export interface ApiServerOptions {
  store: ObjectStore
  catalogue: KindCatalogue
  proxy: ServiceProxy
  faults: ApiFaults
  token: string
}

/** A watch without `timeoutSeconds` ends within this time, as the API server's do. */
const DEFAULT_WATCH_MS = 30 * 60_000
const IDLE_CONNECTION_MS = 90_000
const LONGEST_WATCH_MS = 24 * 3_600_000
const MAX_BODY_BYTES = 1024 * 1024
/** Resources that exist in a cluster and that the demo's service account may not touch. */
const FORBIDDEN_RESOURCES = new Set(['secrets', 'nodes', 'serviceaccounts', 'events'])
const VERBS: Record<string, string> = { GET: 'get', POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' }

/**
 * A Kubernetes API over the store, for whoever holds the token: objects are read-only, services are reached through
 * the proxy with any method. It does not listen yet.
 */
export function createApiServer(options: ApiServerOptions): Server {
  return createServer({ keepAliveTimeout: IDLE_CONNECTION_MS }, (request, response) => {
    handle(options, request, response).catch((error: unknown) => {
      if (!(error instanceof StatusError)) throw error
      if (response.headersSent) response.destroy()
      else sendStatus(response, error)
    })
  })
}

async function handle(options: ApiServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { store, catalogue, faults, token } = options
  if (faults.outage === 'silent') return
  if (faults.outage === 'unavailable') throw unavailable('the server is currently unable to handle the request')
  const slow = faults.outage === 'slow'
  authenticate(request, token)
  const { pathname, search, searchParams } = readUrl(request.url ?? '/')
  const reads = request.method === 'GET'
  if (pathname === '/version' && reads) {
    sendJson(response, 200, { major: '1', minor: '34', gitVersion: 'v1.34.4', platform: 'linux/amd64' }, slow)
    return
  }
  const discovered = reads ? discover(pathname, catalogue.kinds()) : null
  if (discovered !== null) {
    sendJson(response, 200, discovered, slow)
    return
  }
  const path = parseApiPath(pathname, catalogue)
  if (!path || !catalogue.kinds().some(({ group, version }) => group === path.group && version === path.version)) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404 page not found\n')
    return
  }
  const { kind, namespace, name } = path
  authorise(path, request.method ?? 'GET', searchParams, faults)
  if (!kind) throw unknownPath()

  if (path.subresource !== undefined) {
    await proxied(options, path, search, request, response)
  } else if (name !== undefined) {
    get(store, kind, namespace, name, response)
  } else if (isTrue(searchParams.get('watch'))) {
    watch(store, kind, namespace, searchParams, faults, response)
  } else {
    list(store, kind, namespace, searchParams, response, slow)
  }
}

async function proxied(
  { proxy, faults }: ApiServerOptions,
  { subresource, resource, namespace, name }: ApiPath,
  search: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = /^\/proxy(\/.*)?$/.exec(subresource ?? '')
  if (!target || resource !== 'services' || namespace === undefined || name === undefined) throw unknownPath()
  const body = await readBody(request)
  const asked = { method: request.method ?? 'GET', path: `${target[1] ?? '/'}${search}`, body }
  proxy.answer(namespace, name, asked, response, faults.outage === 'slow')
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > MAX_BODY_BYTES) throw badRequest('the request body is too large')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
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
  slow: boolean,
): void {
  const answer = listObjects(store, {
    kind,
    namespace,
    matches: readSelector(query),
    selective: (query.get('labelSelector') ?? '') !== '',
    limit: readCount(query, 'limit') ?? 0,
    continueToken: query.get('continue') || null,
  })
  sendJson(response, 200, answer, slow)
}

function watch(
  store: ObjectStore,
  kind: ResourceKind,
  namespace: string | undefined,
  query: URLSearchParams,
  faults: ApiFaults,
  response: ServerResponse,
): void {
  if (query.has('sendInitialEvents')) {
    throw badRequest('sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled')
  }
  faults.watching(response)
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
      isMuted: () => faults.outage === 'silent',
    },
    response,
  )
}

function authenticate(request: IncomingMessage, token: string): void {
  const given = Buffer.from(request.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw unauthorized()
}

function authorise(path: ApiPath, method: string, query: URLSearchParams, faults: ApiFaults): void {
  const { group, resource, kind, namespace, name } = path
  const known = kind !== undefined || (group === '' && FORBIDDEN_RESOURCES.has(resource))
  if (!known) throw unknownPath()
  const written = VERBS[method] ?? method.toLowerCase()
  const reading = name !== undefined ? 'get' : isTrue(query.get('watch')) ? 'watch' : 'list'
  const verb = method === 'GET' && path.subresource === undefined ? reading : written
  const isProxy = resource === 'services' && path.subresource?.startsWith('/proxy') === true
  const asked = isProxy ? 'services/proxy' : resource
  const isAllowed = kind !== undefined && (isProxy || method === 'GET')
  const qualified = group === '' ? asked : `${asked}.${group}`
  if (!isAllowed || faults.isForbidden(verb, qualified, namespace)) throw forbidden(verb, asked, group, namespace, name)
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

function isTrue(value: string | null): boolean {
  return value === '1' || value === 'true'
}
