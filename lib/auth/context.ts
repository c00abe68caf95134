import { WeirError } from '../problem.ts'
import { requireLoopbackHost } from './host.ts'
import { countRefusal } from './refused.ts'

/** Who acts. Until identity comes there is one: whoever sits at this machine. */
export type Actor = { kind: 'local' }

/** A cluster as far as visibility depends on it. */
export interface VisibilitySubject {
  connection: string
  namespace: string
  name: string
}

/**
 * What every service verb, read, count and stream is given: who asks, and which clusters that person may see. A read
 * filters by `sees` before it counts, so that a number never tells of what is hidden.
 */
export interface Ctx {
  actor: Actor
  sees(subject: VisibilitySubject): boolean
}

/** What may be done beside looking. */
export const RIGHTS = ['savepoint:trigger', 'history:change'] as const
export type Right = (typeof RIGHTS)[number]

/** The context of a verb that changes something. */
export interface WriteCtx extends Ctx {
  /** @throws WeirError `auth.forbidden` with `right` unless this actor has that right on this cluster; null: on Weir itself */
  require(right: Right, subject: VisibilitySubject | null): void
}

/**
 * The context of the one local actor, who sees everything and may do everything there is a right for.
 *
 * @param headers of the request: whoever asks under a foreign name gets no context, so nothing is read for them
 * @throws WeirError `host.foreign`
 */
export function localContext(headers: { get(name: string): string | null }): WriteCtx {
  requireLoopbackHost(headers)
  return {
    actor: { kind: 'local' },
    sees: () => true,
    require(right) {
      if (RIGHTS.includes(right)) return
      countRefusal('right')
      throw new WeirError({ code: 'auth.forbidden', params: { right } })
    },
  }
}
