import { parseJson } from '../parse-json.ts'
import { WeirError } from '../problem.ts'
import type { KubernetesClient } from './client.ts'
import { listAt, textAt } from './json.ts'
import { problemOfStatus, ruleOf } from './status.ts'

const LIMITS = { timeoutMs: 10_000, maxBytes: 1_000_000 }

/**
 * The kinds of an API group that can be listed and watched, by plural, and the version they are best read in. Empty where
 * the group does not exist: none of its CRDs is installed. Whoever may use the API may ask for that.
 *
 * @throws WeirError as `KubernetesClient.get`, of the answer, or `kubernetes.bad-answer`.
 */
export async function discoverGroup(
  client: Pick<KubernetesClient, 'get'>,
  group: string,
  signal: AbortSignal,
): Promise<Map<string, { version: string }>> {
  const found = await getJson(client, `/apis/${group}`, signal)
  if (found === null) return new Map()
  const version = textAt(found, 'preferredVersion', 'version') ?? textAt(listAt(found, 'versions')[0], 'version') ?? ''
  // What comes from outside becomes part of a path.
  if (!/^v[0-9][a-z0-9]{0,20}$/.test(version)) {
    throw new WeirError({ code: 'kubernetes.bad-answer', params: { resource: group } })
  }
  const resources = listAt(await getJson(client, `/apis/${group}/${version}`, signal), 'resources')
  const kinds = new Map<string, { version: string }>()
  for (const resource of resources) {
    const name = textAt(resource, 'name')
    const verbs = listAt(resource, 'verbs')
    if (name !== null && verbs.includes('list') && verbs.includes('watch')) kinds.set(name, { version })
  }
  return kinds
}

/** Null where there is nothing of that name. */
async function getJson(client: Pick<KubernetesClient, 'get'>, path: string, signal: AbortSignal): Promise<unknown> {
  const { status, body } = await client.get(path, { ...LIMITS, signal })
  if (status === 404) return null
  const text = new TextDecoder().decode(body)
  if (status !== 200) throw new WeirError(problemOfStatus(status, text, ruleOf('get', path)))
  const json = parseJson(text)
  if (json === undefined) throw new WeirError({ code: 'kubernetes.bad-answer', params: { resource: path } })
  return json
}
