import { parseJson } from '../parse-json.ts'
import { WeirError } from '../problem.ts'
import type { KubernetesClient } from './client.ts'
import { listAt, textAt } from './json.ts'
import type { Kind } from './resources.ts'
import { problemOfStatus, ruleOf } from './status.ts'

export interface ListedPage {
  objects: unknown[]
  /** Of the whole list: the same on every page of it. */
  resourceVersion: string
}

const PAGE_SIZE = 500
const PAGE_TIMEOUT_MS = 30_000
/** See the reflector: what it waits for at most, one after the other, is less than 15 s. */
const PAGE_STALLED_MS = 8_000
const PAGE_BYTES = 64_000_000
/** Beyond this an API server repeats itself. */
const MAX_PAGES = 2000

/** `/api/v1/…` for the core group, `/apis/<group>/…` for the others; all namespaces where none is named. */
export function collectionPath({ group, version, plural }: Kind, namespace?: string): string {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  return namespace === undefined ? `${root}/${plural}` : `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}`
}

/**
 * Lists a collection page by page. A page that is too large to hold is asked for again in smaller ones.
 *
 * @throws WeirError of the client, of the answer (`kubernetes.forbidden`, `.gone`, …), or `kubernetes.bad-answer`.
 */
export async function* listPages(
  client: Pick<KubernetesClient, 'get'>,
  options: { collection: string; selector: string | null; kind: Kind; signal: AbortSignal },
): AsyncGenerator<ListedPage> {
  const { collection, selector, kind, signal } = options
  let limit = PAGE_SIZE
  let token: string | null = null
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = new URLSearchParams({ limit: `${limit}` })
    if (selector !== null) query.set('labelSelector', selector)
    if (token !== null) query.set('continue', token)
    const text = await getPage(client, `${collection}?${query}`, signal).catch((error: unknown) => {
      if (limit > 1 && error instanceof WeirError && error.problem.code === 'kubernetes.too-large') return null
      throw error
    })
    if (text === null) {
      limit = Math.max(1, Math.floor(limit / 8))
      continue
    }
    const list = parseJson(text)
    const resourceVersion = textAt(list, 'metadata', 'resourceVersion')
    if (resourceVersion === null)
      throw new WeirError({ code: 'kubernetes.bad-answer', params: { resource: kind.plural } })
    yield { objects: listAt(list, 'items'), resourceVersion }
    token = textAt(list, 'metadata', 'continue')
    if (token === null) return
  }
  throw new WeirError({ code: 'kubernetes.bad-answer', params: { resource: kind.plural } })
}

async function getPage(client: Pick<KubernetesClient, 'get'>, path: string, signal: AbortSignal): Promise<string> {
  const { status, body } = await client.get(path, {
    timeoutMs: PAGE_TIMEOUT_MS,
    stalledMs: PAGE_STALLED_MS,
    maxBytes: PAGE_BYTES,
    signal,
  })
  const text = new TextDecoder().decode(body)
  if (status !== 200) throw new WeirError(problemOfStatus(status, text, ruleOf('list', path)))
  return text
}
