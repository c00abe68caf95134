import type { KindCatalogue } from './custom-resources.ts'
import { NAMESPACES, type ResourceKind } from './objects.ts'

/** What a path of the Kubernetes API asks for. `resource` may be one that the demo does not serve. */
export interface ApiPath {
  group: string
  version: string
  resource: string
  kind: ResourceKind | undefined
  /** Undefined: all namespaces, or a kind without one. */
  namespace: string | undefined
  name: string | undefined
  /** `/proxy/jobs/overview` of a service; undefined where nothing follows the name. */
  subresource: string | undefined
}

/**
 * Takes `/api/v1/…` and `/apis/<group>/<version>/…` apart. Percent escapes are undone in names only: what follows a
 * service's `/proxy` belongs to the service and stays as it came.
 *
 * @returns null if it is no path of that shape.
 */
export function parseApiPath(pathname: string, catalogue: KindCatalogue): ApiPath | null {
  const [root, ...segments] = pathname.split('/').slice(1)
  const group = root === 'apis' ? segments.shift() : root === 'api' ? '' : undefined
  const version = segments.shift()
  if (group === undefined || version === undefined) return null

  const namespaced = segments[0] === 'namespaces' && segments.length > 2
  const namespace = namespaced ? decode(segments[1]) : undefined
  const [resource, name, ...rest] = namespaced ? segments.slice(2) : segments
  if (resource === undefined || resource === '') return null
  const kind = catalogue.find(group, version, resource)
  if (kind && name !== undefined && kind.namespaced !== namespaced) return null
  if (kind === NAMESPACES && namespaced) return null
  return {
    group,
    version,
    resource,
    kind,
    namespace,
    name: decode(name),
    subresource: rest.length > 0 ? `/${rest.join('/')}` : undefined,
  }
}

function decode(segment: string | undefined): string | undefined {
  if (segment === undefined || segment === '') return undefined
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
