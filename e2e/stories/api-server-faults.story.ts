import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import messages from '../../messages/en.json' with { type: 'json' }
import { listsAndWatches } from '../cluster/audit-log.ts'
import { EDGE, type Edge } from './edge.ts'
import { expect } from './expect.ts'
import { newCluster, otherIsUntouched, untilProblem, untilShown, untilWell } from './probe.ts'
import { clusterRow } from './shown.ts'
import type { Story } from './story.ts'
import type { World } from './world.ts'

const KINDS = ['configmaps', 'deployments', 'pods', 'services']

export const story: Story = {
  title:
    'silence, slow bytes, 503, an expired token and a new authority: fresh again by itself after each, and nobody asks in haste',
  deadlineSeconds: 480,
  async run(world) {
    const edge = await world.edge()
    await untilShown(edge, await newCluster(edge))
    await onceAKind(edge)
    await silence(world, edge)
    await slowBytes(edge)
    await expiredToken(edge)
    await noBackend(edge)
    await newAuthority(edge)
  },
}

/** The API server's own word: one list and one watch of each kind, however many look at what Weir shows. */
async function onceAKind(edge: Edge): Promise<void> {
  const looking = new AbortController()
  const streams = Array.from({ length: 10 }, () =>
    fetch(`${edge.weir.url}/api/stream?view=fleet`, { signal: looking.signal }),
  )
  for (const stream of await Promise.all(streams)) assert.ok(stream.ok)
  const counts = listsAndWatches(edge.audited())
  looking.abort()
  for (const kind of KINDS) assert.deepEqual(counts[kind], { lists: 1, watches: 1 }, kind)
}

/** A firewall forgets the connection: no word comes, and none that it is gone. A page that is open tells so, and tells when it is over. */
async function silence({ page }: World, edge: Edge): Promise<void> {
  const banner = page.getByRole('region', { name: messages.banner.label })
  await page.goto(edge.weir.url)
  await expect(banner).toBeHidden()
  const since = Date.now()
  edge.relay.set('silent')
  await untilProblem(edge, 'kubernetes.unreachable', 'kubernetes.timeout')
  // What is behind for less than 15 s is no news.
  await expect(banner).toContainText(messages.banner.stale.replace('{name}', EDGE))
  await otherIsUntouched(edge)
  const name = await newCluster(edge)
  edge.relay.set('open')
  await untilShown(edge, name)
  await untilWell(edge)
  await expect(clusterRow(page, name)).toBeVisible()
  await expect(banner).toBeHidden()
  const counts = listsAndWatches(edge.audited(since))
  for (const kind of KINDS) {
    // Twice where the machine itself was silent for some seconds meanwhile.
    assert.ok((counts[kind]?.lists ?? 0) <= 2, `${kind} is listed again once`)
    const watches = counts[kind]?.watches ?? 0
    assert.ok(watches >= 1 && watches <= 2, `${kind} is watched again once, not ${watches} times`)
  }
}

/** Some hundred bytes a second: enough to be alive, too little for a handshake. */
async function slowBytes(edge: Edge): Promise<void> {
  edge.relay.cut()
  edge.relay.set('slow')
  await untilProblem(edge, 'kubernetes.unreachable', 'kubernetes.timeout')
  await otherIsUntouched(edge)
  const name = await newCluster(edge)
  edge.relay.set('open')
  await untilShown(edge, name)
  await untilWell(edge)
}

/** Weir reads the file with the token anew, and says that it must log in while nobody has put a new one there. */
async function expiredToken(edge: Edge): Promise<void> {
  await edge.giveToken(-60)
  // What Weir holds is good for ten seconds; connections that are open stay so.
  await sleep(11_000)
  edge.relay.cut()
  await untilProblem(edge, 'kubernetes.unauthorized')
  await otherIsUntouched(edge)
  const name = await newCluster(edge)
  await edge.giveToken(3600)
  await untilShown(edge, name)
  await untilWell(edge)
}

/** A load balancer with nothing behind it, for half a minute. */
async function noBackend(edge: Edge): Promise<void> {
  edge.through('proxy')
  edge.relay.cut()
  await untilShown(edge, await newCluster(edge))
  await untilWell(edge)
  const asked = edge.proxy.requests.length
  edge.proxy.unavailable = true
  edge.relay.cut()
  const over = sleep(30_000)
  await Promise.all([over, untilProblem(edge, 'kubernetes.refused')])
  await otherIsUntouched(edge)
  const requests = edge.proxy.requests.slice(asked)
  for (const kind of KINDS) {
    const ofKind = requests.filter((request) => request.includes(`/${kind}?`)).length
    assert.ok(ofKind >= 2 && ofKind <= 10, `${kind} was asked for ${ofKind} times in 30 s`)
  }
  const name = await newCluster(edge)
  edge.proxy.unavailable = false
  await untilShown(edge, name)
  await untilWell(edge)
}

/** The load balancer has a certificate of an authority that Weir is told of later. */
async function newAuthority(edge: Edge): Promise<void> {
  await edge.otherAuthority()
  edge.through('proxy')
  edge.relay.cut()
  await untilProblem(edge, 'kubernetes.tls')
  await otherIsUntouched(edge)
  const name = await newCluster(edge)
  await edge.tellAuthority()
  await untilShown(edge, name)
  await untilWell(edge)
}
