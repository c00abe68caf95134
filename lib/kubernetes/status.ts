import type { Problem } from '../problem.ts'
import { textAt } from './json.ts'

const CODES: Record<number, string> = {
  401: 'kubernetes.unauthorized',
  403: 'kubernetes.forbidden',
  404: 'kubernetes.not-found',
  410: 'kubernetes.gone',
}

/**
 * What an answer other than 200 means for what was asked: the API server's own `Status`, or whatever stands before it
 * answers.
 *
 * @param text of the body.
 */
export function problemOfStatus(status: number, text: string, asked: { verb: string; resource: string }): Problem {
  const message = textAt(parseJson(text), 'message') ?? text.trim().split('\n', 1)[0] ?? ''
  const code = CODES[status] ?? 'kubernetes.refused'
  return { code, params: { ...asked, status }, raw: message.slice(0, 2000) }
}

/** Undefined where the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
