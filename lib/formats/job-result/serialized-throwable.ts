import { FormatError } from '../format-error.ts'
import { JavaObject, typeName } from '../java-serialization/java-value.ts'
import { JavaObjectStream } from '../java-serialization/object-stream.ts'

export interface SerializedThrowable {
  /** Outermost first. */
  causes: ThrowableCause[]
  /** The chain is longer than is read. */
  moreCauses: boolean
}

export interface ThrowableCause {
  /** Of the throwable itself, not of the wrapper that Flink serializes in its place. */
  className: string
  /** Flink's wrapper begins it with the class name. Null where the throwable has none. */
  message: string | null
}

const WRAPPER = 'org.apache.flink.util.SerializedThrowable'
const THROWABLE = 'java.lang.Throwable'

// Stack traces of a chain of causes, each with the ones below it: some 40 kB for one of two.
const MAX_BYTES = 4 * 1024 * 1024
const MAX_CAUSES = 64

/**
 * Reads the chain of causes of a throwable that Flink serialized for a program whose class path it does not know: the
 * classes are the wrapper's and the JDK's. The throwable's own bytes, which are in it too, are not looked at.
 *
 * @param base64 of a Java serialization stream.
 * @throws FormatError with the byte offset in the stream.
 * Source: Flink `SerializedThrowable`.
 */
export function readSerializedThrowable(base64: string): SerializedThrowable {
  const stream = JavaObjectStream.fromBase64(base64, { maxBytes: MAX_BYTES })
  const root = stream.readObject()
  if (!isThrowable(root)) throw new FormatError('unexpected', 0, THROWABLE, typeName(root))
  stream.expectEnd()

  const causes: ThrowableCause[] = []
  const seen = new Set<number>()
  // A throwable without cause is its own cause.
  let next: JavaObject | null = root
  while (next && !seen.has(next.offset) && causes.length < MAX_CAUSES) {
    seen.add(next.offset)
    causes.push({
      className: next.is(WRAPPER) ? next.string('originalErrorClassName') : next.className,
      message: next.stringOrNull('detailMessage'),
    })
    const cause: unknown = next.field('cause')
    next = isThrowable(cause) ? cause : null
  }
  return { causes, moreCauses: next !== null && !seen.has(next.offset) }
}

function isThrowable(value: unknown): value is JavaObject {
  return value instanceof JavaObject && value.descriptor.isA(THROWABLE)
}
