import { type StreamStateHandle, streamSizeBytes } from '../state-handle/stream-state-handle.ts'
import type { ChannelStateHandle, KeyedStateHandle, OperatorStateHandle, SubtaskState } from './state-handles.ts'
import { sumBytes } from './state-totals.ts'

/** Bytes of state behind a keyed handle, as Flink's `getStateSize` counts them. */
export function keyedSizeBytes(handle: KeyedStateHandle): number | null {
  switch (handle.kind) {
    case 'key-groups':
    case 'key-groups-savepoint':
      return streamSizeBytes(handle.delegate)
    case 'incremental':
      return sumBytes([handle.meta, ...filesOf(handle)].map(streamSizeBytes))
    case 'changelog':
      return sumBytes([...handle.materialized, ...handle.nonMaterialized].map(keyedSizeBytes))
    case 'changelog-memory':
      return handle.changes.reduce((sum, change) => sum + change.bytes.length, 0)
    case 'changelog-files':
      return handle.sizeBytes
  }
}

/** Bytes that this snapshot added, as Flink's `getCheckpointedSize` counts them; null where the file does not tell. */
export function keyedCheckpointedSizeBytes(handle: KeyedStateHandle): number | null {
  switch (handle.kind) {
    case 'incremental':
    case 'changelog':
    case 'changelog-files':
      return handle.persistedSizeBytes
    default:
      return keyedSizeBytes(handle)
  }
}

export function subtaskSizeBytes(state: SubtaskState): number | null {
  return sumBytes([
    ...operatorHandles(state).map((handle) => streamSizeBytes(handle.delegate)),
    ...keyedHandles(state).map(keyedSizeBytes),
    ...channelHandles(state).map((handle) => handle.sizeBytes),
  ])
}

export function subtaskCheckpointedSizeBytes(state: SubtaskState): number | null {
  return sumBytes([
    ...operatorHandles(state).map((handle) => streamSizeBytes(handle.delegate)),
    ...keyedHandles(state).map(keyedCheckpointedSizeBytes),
    ...channelHandles(state).map((handle) => handle.sizeBytes),
  ])
}

export function hasState(state: SubtaskState): boolean {
  return operatorHandles(state).length + keyedHandles(state).length + channelHandles(state).length > 0
}

function filesOf(handle: KeyedStateHandle & { kind: 'incremental' }): StreamStateHandle[] {
  return [...handle.shared, ...handle.private].map((file) => file.handle)
}

function operatorHandles(state: SubtaskState): OperatorStateHandle[] {
  return [state.managedOperatorState, state.rawOperatorState].filter((handle) => handle !== null)
}

function keyedHandles(state: SubtaskState): KeyedStateHandle[] {
  return [state.managedKeyedState, state.rawKeyedState].filter((handle) => handle !== null)
}

function channelHandles(state: SubtaskState): ChannelStateHandle[] {
  return [...state.inputChannelState, ...state.resultSubpartitionState]
}
