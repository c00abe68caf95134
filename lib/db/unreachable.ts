import { WeirError } from '../problem.ts'

/**
 * The error for a database that does not answer, with its address but neither user nor password.
 *
 * @returns WeirError `database.unreachable` with `address` (`host:port/database`) and the driver's words as raw text.
 */
export function databaseProblem(url: string, error: unknown): WeirError {
  const words = error instanceof Error ? error.message : String(error)
  return new WeirError(
    {
      code: 'database.unreachable',
      params: { address: addressOf(url) },
      raw: withoutPassword(url, words).slice(0, 500),
    },
    { cause: error },
  )
}

function addressOf(url: string): string {
  const parsed = URL.parse(url)
  return parsed ? `${parsed.host}${parsed.pathname}` : 'an address that is not a URL'
}

function withoutPassword(url: string, words: string): string {
  const password = URL.parse(url)?.password
  if (!password) return words
  return words.replaceAll(password, '***').replaceAll(decodeURIComponentOrSame(password), '***')
}

function decodeURIComponentOrSame(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // A password may hold a bare percent sign.
  }
}
