import { isDatabaseLost } from '../db/lost.ts'
import { log } from '../log.ts'
import { type Problem, WeirError } from '../problem.ts'

/**
 * What whoever asked is told of an error. What nobody foresaw is told by an id alone, under which the log has it.
 *
 * @param part of Weir, for the log
 * @param what could not be done, for the log
 */
export function toldProblem(error: unknown, part: string, what: string): Problem {
  if (error instanceof WeirError) return error.problem
  if (isDatabaseLost(error)) {
    log(part).warn({ err: error }, what)
    return { code: 'database.unanswered' }
  }
  const id = crypto.randomUUID()
  log(part).error({ err: error, id }, what)
  return { code: 'unexpected', params: { id } }
}
