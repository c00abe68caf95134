import type { KeyedStateHandle, KeyGroupRange, LocalFile } from '../checkpoint-metadata/state-handles.ts'
import { type FlinkRelease, isSince } from '../flink-release.ts'
import { arrayList, boxedLong, byteArray, hashMap, longArray, uuid } from '../java-serialization/jdk-objects.ts'
import { objectOf, type Writable, type WritableObject } from '../java-serialization/writable.ts'
import { flinkClass } from '../state-handle/flink-classes.ts'
import type { StreamStateHandle } from '../state-handle/stream-state-handle.ts'
import { serializedStreamHandle } from '../state-handle/write-state-handle.ts'

/**
 * A keyed state handle as that release serializes it; what a release does not know of a handle is left out.
 *
 * @throws Error for a kind of handle that the release does not have.
 */
export function serializedKeyedHandle(handle: KeyedStateHandle, release: FlinkRelease): WritableObject {
  const object = (name: string, fields: WritableObject['fields']) =>
    objectOf(flinkClass(`runtime.state.${name}`, release), fields)
  const stream = (each: StreamStateHandle) => serializedStreamHandle(each, release)
  const list = (handles: readonly KeyedStateHandle[]) =>
    arrayList(handles.map((each) => serializedKeyedHandle(each, release)))
  const hasIds = isSince(release, '1.15')
  switch (handle.kind) {
    case 'key-groups':
    case 'key-groups-savepoint': {
      const { startKeyGroup, offsets } = handle
      const keyGroupRange = range({ startKeyGroup, count: offsets.length }, release)
      return object(handle.kind === 'key-groups' ? 'KeyGroupsStateHandle' : 'KeyGroupsSavepointStateHandle', {
        groupRangeOffsets: object('KeyGroupRangeOffsets', { keyGroupRange, offsets: longArray(offsets) }),
        stateHandle: stream(handle.delegate),
        ...(hasIds ? { stateHandleId: handleId(handle.stateHandleId, release) } : {}),
      })
    }
    case 'incremental':
      return object('IncrementalRemoteKeyedStateHandle', {
        checkpointId: handle.checkpointId,
        backendIdentifier: uuid(handle.backendIdentifier),
        keyGroupRange: range(handle.keyGroups, release),
        metaStateHandle: stream(handle.meta),
        privateState: localFiles(handle.private, release),
        sharedState: localFiles(handle.shared, release),
        ...(hasIds ? { persistedSizeOfThisCheckpoint: handle.persistedSizeBytes ?? -1 } : {}),
        ...(hasIds ? { stateHandleId: handleId(handle.stateHandleId, release) } : {}),
      })
    case 'changelog':
      return object('changelog.ChangelogStateBackendHandle$ChangelogStateBackendHandleImpl', {
        keyGroupRange: range(handle.keyGroups, release),
        materialized: list(handle.materialized),
        nonMaterialized: list(handle.nonMaterialized),
        ...(hasIds
          ? {
              materializationID: handle.materializationId ?? 0,
              persistedSizeOfThisCheckpoint: handle.persistedSizeBytes ?? -1,
              stateHandleID: handleId(handle.stateHandleId, release),
            }
          : {}),
        ...(isSince(release, '1.16') ? { checkpointId: handle.checkpointId ?? 0 } : {}),
      })
    case 'changelog-memory': {
      const sequenceNumber = (number: number) => object('changelog.SequenceNumber$GenericSequenceNumber', { number })
      return object('changelog.inmemory.InMemoryChangelogStateHandle', {
        changes: arrayList(
          handle.changes.map(({ keyGroup, bytes }) =>
            object('changelog.StateChange', { keyGroup, change: byteArray(bytes) }),
          ),
        ),
        from: sequenceNumber(handle.from),
        keyGroupRange: range(handle.keyGroups, release),
        ...(hasIds ? { stateHandleID: handleId(handle.stateHandleId, release) } : {}),
        to: sequenceNumber(handle.to),
      })
    }
    case 'changelog-files':
      return object('changelog.ChangelogStateHandleStreamImpl', {
        size: handle.sizeBytes ?? -1,
        handlesAndOffsets: arrayList(
          handle.handles.map((each) => pair(stream(each.handle), boxedLong(each.offset), release)),
        ),
        keyGroupRange: range(handle.keyGroups, release),
        ...(hasIds
          ? {
              incrementalSize: handle.persistedSizeBytes ?? -1,
              stateHandleID: handleId(handle.stateHandleId, release),
            }
          : {}),
        ...(isSince(release, '1.16') ? { storageIdentifier: handle.storageIdentifier ?? '' } : {}),
      })
  }
}

function pair(f0: Writable, f1: Writable, release: FlinkRelease): WritableObject {
  return objectOf(flinkClass('api.java.tuple.Tuple2', release), { f0, f1 })
}

function range({ startKeyGroup, count }: KeyGroupRange, release: FlinkRelease): WritableObject {
  const endKeyGroup = startKeyGroup + count - 1
  return objectOf(flinkClass('runtime.state.KeyGroupRange', release), { endKeyGroup, startKeyGroup })
}

function handleId(id: string | null, release: FlinkRelease): WritableObject {
  return objectOf(flinkClass('runtime.state.StateHandleID', release), { keyString: id ?? '' })
}

/** A map by id up to 1.15, a list after. */
function localFiles(files: readonly LocalFile[], release: FlinkRelease): WritableObject {
  const stream = (file: LocalFile): Writable => serializedStreamHandle(file.handle, release)
  if (!isSince(release, '1.16')) {
    return hashMap(files.map((file) => [handleId(file.localName, release), stream(file)] as const))
  }
  const described = flinkClass('runtime.state.IncrementalKeyedStateHandle$HandleAndLocalPath', release)
  return arrayList(files.map((file) => objectOf(described, { handle: stream(file), localPath: file.localName })))
}
