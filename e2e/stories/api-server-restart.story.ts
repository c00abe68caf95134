import assert from 'node:assert/strict'
import { listsAndWatches } from '../cluster/audit-log.ts'
import { makeConfigMaps } from '../cluster/bulk.ts'
import type { Edge } from './edge.ts'
import { newCluster, otherIsUntouched, untilProblem, untilShown, untilWell } from './probe.ts'
import type { Story } from './story.ts'

const MANY = 10_000
const PAGE = 500

export const story: Story = {
  title:
    'the API server is killed and its history compacted, with 10,000 objects: listed anew in pages, and fresh again by itself',
  deadlineSeconds: 480,
  async run(world) {
    const edge = await world.edge()
    edge.through('api-server')
    edge.relay.cut()
    await makeConfigMaps(edge.etcd, 'bulk', MANY)
    await untilShown(edge, await newCluster(edge))
    await edge.kill()
    await untilProblem(edge, 'kubernetes.unreachable')
    await otherIsUntouched(edge)
    // What Weir saw last is forgotten by the time it comes back: it must be told so, and list anew.
    await compact(edge.etcd.url)
    const since = Date.now()
    await edge.start()
    const ready = Date.now()
    await untilShown(edge, await newCluster(edge))
    await untilWell(edge)
    pagedOnce(edge, since, ready)
  },
}

function pagedOnce(edge: Edge, since: number, ready: number): void {
  const requests = edge.audited(since)
  const maps = requests.filter(({ resource }) => resource === 'configmaps')
  const counts = listsAndWatches(requests.filter(({ at }) => at >= ready - 5_000))
  for (const [kind, { lists, watches }] of Object.entries(counts)) {
    assert.ok(lists <= 2, `${kind} was listed ${lists} times`)
    assert.ok(watches <= 4, `${kind} was watched ${watches} times`)
  }
  // That its point is gone Weir is told within a watch, of which the audit log says nothing: it lists because of it.
  const pages = maps.filter(({ verb, code }) => verb === 'list' && code === 200)
  assert.ok(pages.length >= MANY / PAGE, `${pages.length} pages`)
  assert.ok(pages.every(({ uri }) => uri.includes(`limit=${PAGE}`)))
}

/** Makes etcd forget all that was before now. */
async function compact(etcdUrl: string): Promise<void> {
  const call = async (path: string, body: unknown): Promise<{ header: { revision: string } }> => {
    const response = await fetch(etcdUrl + path, { method: 'POST', body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as { header: { revision: string } }
  }
  const { header } = await call('/v3/kv/range', { key: Buffer.from('x').toString('base64') })
  await call('/v3/kv/compaction', { revision: header.revision, physical: true })
}
