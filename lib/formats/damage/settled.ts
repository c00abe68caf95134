import { isDeepStrictEqual } from 'node:util'

/** Reads a text, writes what was read, and reads that: true when both readings are equal. */
export function isSettled<T>(
  text: string,
  read: (text: string) => T,
  write: (read: { text: string; value: T }) => string,
): boolean {
  const value = read(text)
  return isDeepStrictEqual(read(write({ text, value })), value)
}
