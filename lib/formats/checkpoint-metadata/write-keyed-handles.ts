import type { ByteSink } from '../byte-sink.ts'
import type {
  ChangelogHandle,
  FileChangelogHandle,
  IncrementalHandle,
  KeyedStateHandle,
  KeyGroupRange,
  KeyGroupsHandle,
  LocalFile,
  MemoryChangelogHandle,
} from './state-handles.ts'
import { writeOffsets, writeStreamHandle } from './write-stream-handles.ts'

/**
 * A keyed state handle. Which of the types that stand for the same kind it is follows from what it does not have:
 * layouts, and which release wrote which, are told in keyed-handles.ts.
 */
export function writeKeyedHandle(sink: ByteSink, handle: KeyedStateHandle | null): void {
  switch (handle?.kind) {
    case undefined:
      sink.u1(0)
      break
    case 'key-groups':
    case 'key-groups-savepoint':
      writeKeyGroups(sink, handle)
      break
    case 'incremental':
      writeIncremental(sink, handle)
      break
    case 'changelog':
      writeChangelog(sink, handle)
      break
    case 'changelog-memory':
      writeMemoryChangelog(sink, handle)
      break
    case 'changelog-files':
      writeFileChangelog(sink, handle)
      break
  }
}

function writeKeyGroups(sink: ByteSink, handle: KeyGroupsHandle): void {
  const { stateHandleId } = handle
  sink.u1(handle.kind === 'key-groups-savepoint' ? 7 : stateHandleId === null ? 3 : 12)
  sink.i4(handle.startKeyGroup)
  writeOffsets(sink, handle.offsets)
  writeStreamHandle(sink, handle.delegate)
  if (handle.kind === 'key-groups' && stateHandleId !== null) sink.utf(stateHandleId)
}

function writeIncremental(sink: ByteSink, handle: IncrementalHandle): void {
  const { stateHandleId } = handle
  sink.u1(stateHandleId === null ? 5 : 11)
  sink.long(handle.checkpointId)
  sink.utf(handle.backendIdentifier)
  writeRange(sink, handle.keyGroups)
  if (stateHandleId !== null) sink.size(handle.persistedSizeBytes)
  writeStreamHandle(sink, handle.meta)
  writeLocalFiles(sink, handle.shared)
  writeLocalFiles(sink, handle.private)
  if (stateHandleId !== null) sink.utf(stateHandleId)
}

function writeLocalFiles(sink: ByteSink, files: readonly LocalFile[]): void {
  sink.i4(files.length)
  for (const { localName, handle } of files) {
    sink.utf(localName)
    writeStreamHandle(sink, handle)
  }
}

function writeChangelog(sink: ByteSink, handle: ChangelogHandle): void {
  const { materializationId, checkpointId, stateHandleId } = handle
  sink.u1(checkpointId === null ? 8 : 14)
  writeRange(sink, handle.keyGroups)
  if (stateHandleId !== null) sink.size(handle.persistedSizeBytes)
  for (const handles of [handle.materialized, handle.nonMaterialized]) {
    sink.i4(handles.length)
    for (const inner of handles) writeKeyedHandle(sink, inner)
  }
  if (stateHandleId === null) return
  sink.long(materializationId ?? 0)
  if (checkpointId !== null) sink.long(checkpointId)
  sink.utf(stateHandleId)
}

function writeMemoryChangelog(sink: ByteSink, handle: MemoryChangelogHandle): void {
  sink.u1(9)
  writeRange(sink, handle.keyGroups)
  sink.long(handle.from)
  sink.long(handle.to)
  sink.i4(handle.changes.length)
  for (const { keyGroup, bytes } of handle.changes) {
    sink.i4(keyGroup)
    sink.i4(bytes.length)
    sink.raw(bytes)
  }
  if (handle.stateHandleId !== null) sink.utf(handle.stateHandleId)
}

function writeFileChangelog(sink: ByteSink, handle: FileChangelogHandle): void {
  const { stateHandleId, storageIdentifier } = handle
  sink.u1(storageIdentifier === null ? 10 : 13)
  writeRange(sink, handle.keyGroups)
  sink.i4(handle.handles.length)
  for (const { offset, handle: inner } of handle.handles) {
    sink.long(offset)
    writeStreamHandle(sink, inner)
  }
  sink.size(handle.sizeBytes)
  if (stateHandleId === null) return
  sink.size(handle.persistedSizeBytes)
  sink.utf(stateHandleId)
  if (storageIdentifier !== null) sink.utf(storageIdentifier)
}

function writeRange(sink: ByteSink, { startKeyGroup, count }: KeyGroupRange): void {
  sink.i4(startKeyGroup)
  sink.i4(count)
}
