import type { LabelPredicate } from './label-selector.ts'
import { type ObjectStore, objectKey, ResourceVersionExpired } from './object-store.ts'
import { apiVersion, type KubernetesObject, type ResourceKind } from './objects.ts'
import { badRequest, expired } from './status.ts'

export interface ListRequest {
  kind: ResourceKind
  /** Undefined: all namespaces. */
  namespace: string | undefined
  matches: LabelPredicate
  /** Whether there is a selector: then the API server does not tell how many items remain. */
  selective: boolean
  /** 0: everything at once. */
  limit: number
  continueToken: string | null
}

interface Position {
  resourceVersion: number
  after: string
}

const TOO_OLD =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.'

/**
 * Answers a list, in pages if a limit is given. All pages show the state of the first one: the continue token holds
 * its resource version and the key to go on after, and a token whose version is forgotten is 410, as in Kubernetes.
 */
export function listObjects(store: ObjectStore, request: ListRequest): unknown {
  const { kind, namespace, limit } = request
  const position = request.continueToken === null ? null : readToken(request.continueToken)
  const resourceVersion = position?.resourceVersion ?? store.resourceVersion
  const matching = objectsAt(store, kind, resourceVersion).filter(
    ({ metadata }) =>
      (namespace === undefined || metadata.namespace === namespace) &&
      request.matches(metadata.labels) &&
      (position === null || keyOf(metadata) > position.after),
  )
  const items = limit > 0 ? matching.slice(0, limit) : matching
  const last = items.at(-1)
  const remaining = matching.length - items.length
  return {
    kind: `${kind.kind}List`,
    apiVersion: apiVersion(kind),
    metadata: {
      resourceVersion: String(resourceVersion),
      ...(remaining > 0 && last && { continue: writeToken({ resourceVersion, after: keyOf(last.metadata) }) }),
      ...(remaining > 0 && !request.selective && { remainingItemCount: remaining }),
    },
    items,
  }
}

function objectsAt(store: ObjectStore, kind: ResourceKind, resourceVersion: number): KubernetesObject[] {
  try {
    return store.listAt(kind, resourceVersion)
  } catch (error) {
    if (error instanceof ResourceVersionExpired) throw expired(TOO_OLD)
    throw error
  }
}

function keyOf(metadata: KubernetesObject['metadata']): string {
  return objectKey(metadata.namespace, metadata.name)
}

function writeToken(position: Position): string {
  return Buffer.from(`${position.resourceVersion} ${position.after}`).toString('base64url')
}

function readToken(token: string): Position {
  const [, version, after] = /^(\d{1,15}) (.+)$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? []
  if (version === undefined || after === undefined) throw badRequest('continue key is not valid')
  return { resourceVersion: Number(version), after }
}
