import type { ByteCursor } from '../byte-cursor.ts'
import { FormatError } from '../format-error.ts'
import type { StreamStateHandle } from '../state-handle/stream-state-handle.ts'
import { MAX_DEPTH } from './walk/agenda.ts'

/** A stream handle, or null for type 0. Source: Flink `MetadataV2V3SerializerBase.deserializeStreamStateHandle`. */
export function readStreamHandle(cursor: ByteCursor, depth = 0): StreamStateHandle | null {
  cursor.enter('stream handle')
  const handle = readHandleOfAnyType(cursor, depth)
  cursor.leave(handle?.kind ?? 'none')
  return handle
}

function readHandleOfAnyType(cursor: ByteCursor, depth: number): StreamStateHandle | null {
  const at = cursor.offset
  const type = cursor.u1('stream handle type')
  switch (type) {
    case 0:
      return null
    case 1: {
      const name = cursor.utf('handle name')
      return { kind: 'inline', name, bytes: cursor.take(cursor.count('bytes of inline state', 1), 'inline state') }
    }
    case 2: {
      const sizeBytes = cursor.size('file size')
      return { kind: 'file', path: cursor.utf('file path'), sizeBytes }
    }
    case 3: {
      if (depth >= MAX_DEPTH)
        throw new FormatError('tooDeep', at, `at most ${MAX_DEPTH} handles in one another`, 'more')
      const startKeyGroup = cursor.i4('first key group')
      const offsets = readOffsets(cursor, 'key groups')
      return { kind: 'key-groups', startKeyGroup, offsets, delegate: requireStreamHandle(cursor, depth + 1) }
    }
    case 6: {
      const relativePath = cursor.utf('relative path')
      return { kind: 'relative-file', relativePath, path: null, sizeBytes: cursor.size('file size') }
    }
    case 15:
      return readSegment(cursor)
    case 16:
      return { kind: 'empty-segment' }
    default:
      throw new FormatError('unsupported', at, 'a stream handle of type 0, 1, 2, 3, 6, 15 or 16', `type ${type}`)
  }
}

/** A stream handle where null makes no sense. */
export function requireStreamHandle(cursor: ByteCursor, depth = 0): StreamStateHandle {
  const at = cursor.offset
  const handle = readStreamHandle(cursor, depth)
  if (!handle) throw new FormatError('unexpected', at, 'a stream handle', 'null')
  return handle
}

/** A count and as many positions in a stream. */
export function readOffsets(cursor: ByteCursor, what: string): number[] {
  return cursor.longs('an offset', cursor.count(what, 8))
}

function readSegment(cursor: ByteCursor): StreamStateHandle {
  const startPos = cursor.long('segment position')
  const sizeBytes = cursor.long('segment length')
  const at = cursor.offset
  const scope = cursor.i4('segment scope')
  if (scope !== 0 && scope !== 1)
    throw new FormatError('unexpected', at, 'scope 0 (exclusive) or 1 (shared)', `${scope}`)
  if (startPos < 0 || sizeBytes < 0) {
    throw new FormatError('outOfRange', at - 16, 'position and length of 0 or more', `${startPos}, ${sizeBytes}`)
  }
  const path = cursor.utf('segment path')
  const logicalFileId = cursor.utf('logical file id')
  return { kind: 'segment', path, startPos, sizeBytes, scope: scope === 0 ? 'EXCLUSIVE' : 'SHARED', logicalFileId }
}
