import type { Problem } from '@/lib/problem'

/** An answer that is none: with the problem where the server told one. */
export class DataError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.name = 'DataError'
    this.problem = problem
  }
}

/**
 * Fetches what a page shows only once somebody asks for it.
 *
 * @param href of Weir's own `/api/jobs/`, whose answers have the type that its route says
 * @throws DataError where there is no answer, or it tells of a problem
 */
export async function fetchJobData<View>(href: string, signal: AbortSignal): Promise<View> {
  const response = await fetch(href, { signal, headers: { accept: 'application/json' } }).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new DataError({ code: 'weir.unreachable' })
  })
  if (response.status === 404) throw new DataError({ code: 'weir.not-known' })
  const body: unknown = await response.json().catch(() => null)
  if (response.ok && body !== null) return body as View
  throw new DataError(problemOf(body) ?? { code: 'weir.no-answer', params: { status: response.status } })
}

function problemOf(body: unknown): Problem | null {
  if (typeof body !== 'object' || body === null || !('problem' in body)) return null
  const { problem } = body
  return typeof problem === 'object' && problem !== null && 'code' in problem && typeof problem.code === 'string'
    ? (problem as Problem)
    : null
}
