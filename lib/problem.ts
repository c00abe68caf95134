/**
 * What went wrong, for people and for programs: a code that names a translated sentence (`problems.<code>` in
 * `messages/`), its parameters, and the raw text of whoever said so, which is shown folded and never parsed again.
 * Problems are stored and streamed as they are, so that a change of language changes the sentence.
 */
export interface Problem {
  code: string
  params?: Record<string, string | number>
  raw?: string
}

/** An error with a problem that may be shown. An error that is not a WeirError shows an id, never its text. */
export class WeirError extends Error {
  readonly problem: Problem

  constructor(problem: Problem, options?: { cause?: unknown }) {
    super(problem.raw ? `${problem.code}: ${problem.raw}` : problem.code, options)
    this.name = 'WeirError'
    this.problem = problem
  }
}
