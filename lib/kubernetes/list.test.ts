import { describe, expect, it } from 'vitest'
import type { HttpLimits } from '../http.ts'
import { WeirError } from '../problem.ts'
import { collectionPath, listPages } from './list.ts'

const PODS = { group: '', version: 'v1', plural: 'pods' }

/** A collection of `total` objects in which a page of more than `heaviest` is too large to be held. */
function collection(total: number, heaviest: number) {
  const limits: number[] = []
  const get = async (path: string, _limits: HttpLimits) => {
    const query = new URL(path, 'http://api').searchParams
    const limit = Number(query.get('limit'))
    limits.push(limit)
    if (limit > heaviest) throw new WeirError({ code: 'kubernetes.too-large' })
    const from = Number(query.get('continue') ?? 0)
    const items = Array.from({ length: Math.min(limit, total - from) }, (_, i) => from + i)
    const more = from + limit < total ? { continue: `${from + limit}` } : {}
    const body = new TextEncoder().encode(JSON.stringify({ metadata: { resourceVersion: '7', ...more }, items }))
    return { status: 200, body, date: null, receivedAt: 0 }
  }
  return { client: { get }, limits }
}

async function objectsOf(client: Parameters<typeof listPages>[0]): Promise<unknown[]> {
  const objects: unknown[] = []
  const options = { collection: '/api/v1/pods', selector: null, kind: PODS, signal: new AbortController().signal }
  for await (const page of listPages(client, options)) objects.push(...page.objects)
  return objects
}

describe('listPages', () => {
  it('asks for smaller pages where one is too large, and misses nothing', async () => {
    const { client, limits } = collection(150, 40)
    expect(await objectsOf(client)).toEqual(Array.from({ length: 150 }, (_, i) => i))
    expect(limits.slice(0, 3)).toEqual([500, 62, 7])
    expect(new Set(limits.slice(2))).toEqual(new Set([7]))
  })

  it('gives up where a single object is too large', async () => {
    await expect(objectsOf(collection(3, 0).client)).rejects.toThrow('kubernetes.too-large')
  })

  it('ends where a server goes on for ever', async () => {
    const { client } = collection(Number.MAX_SAFE_INTEGER, 500)
    const empty = {
      get: async (path: string, limits: HttpLimits) => {
        const answer = await client.get(path, limits)
        const { metadata } = JSON.parse(new TextDecoder().decode(answer.body))
        return { ...answer, body: new TextEncoder().encode(JSON.stringify({ metadata, items: [] })) }
      },
    }
    await expect(objectsOf(empty)).rejects.toThrow('kubernetes.bad-answer')
  })
})

describe('collectionPath', () => {
  it('differs by group and namespace', () => {
    expect(collectionPath(PODS)).toBe('/api/v1/pods')
    expect(collectionPath(PODS, 'shop')).toBe('/api/v1/namespaces/shop/pods')
    expect(collectionPath({ group: 'apps', version: 'v1', plural: 'deployments' }, 'shop')).toBe(
      '/apis/apps/v1/namespaces/shop/deployments',
    )
    expect(collectionPath(PODS, '../..')).toBe('/api/v1/namespaces/..%2F../pods')
  })
})
