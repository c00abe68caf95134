import { FormatError } from '../format-error.ts'
import { JavaObject, typeName } from '../java-serialization/java-value.ts'
import { JavaObjectStream } from '../java-serialization/object-stream.ts'
import { readKnownShape } from './known-shape.ts'
import { STREAM_HANDLE_CLASS, streamSizeBytes, streamStateHandle } from './stream-state-handle.ts'

/** What a ConfigMap holds at most. */
const CONFIG_MAP_LIMIT_BYTES = 1024 * 1024

const WITH_DELETE_MARKER =
  'org.apache.flink.kubernetes.highavailability.KubernetesStateHandleStore$StateHandleWithDeleteMarker'
const RETRIEVABLE = 'org.apache.flink.runtime.state.RetrievableStreamStateHandle'

export interface StateHandlePointer {
  /** Flink is about to remove the entry: it counts as gone, and its file may be. Always false up to 1.14. */
  markedForDeletion: boolean
  /** True for the wrapper with delete marker (1.15+), false for the bare handle (1.13, 1.14). */
  wrapped: boolean
  /** The file in the HA storage directory; null where the value holds the bytes itself (`inline`). */
  path: string | null
  /** Size of that file, not of a checkpoint; null where the writer did not know. */
  stateSizeBytes: number | null
  /** Class of the innermost handle. */
  handleClass: string
  inline: Uint8Array | null
  /** Length of the decoded value. */
  byteLength: number
}

/**
 * Reads the state handle that Flink keeps under the `checkpointID-…`, `jobGraph-…`, `executionPlan-…` and
 * `application-…` keys of an HA ConfigMap.
 *
 * @param base64 of a Java serialization stream, at most 1 MiB (a ConfigMap holds no more).
 * @returns the pointer. It names a file, not a checkpoint: see `readCompletedCheckpoint`.
 * @throws FormatError with the byte offset and what was expected; never a partial result.
 * Source: Flink `KubernetesStateHandleStore`, `RetrievableStreamStateHandle` (1.13–2.3).
 */
export function readStateHandle(base64: string): StateHandlePointer {
  const known = readKnownShape(base64)
  if (!known) return readAnyStateHandle(base64)
  const { sizeBytes, ...rest } = known
  return { ...rest, stateSizeBytes: sizeBytes, handleClass: STREAM_HANDLE_CLASS.file, inline: null }
}

/** The general reader, for handles of every kind. Exported for comparison with the one for the usual shape. */
export function readAnyStateHandle(base64: string): StateHandlePointer {
  const stream = JavaObjectStream.fromBase64(base64, { maxBytes: CONFIG_MAP_LIMIT_BYTES })
  const root = stream.readObject()
  if (!(root instanceof JavaObject)) throw new FormatError('unexpected', 0, 'a state handle', typeName(root))
  stream.expectEnd()

  const wrapped = root.is(WITH_DELETE_MARKER)
  const retrievable = wrapped ? root.object('inner') : root
  if (!retrievable.is(RETRIEVABLE)) {
    throw new FormatError('unsupported', retrievable.offset, RETRIEVABLE, retrievable.className)
  }
  const wrappedHandle = retrievable.object('wrappedStreamStateHandle')
  const handle = streamStateHandle(wrappedHandle)
  return {
    markedForDeletion: wrapped && root.boolean('markedForDeletion'),
    wrapped,
    path: 'path' in handle ? handle.path : null,
    stateSizeBytes: streamSizeBytes(handle),
    handleClass: wrappedHandle.className,
    inline: handle.kind === 'inline' ? handle.bytes : null,
    byteLength: stream.byteLength,
  }
}
