import type { ServerResponse } from 'node:http'
import { qualifiedResource, type ResourceKind } from './objects.ts'
import { sendJson } from './send.ts'

/** An answer of the Kubernetes API that is not the asked object. */
export interface Status {
  kind: 'Status'
  apiVersion: 'v1'
  metadata: Record<string, never>
  status: 'Failure'
  message: string
  reason?: string
  details?: { name?: string; group?: string; kind?: string }
  code: number
}

/** Ends the handling of a request with a Status. */
export class StatusError extends Error {
  readonly status: Status

  constructor(status: Status) {
    super(status.message)
    this.status = status
  }
}

function failure(code: number, reason: string, message: string, details?: Status['details']): StatusError {
  const head = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' } as const
  return new StatusError({ ...head, message, reason, ...(details && { details }), code })
}

export const unauthorized = () => failure(401, 'Unauthorized', 'Unauthorized')

export const badRequest = (message: string) => failure(400, 'BadRequest', message)

export const unknownPath = () => failure(404, 'NotFound', 'the server could not find the requested resource')

export const expired = (message: string) => failure(410, 'Expired', message)

export const unavailable = (message: string) => failure(503, 'ServiceUnavailable', message)

/** 404 for a kind that is served and a name that is not there. */
export function notFound(kind: ResourceKind, name: string): StatusError {
  return failure(404, 'NotFound', `${qualifiedResource(kind)} "${name}" not found`, {
    name,
    ...(kind.group !== '' && { group: kind.group }),
    kind: kind.plural,
  })
}

/** 403 as the API server words it for the service account whose token the demo's kubeconfig holds. */
export function forbidden(verb: string, resource: string, group: string, namespace: string | undefined, name?: string) {
  const [plural = resource] = resource.split('/')
  const qualified = group === '' ? plural : `${plural}.${group}`
  const object = name === undefined ? qualified : `${qualified} "${name}"`
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`
  const message = `${object} is forbidden: User "system:serviceaccount:weir:weir" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`
  return failure(403, 'Forbidden', message, {
    ...(name !== undefined && { name }),
    ...(group !== '' && { group }),
    kind: plural,
  })
}

export function sendStatus(response: ServerResponse, { status }: StatusError): void {
  sendJson(response, status.code, status)
}
