import { headers } from 'next/headers'
import { localContext, type WriteCtx } from '@/lib/auth/context'
import { requireOwnOrigin } from '@/lib/auth/origin'
import type { Problem } from '@/lib/problem'
import { toldProblem } from '@/lib/services/told-problem'

/**
 * Does what a server action is there for, in the name of whoever sits before a page of Weir's own. What goes wrong is an answer:
 * errors lose their text on the way to a browser.
 *
 * @param part of Weir and `failed`, what could not be done: for the log
 */
export async function answerAction<T extends object>(
  { part, failed }: { part: string; failed: string },
  act: (ctx: WriteCtx) => Promise<T>,
): Promise<T | { problem: Problem }> {
  try {
    const request = await headers()
    requireOwnOrigin(request)
    return await act(localContext(request))
  } catch (error) {
    return { problem: toldProblem(error, part, failed) }
  }
}
