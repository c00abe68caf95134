import type { ByteCursor } from '../byte-cursor.ts'
import { FormatError } from '../format-error.ts'
import type { Dialect } from './dialect.ts'
import { readKeyedHandle } from './keyed-handles.ts'
import type { ChannelStateHandle, OperatorStateHandle, SubtaskState } from './state-handles.ts'
import { readOffsets, requireStreamHandle } from './stream-handles.ts'

const MODES = ['SPLIT_DISTRIBUTE', 'UNION', 'BROADCAST'] as const

/** What a subtask that had finished is: an index and nothing else. */
export function finishedSubtask(index: number): SubtaskState {
  return {
    index,
    finished: true,
    managedOperatorState: null,
    rawOperatorState: null,
    managedKeyedState: null,
    rawKeyedState: null,
    inputChannelState: [],
    resultSubpartitionState: [],
  }
}

/**
 * Layout: in version 2 an unused -1 and a 0 for the state of Flink 1.1; managed and raw operator state, managed and raw
 * keyed state, each or none; from version 3 on input channels and result subpartitions of unaligned checkpoints.
 *
 * Source: Flink `MetadataV2V3SerializerBase.deserializeSubtaskState`, `MetadataV2Serializer`.
 */
export function readSubtaskState(cursor: ByteCursor, index: number, dialect: Dialect): SubtaskState {
  const hasChannels = dialect.version > 2
  if (!hasChannels) {
    cursor.long('unused')
    cursor.i4('number of legacy states')
  }
  return {
    index,
    finished: false,
    managedOperatorState: readOptionalOperatorHandle(cursor, 'managed operator state'),
    rawOperatorState: readOptionalOperatorHandle(cursor, 'raw operator state'),
    managedKeyedState: readKeyedHandle(cursor, 'managed keyed state', dialect),
    rawKeyedState: readKeyedHandle(cursor, 'raw keyed state', dialect),
    inputChannelState: hasChannels ? readChannels(cursor, 'input channels', dialect, { plain: 1, merged: 3 }) : [],
    resultSubpartitionState: hasChannels
      ? readChannels(cursor, 'result subpartitions', dialect, { plain: 2, merged: 4 })
      : [],
  }
}

function readOptionalOperatorHandle(cursor: ByteCursor, what: string): OperatorStateHandle | null {
  cursor.enter(what)
  const at = cursor.offset
  const present = cursor.i4('presence of operator state')
  if (present !== 0 && present !== 1) throw new FormatError('unexpected', at, '0 or 1', `${present}`)
  const handle = present === 1 ? readOperatorHandle(cursor) : null
  cursor.leave(handle?.kind ?? 'none')
  return handle
}

function readOperatorHandle(cursor: ByteCursor): OperatorStateHandle {
  const at = cursor.offset
  const type = cursor.u1('operator state handle type')
  if (type !== 4 && type !== 17) {
    throw new FormatError('unsupported', at, 'an operator state handle of type 4 or 17', `type ${type}`)
  }
  const states = readPartitions(cursor)
  if (type === 4) {
    const delegate = requireStreamHandle(cursor)
    return { kind: 'partitionable', states, delegate, taskOwnedDirectory: null, sharedDirectory: null, isEmpty: false }
  }
  const taskOwnedDirectory = cursor.utf('task-owned directory')
  const sharedDirectory = cursor.utf('shared directory')
  const isEmpty = cursor.bool('empty mark')
  const delegateAt = cursor.offset
  const delegate = requireStreamHandle(cursor)
  if (delegate.kind !== (isEmpty ? 'empty-segment' : 'segment')) {
    throw new FormatError('unexpected', delegateAt, isEmpty ? 'an empty segment' : 'a segment', delegate.kind)
  }
  return { kind: 'file-merging', states, delegate, taskOwnedDirectory, sharedDirectory, isEmpty }
}

function readPartitions(cursor: ByteCursor): OperatorStateHandle['states'] {
  // Length of the name, mode, number of offsets.
  const count = cursor.count('operator states', 7)
  const states: OperatorStateHandle['states'] = []
  for (let i = 0; i < count; i++) {
    cursor.enter('state')
    const name = cursor.utf('state name')
    const at = cursor.offset
    const modeNumber = cursor.u1('distribution mode')
    const mode = MODES[modeNumber]
    if (!mode) throw new FormatError('unexpected', at, 'distribution mode 0, 1 or 2', `${modeNumber}`)
    states.push({ name, mode, offsets: readOffsets(cursor, 'partition offsets') })
    cursor.leave(name)
  }
  return states
}

function readChannels(
  cursor: ByteCursor,
  what: string,
  dialect: Dialect,
  types: { plain: number; merged: number },
): ChannelStateHandle[] {
  cursor.enter(what)
  const count = cursor.count(what, 1)
  const handles: ChannelStateHandle[] = []
  for (let i = 0; i < count; i++) {
    dialect.metChannels = true
    cursor.enter('channel handle')
    const at = cursor.offset
    const type = dialect.version >= 6 ? cursor.u1('channel handle type') : types.plain
    if (type === types.plain) handles.push(readChannel(cursor, dialect))
    else if (type === types.merged) handles.push(readMergedChannels(cursor))
    else
      throw new FormatError(
        'unsupported',
        at,
        `a channel handle of type ${types.plain} or ${types.merged}`,
        `type ${type}`,
      )
    cursor.leave(null)
  }
  cursor.leave(count === 0 ? 'none' : null)
  return handles
}

function readChannel(cursor: ByteCursor, dialect: Dialect): ChannelStateHandle {
  return {
    kind: 'channel',
    subtaskIndex: dialect.channelsOf111 ? null : cursor.i4('subtask index'),
    channel: { first: cursor.i4('gate or partition'), second: cursor.i4('channel or subpartition') },
    offsets: readOffsets(cursor, 'channel offsets'),
    sizeBytes: readChannelSize(cursor),
    delegate: requireStreamHandle(cursor),
  }
}

function readMergedChannels(cursor: ByteCursor): ChannelStateHandle {
  const subtaskIndex = cursor.i4('subtask index')
  const sizeBytes = readChannelSize(cursor)
  const delegate = requireStreamHandle(cursor)
  const count = cursor.count('bytes of channel offsets', 1)
  return {
    kind: 'merged',
    subtaskIndex,
    sizeBytes,
    delegate,
    serializedChannelOffsets: cursor.take(count, 'channel offsets'),
  }
}

function readChannelSize(cursor: ByteCursor): number {
  const at = cursor.offset
  const size = cursor.long('channel state size')
  if (size < 0) throw new FormatError('outOfRange', at, 'a size of 0 or more', `${size}`)
  return size
}
