import { encodeBase64 } from '../encode-base64.ts'
import { type FlinkRelease, isSince } from '../flink-release.ts'
import { FormatError } from '../format-error.ts'
import { byteArray, uri } from '../java-serialization/jdk-objects.ts'
import { writeObjectStream } from '../java-serialization/spell-objects.ts'
import { objectOf, type WritableEnum, type WritableObject } from '../java-serialization/writable.ts'
import { flinkClass } from './flink-classes.ts'
import type { StreamStateHandle } from './stream-state-handle.ts'

/**
 * Writes a state handle as it stands in an HA ConfigMap of that release: with its delete marker from 1.15 on. The
 * opposite of `readStateHandle`.
 *
 * @returns Base64.
 */
export function writeStateHandle(
  handle: StreamStateHandle,
  release: FlinkRelease,
  { markedForDeletion = false }: { markedForDeletion?: boolean } = {},
): string {
  const wrappedStreamStateHandle = serializedStreamHandle(handle, release)
  const retrievable = objectOf(flinkClass('runtime.state.RetrievableStreamStateHandle', release), {
    wrappedStreamStateHandle,
  })
  if (!isSince(release, '1.15')) return encodeBase64(writeObjectStream([retrievable]))
  const marker = 'kubernetes.highavailability.KubernetesStateHandleStore$StateHandleWithDeleteMarker'
  const root = objectOf(flinkClass(marker, release), { markedForDeletion, inner: retrievable })
  return encodeBase64(writeObjectStream([root]))
}

/**
 * A stream handle as Flink serializes it.
 *
 * @throws FormatError for a relative file without its path, which the object needs and `_metadata` does not tell.
 */
export function serializedStreamHandle(handle: StreamStateHandle, release: FlinkRelease): WritableObject {
  switch (handle.kind) {
    case 'inline':
      return objectOf(flinkClass('runtime.state.memory.ByteStreamStateHandle', release), {
        data: byteArray(handle.bytes),
        handleName: handle.name,
      })
    case 'file':
      return objectOf(flinkClass('runtime.state.filesystem.FileStateHandle', release), {
        stateSize: handle.sizeBytes ?? -1,
        filePath: serializedPath(handle.path, release),
      })
    case 'relative-file':
      if (handle.path === null) throw new FormatError('unexpected', 0, 'the path of a relative file', 'null')
      return objectOf(flinkClass('runtime.state.filesystem.RelativeFileStateHandle', release), {
        stateSize: handle.sizeBytes ?? -1,
        filePath: serializedPath(handle.path, release),
        relativePath: handle.relativePath,
      })
    case 'segment':
      return segment('SegmentFileStateHandle', handle, release)
    case 'empty-segment':
      // Constants of Flink's class.
      return segment(
        'EmptySegmentFileStateHandle',
        { path: 'empty', startPos: 0, sizeBytes: 0, scope: 'EXCLUSIVE', logicalFileId: 'DUMMY' },
        release,
      )
    case 'key-groups':
      throw new FormatError('unsupported', 0, 'a stream handle', 'key groups, which stand among keyed handles')
  }
}

export function serializedPath(path: string, release: FlinkRelease): WritableObject {
  return objectOf(flinkClass('core.fs.Path', release), { uri: uri(path) })
}

export function enumConstant(className: string, name: string, release: FlinkRelease): WritableEnum {
  const described = flinkClass(className, release)
  const made: WritableEnum = { kind: 'enum', class: described, name }
  const known = constants.get(described)?.get(name)
  if (known) return known
  constants.set(described, (constants.get(described) ?? new Map()).set(name, made))
  return made
}

// An enum constant is one object, however often it is asked for.
const constants = new Map<object, Map<string, WritableEnum>>()

function segment(
  name: 'SegmentFileStateHandle' | 'EmptySegmentFileStateHandle',
  handle: Omit<StreamStateHandle & { kind: 'segment' }, 'kind'>,
  release: FlinkRelease,
): WritableObject {
  return objectOf(flinkClass(`runtime.state.filemerging.${name}`, release), {
    startPos: handle.startPos,
    stateSize: handle.sizeBytes,
    filePath: serializedPath(handle.path, release),
    logicalFileId: objectOf(flinkClass('runtime.checkpoint.filemerging.LogicalFile$LogicalFileId', release), {
      keyString: handle.logicalFileId,
    }),
    scope: enumConstant('runtime.state.CheckpointedStateScope', handle.scope, release),
  })
}
