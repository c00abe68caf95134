import { setTimeout as sleep } from 'node:timers/promises'
import type { KubernetesClient } from '../kubernetes/client.ts'
import { discoverGroup } from '../kubernetes/discovery.ts'
import { log } from '../log.ts'
import { type Problem, WeirError } from '../problem.ts'

/** Follows which kinds of an API group there are, as CustomResourceDefinitions come and go. */
export interface OptionalKinds {
  /** Whether it was asked once, with an answer or not. */
  asked(): boolean
  /** Why it could not be asked last; null while it can. */
  problem(): Problem | null
  stop(): Promise<void>
}

const EVERY_MS = 10_000

/**
 * Asks the API server every ten seconds: that needs no right of its own, as watching CustomResourceDefinitions would, and
 * those are megabytes. A kind counts as gone when it was missed twice in a row: an API server that has just started does
 * not know all of them yet.
 *
 * @param onKinds is told the version of each kind by plural, whenever they are others than before.
 */
export function followKinds(
  client: Pick<KubernetesClient, 'get'>,
  group: string,
  onKinds: (kinds: ReadonlyMap<string, { version: string }>) => void,
  onAsked: () => void,
  everyMs: number = EVERY_MS,
): OptionalKinds {
  const stopping = new AbortController()
  let known = new Map<string, { version: string; missed: number }>()
  let asked = false
  let problem: Problem | null = null

  async function ask(): Promise<void> {
    try {
      const found = await discoverGroup(client, group, stopping.signal)
      const next = new Map([...found].map(([plural, { version }]) => [plural, { version, missed: 0 }]))
      for (const [plural, { version, missed }] of known) {
        if (!next.has(plural) && missed === 0) next.set(plural, { version, missed: 1 })
      }
      const changed = summary(next) !== summary(known)
      known = next
      problem = null
      if (changed) onKinds(known)
    } catch (error) {
      if (stopping.signal.aborted) return
      problem = error instanceof WeirError ? error.problem : { code: 'kubernetes.internal' }
      if (!(error instanceof WeirError))
        log('fleet').error({ err: error, group }, 'discovery met what it does not know')
    }
    asked = true
    onAsked()
  }

  const finished = (async () => {
    while (!stopping.signal.aborted) {
      await ask()
      await sleep(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
    }
  })()

  return {
    asked: () => asked,
    problem: () => problem,
    async stop() {
      stopping.abort(new DOMException('discovery stopped', 'AbortError'))
      await finished
    },
  }
}

function summary(kinds: ReadonlyMap<string, { version: string }>): string {
  return JSON.stringify([...kinds].map(([plural, { version }]) => [plural, version]).sort())
}
