import type { ByteSink } from '../byte-sink.ts'
import type { StreamStateHandle } from '../state-handle/stream-state-handle.ts'

/** A stream handle as `_metadata` has it; layouts are told in stream-handles.ts. */
export function writeStreamHandle(sink: ByteSink, handle: StreamStateHandle | null): void {
  if (handle === null) {
    sink.u1(0)
    return
  }
  switch (handle.kind) {
    case 'inline':
      sink.u1(1)
      sink.utf(handle.name)
      sink.i4(handle.bytes.length)
      sink.raw(handle.bytes)
      break
    case 'file':
      sink.u1(2)
      sink.size(handle.sizeBytes)
      sink.utf(handle.path)
      break
    case 'key-groups':
      sink.u1(3)
      sink.i4(handle.startKeyGroup)
      writeOffsets(sink, handle.offsets)
      writeStreamHandle(sink, handle.delegate)
      break
    case 'relative-file':
      sink.u1(6)
      sink.utf(handle.relativePath)
      sink.size(handle.sizeBytes)
      break
    case 'segment':
      sink.u1(15)
      sink.long(handle.startPos)
      sink.long(handle.sizeBytes)
      sink.i4(handle.scope === 'EXCLUSIVE' ? 0 : 1)
      sink.utf(handle.path)
      sink.utf(handle.logicalFileId)
      break
    case 'empty-segment':
      sink.u1(16)
      break
  }
}

export function writeOffsets(sink: ByteSink, offsets: readonly number[]): void {
  sink.i4(offsets.length)
  for (const offset of offsets) sink.long(offset)
}
