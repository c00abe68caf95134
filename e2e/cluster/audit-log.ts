import { existsSync, readFileSync } from 'node:fs'

/** One request as the API server itself wrote it down when it began to answer or was done. */
export interface AuditedRequest {
  verb: string
  resource: string
  uri: string
  code: number
  /** Epoch milliseconds at which it came. */
  at: number
}

/** What the API server is told to write down: the requests of Weir, each when its answer begins and ends. */
export function auditPolicy(user: string): unknown {
  return {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    omitStages: ['RequestReceived'],
    rules: [{ level: 'Metadata', users: [user] }, { level: 'None' }],
  }
}

/** Requests since a time, each once. A watch counts when it is opened, all else when it is answered. */
export function auditedRequests(file: string, since = 0): AuditedRequest[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line) => {
    if (line === '') return []
    const { verb, stage, requestURI, responseStatus, requestReceivedTimestamp, objectRef } = JSON.parse(line)
    const counts =
      stage === 'ResponseStarted' ||
      (stage === 'ResponseComplete' && (verb !== 'watch' || responseStatus?.code !== 200))
    const at = Date.parse(requestReceivedTimestamp)
    if (!counts || at < since) return []
    return [{ verb, resource: objectRef?.resource ?? '', uri: requestURI, code: responseStatus?.code ?? 0, at }]
  })
}

/** How many lists and watches of each kind; a list of several pages is one. */
export function listsAndWatches(
  requests: readonly AuditedRequest[],
): Record<string, { lists: number; watches: number }> {
  const counts: Record<string, { lists: number; watches: number }> = {}
  for (const { verb, resource, uri, code } of requests) {
    if (code !== 200 || (verb !== 'list' && verb !== 'watch')) continue
    const count = counts[resource] ?? { lists: 0, watches: 0 }
    counts[resource] = count
    if (verb === 'watch') count.watches += 1
    else if (!uri.includes('continue=')) count.lists += 1
  }
  return counts
}
