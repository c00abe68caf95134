import type { JavaObject } from '../java-serialization/java-value.ts'
import { isStreamStateHandle, type StreamStateHandle, streamStateHandle } from '../state-handle/stream-state-handle.ts'

/**
 * Finds every stream handle that can be reached from an object, each once, whatever kinds of keyed, operator and
 * channel state lie between: their classes differ by version, the handles at their ends do not.
 */
export function visitStreamHandles(root: JavaObject, visit: (handle: StreamStateHandle) => void): void {
  root.visitObjects((object) => {
    if (!isStreamStateHandle(object)) return true
    visit(streamStateHandle(object))
    return false
  })
}
