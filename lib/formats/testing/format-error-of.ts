import { FormatError } from '../format-error.ts'

/** The error that reading must end in; another one, or none, fails the test. */
export function formatErrorOf(read: () => unknown): FormatError {
  try {
    read()
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
  throw new Error('expected a FormatError')
}
