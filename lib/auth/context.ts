import { requireLoopbackHost } from './host.ts'

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

/**
 * The context of the one local actor, who sees everything.
 *
 * @param headers of the request: whoever asks under a foreign name gets no context, so nothing is read for them
 * @throws WeirError `host.foreign`
 */
export function localContext(headers: { get(name: string): string | null }): Ctx {
  requireLoopbackHost(headers)
  return { actor: { kind: 'local' }, sees: () => true }
}
