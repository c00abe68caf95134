import { ByteCursor } from '../byte-cursor.ts'
import { FormatError } from '../format-error.ts'
import { DEFAULT_LIMITS, MAGIC, type StreamLimits, VERSION } from './protocol.ts'

/**
 * Reads the header of a Java serialization stream.
 *
 * @param start where the stream begins; offsets count from the beginning of `bytes`.
 * @returns a cursor at its first content.
 * @throws FormatError when the bytes are too many or begin with no stream header.
 */
export function openStream(bytes: Uint8Array, { maxBytes }: Pick<StreamLimits, 'maxBytes'>, start: number): ByteCursor {
  const cursor = new ByteCursor(bytes, start)
  const most = Math.min(maxBytes, DEFAULT_LIMITS.maxBytes)
  if (cursor.remaining > most) {
    throw new FormatError('tooLarge', start, `at most ${most} bytes`, `${cursor.remaining}`)
  }
  const magic = cursor.u2('stream magic')
  if (magic !== MAGIC) throw new FormatError('unexpected', start, 'Java stream magic aced', magic.toString(16))
  const version = cursor.u2('stream version')
  if (version !== VERSION) throw new FormatError('unsupported', start + 2, 'Java stream version 5', `${version}`)
  return cursor
}
