import type { ByteCursor } from '../byte-cursor.ts'
import { FormatError } from '../format-error.ts'
import type { Dialect } from './dialect.ts'
import type { KeyedStateHandle, KeyGroupRange, LocalFile } from './state-handles.ts'
import { readOffsets, requireStreamHandle } from './stream-handles.ts'
import { MAX_DEPTH } from './walk/agenda.ts'

/**
 * A keyed state handle, or null for type 0. Types 3, 5, 8, 9 and 10 were written by 1.13 to 1.15, the others since.
 *
 * Source: Flink `MetadataV2V3SerializerBase.deserializeKeyedStateHandle`.
 */
export function readKeyedHandle(
  cursor: ByteCursor,
  what: string,
  dialect: Dialect,
  depth = 0,
): KeyedStateHandle | null {
  cursor.enter(what)
  const handle = readHandleOfAnyType(cursor, dialect, depth)
  cursor.leave(handle?.kind ?? 'none')
  return handle
}

function readHandleOfAnyType(cursor: ByteCursor, dialect: Dialect, depth: number): KeyedStateHandle | null {
  const at = cursor.offset
  if (depth >= MAX_DEPTH) throw new FormatError('tooDeep', at, `at most ${MAX_DEPTH} handles in one another`, 'more')
  const type = cursor.u1('keyed handle type')
  switch (type) {
    case 0:
      return null
    case 3:
    case 12:
    case 7:
      return readKeyGroups(cursor, type)
    case 5:
    case 11:
      return readIncremental(cursor, type)
    case 8:
    case 14:
      return readChangelog(cursor, type, dialect, depth)
    case 9:
      return readMemoryChangelog(cursor, dialect)
    case 10:
    case 13:
      return readFileChangelog(cursor, type, dialect)
    default:
      throw new FormatError('unsupported', at, 'a keyed handle of type 0, 3, 5 or 7 to 14', `type ${type}`)
  }
}

function readKeyGroups(cursor: ByteCursor, type: 3 | 7 | 12): KeyedStateHandle {
  const startKeyGroup = cursor.i4('first key group')
  const offsets = readOffsets(cursor, 'key groups')
  const delegate = requireStreamHandle(cursor)
  const stateHandleId = type === 12 ? cursor.utf('state handle id') : null
  return { kind: type === 7 ? 'key-groups-savepoint' : 'key-groups', startKeyGroup, offsets, delegate, stateHandleId }
}

function readIncremental(cursor: ByteCursor, type: 5 | 11): KeyedStateHandle {
  return {
    kind: 'incremental',
    checkpointId: cursor.long('checkpoint id'),
    backendIdentifier: cursor.utf('backend identifier'),
    keyGroups: readKeyGroupRange(cursor),
    persistedSizeBytes: type === 11 ? cursor.size('checkpointed size') : null,
    meta: requireStreamHandle(cursor),
    shared: readLocalFiles(cursor, 'shared files', 'shared file'),
    private: readLocalFiles(cursor, 'private files', 'private file'),
    stateHandleId: type === 11 ? cursor.utf('state handle id') : null,
  }
}

function readLocalFiles(cursor: ByteCursor, what: string, one: string): LocalFile[] {
  // Length of the name, type of the handle.
  const count = cursor.count(what, 3)
  const files: LocalFile[] = []
  for (let i = 0; i < count; i++) {
    cursor.enter(one)
    const localName = cursor.utf('local file name')
    files.push({ localName, handle: requireStreamHandle(cursor) })
    cursor.leave(localName)
  }
  return files
}

function readChangelog(cursor: ByteCursor, type: 8 | 14, dialect: Dialect, depth: number): KeyedStateHandle {
  dialect.metChangelog = true
  const short = dialect.changelogOf114
  return {
    kind: 'changelog',
    keyGroups: readKeyGroupRange(cursor),
    persistedSizeBytes: short ? null : cursor.size('checkpointed size'),
    materialized: readKeyedHandles(cursor, 'materialized handles', dialect, depth),
    nonMaterialized: readKeyedHandles(cursor, 'non-materialized handles', dialect, depth),
    materializationId: short ? null : cursor.long('materialization id'),
    checkpointId: type === 14 ? cursor.long('checkpoint id') : null,
    stateHandleId: short ? null : cursor.utf('state handle id'),
  }
}

function readKeyedHandles(cursor: ByteCursor, what: string, dialect: Dialect, depth: number): KeyedStateHandle[] {
  const count = cursor.count(what, 1)
  const handles: KeyedStateHandle[] = []
  for (let i = 0; i < count; i++) {
    const at = cursor.offset
    const handle = readKeyedHandle(cursor, 'keyed handle', dialect, depth + 1)
    if (!handle) throw new FormatError('unexpected', at, 'a keyed state handle', 'null')
    handles.push(handle)
  }
  return handles
}

function readMemoryChangelog(cursor: ByteCursor, dialect: Dialect): KeyedStateHandle {
  dialect.metChangelog = true
  const keyGroups = readKeyGroupRange(cursor)
  const from = cursor.long('sequence number')
  const to = cursor.long('sequence number')
  const count = cursor.count('changes', 8)
  const changes: { keyGroup: number; bytes: Uint8Array }[] = []
  for (let i = 0; i < count; i++) {
    cursor.enter('change')
    const keyGroup = cursor.i4('key group')
    changes.push({ keyGroup, bytes: cursor.take(cursor.count('bytes of a change', 1), 'a change') })
    cursor.leave(null)
  }
  const stateHandleId = dialect.changelogOf114 ? null : cursor.utf('state handle id')
  return { kind: 'changelog-memory', keyGroups, from, to, changes, stateHandleId }
}

function readFileChangelog(cursor: ByteCursor, type: 10 | 13, dialect: Dialect): KeyedStateHandle {
  dialect.metChangelog = true
  const short = dialect.changelogOf114
  const keyGroups = readKeyGroupRange(cursor)
  // An offset and the type of a handle.
  const count = cursor.count('changelog files', 9)
  const handles = []
  for (let i = 0; i < count; i++) {
    cursor.enter('changelog file')
    handles.push({ offset: cursor.long('an offset'), handle: requireStreamHandle(cursor) })
    cursor.leave(null)
  }
  return {
    kind: 'changelog-files',
    keyGroups,
    handles,
    sizeBytes: cursor.size('changelog size'),
    persistedSizeBytes: short ? null : cursor.size('checkpointed size'),
    stateHandleId: short ? null : cursor.utf('state handle id'),
    storageIdentifier: type === 13 ? cursor.utf('storage identifier') : null,
  }
}

function readKeyGroupRange(cursor: ByteCursor): KeyGroupRange {
  const startKeyGroup = cursor.i4('first key group')
  const at = cursor.offset
  const count = cursor.i4('number of key groups')
  if (count < 0) throw new FormatError('outOfRange', at, 'a number of key groups of 0 or more', `${count}`)
  return { startKeyGroup, count }
}
