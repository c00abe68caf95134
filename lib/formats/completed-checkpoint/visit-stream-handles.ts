import { JavaArray, type JavaBlockData, JavaObject, type JavaValue } from '../java-serialization/java-value.ts'
import { isStreamStateHandle, type StreamStateHandle, streamStateHandle } from '../state-handle/stream-state-handle.ts'

/**
 * Finds every stream handle that can be reached from an object, each once, whatever kinds of keyed, operator and
 * channel state lie between: their classes differ by version, the handles at their ends do not.
 */
export function visitStreamHandles(root: JavaObject, visit: (handle: StreamStateHandle) => void): void {
  const seen = new Set<JavaObject | JavaArray>()
  const waiting: (JavaValue | JavaBlockData)[] = [root]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (!(value instanceof JavaObject || value instanceof JavaArray) || seen.has(value)) continue
    seen.add(value)
    if (value instanceof JavaArray) {
      for (const element of value.elements) waiting.push(element)
    } else if (isStreamStateHandle(value)) {
      visit(streamStateHandle(value))
    } else {
      for (const field of value.values) waiting.push(field)
      for (const annotation of value.annotations) {
        for (const content of annotation.contents) waiting.push(content)
      }
    }
  }
}
