import type { ByteSink } from '../byte-sink.ts'
import type { ChannelStateHandle, OperatorStateHandle, SubtaskState } from './state-handles.ts'
import { writeKeyedHandle } from './write-keyed-handles.ts'
import { writeOffsets, writeStreamHandle } from './write-stream-handles.ts'

/** What of the layout a handle itself does not tell. */
export interface MetadataLayout {
  version: 2 | 3 | 4 | 5 | 6
}

const MODES = ['SPLIT_DISTRIBUTE', 'UNION', 'BROADCAST'] as const

/** What a subtask that had not finished has; layouts are told in subtask-state.ts. */
export function writeSubtaskState(sink: ByteSink, state: SubtaskState, { version }: MetadataLayout): void {
  if (version === 2) {
    // Up to 1.10: a duration, and the states of operators without a chain, of which there were none any more.
    sink.long(-1)
    sink.i4(0)
  }
  writeOptionalOperatorHandle(sink, state.managedOperatorState)
  writeOptionalOperatorHandle(sink, state.rawOperatorState)
  writeKeyedHandle(sink, state.managedKeyedState)
  writeKeyedHandle(sink, state.rawKeyedState)
  if (version === 2) return
  writeChannels(sink, state.inputChannelState, version, { plain: 1, merged: 3 })
  writeChannels(sink, state.resultSubpartitionState, version, { plain: 2, merged: 4 })
}

function writeOptionalOperatorHandle(sink: ByteSink, handle: OperatorStateHandle | null): void {
  sink.i4(handle ? 1 : 0)
  if (!handle) return
  sink.u1(handle.kind === 'file-merging' ? 17 : 4)
  sink.i4(handle.states.length)
  for (const { name, mode, offsets } of handle.states) {
    sink.utf(name)
    sink.u1(MODES.indexOf(mode))
    writeOffsets(sink, offsets)
  }
  if (handle.kind === 'file-merging') {
    sink.utf(handle.taskOwnedDirectory ?? '')
    sink.utf(handle.sharedDirectory ?? '')
    sink.bool(handle.isEmpty)
  }
  writeStreamHandle(sink, handle.delegate)
}

function writeChannels(
  sink: ByteSink,
  handles: readonly ChannelStateHandle[],
  version: MetadataLayout['version'],
  types: { plain: number; merged: number },
): void {
  sink.i4(handles.length)
  for (const handle of handles) {
    if (version >= 6) sink.u1(handle.kind === 'merged' ? types.merged : types.plain)
    if (handle.kind === 'merged') writeMergedChannels(sink, handle)
    else writeChannel(sink, handle)
  }
}

function writeChannel(sink: ByteSink, handle: ChannelStateHandle & { kind: 'channel' }): void {
  if (handle.subtaskIndex !== null) sink.i4(handle.subtaskIndex)
  sink.i4(handle.channel.first)
  sink.i4(handle.channel.second)
  writeOffsets(sink, handle.offsets)
  sink.long(handle.sizeBytes)
  writeStreamHandle(sink, handle.delegate)
}

function writeMergedChannels(sink: ByteSink, handle: ChannelStateHandle & { kind: 'merged' }): void {
  sink.i4(handle.subtaskIndex)
  sink.long(handle.sizeBytes)
  writeStreamHandle(sink, handle.delegate)
  sink.i4(handle.serializedChannelOffsets.length)
  sink.raw(handle.serializedChannelOffsets)
}
