import { FormatError } from '../format-error.ts'
import type { JavaObject } from '../java-serialization/java-value.ts'
import { MOST_PATH_LENGTH } from '../snapshot-limits.ts'

/** Where bytes of state are. `sizeBytes` is null where the writer did not know it. */
export type StreamStateHandle =
  /** The bytes themselves. `name` is the path the file would have had: there is no such file. */
  | { kind: 'inline'; name: string; bytes: Uint8Array }
  /** `path` is a URI as Flink writes it: `file:/a/b` with one slash, `s3://bucket/key`. */
  | { kind: 'file'; path: string; sizeBytes: number | null }
  /** Beside the `_metadata` that names it. `path` is absolute where the writer stored it too (HA files do). */
  | { kind: 'relative-file'; relativePath: string; path: string | null; sizeBytes: number | null }
  /** A part of a file that several handles share (file merging, 1.20+). */
  | { kind: 'segment'; path: string; startPos: number; sizeBytes: number; scope: SegmentScope; logicalFileId: string }
  /** File merging's stand-in for "no state". */
  | { kind: 'empty-segment' }
  /** Key groups where a plain stream is usual: written by 1.13 and 1.14. */
  | { kind: 'key-groups'; startKeyGroup: number; offsets: number[]; delegate: StreamStateHandle }

export type SegmentScope = 'EXCLUSIVE' | 'SHARED'

export const STREAM_HANDLE_CLASS = {
  inline: 'org.apache.flink.runtime.state.memory.ByteStreamStateHandle',
  file: 'org.apache.flink.runtime.state.filesystem.FileStateHandle',
  'relative-file': 'org.apache.flink.runtime.state.filesystem.RelativeFileStateHandle',
  segment: 'org.apache.flink.runtime.state.filemerging.SegmentFileStateHandle',
  'empty-segment': 'org.apache.flink.runtime.state.filemerging.EmptySegmentFileStateHandle',
  'key-groups': 'org.apache.flink.runtime.state.KeyGroupsStateHandle',
} as const satisfies Record<StreamStateHandle['kind'], string>

/** True for the handles that `streamStateHandle` projects: those that hold or name bytes themselves. */
export function isStreamStateHandle(object: JavaObject): boolean {
  return (
    object.is(STREAM_HANDLE_CLASS.file) ||
    object.is(STREAM_HANDLE_CLASS.inline) ||
    object.is(STREAM_HANDLE_CLASS['relative-file']) ||
    object.is(STREAM_HANDLE_CLASS.segment) ||
    object.is(STREAM_HANDLE_CLASS['empty-segment'])
  )
}

/**
 * Projects a serialized stream handle.
 *
 * @throws FormatError `unsupported` for a class that is none of them, with its name.
 */
export function streamStateHandle(object: JavaObject): Exclude<StreamStateHandle, { kind: 'key-groups' }> {
  switch (object.className) {
    case STREAM_HANDLE_CLASS.inline:
      return { kind: 'inline', name: object.string('handleName'), bytes: object.byteArray('data') }
    case STREAM_HANDLE_CLASS.file:
      return { kind: 'file', path: pathOf(object.object('filePath')), sizeBytes: object.size('stateSize') }
    case STREAM_HANDLE_CLASS['relative-file']:
      return {
        kind: 'relative-file',
        relativePath: checkedPath(object.string('relativePath'), object.offset),
        path: pathOf(object.object('filePath')),
        sizeBytes: object.size('stateSize'),
      }
    case STREAM_HANDLE_CLASS.segment:
      return {
        kind: 'segment',
        path: pathOf(object.object('filePath')),
        startPos: object.long('startPos'),
        sizeBytes: object.long('stateSize'),
        scope: segmentScope(object.enumName('scope'), object.offset),
        logicalFileId: object.object('logicalFileId').string('keyString'),
      }
    case STREAM_HANDLE_CLASS['empty-segment']:
      return { kind: 'empty-segment' }
    default:
      throw new FormatError('unsupported', object.offset, 'a stream state handle', object.className)
  }
}

/** The URI of an `org.apache.flink.core.fs.Path`, as it was written. */
export function pathOf(path: JavaObject): string {
  return checkedPath(path.object('uri').string('string'), path.offset)
}

/** @throws FormatError `tooLarge` for one that no storage takes. */
function checkedPath(path: string, offset: number): string {
  if (path.length <= MOST_PATH_LENGTH) return path
  throw new FormatError('tooLarge', offset, `a path of at most ${MOST_PATH_LENGTH} characters`, `${path.length}`)
}

export function segmentScope(name: string, offset: number): SegmentScope {
  if (name === 'EXCLUSIVE' || name === 'SHARED') return name
  throw new FormatError('unexpected', offset, 'scope EXCLUSIVE or SHARED', name)
}

/** Bytes of state behind a handle; null where its writer did not know. */
export function streamSizeBytes(handle: StreamStateHandle): number | null {
  switch (handle.kind) {
    case 'inline':
      return handle.bytes.length
    case 'empty-segment':
      return 0
    case 'key-groups':
      return streamSizeBytes(handle.delegate)
    default:
      return handle.sizeBytes
  }
}
