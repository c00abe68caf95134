import { ByteSink } from '../byte-sink.ts'
import { FormatError } from '../format-error.ts'
import type { StreamStateHandle } from '../state-handle/stream-state-handle.ts'
import type { SubtaskState } from './state-handles.ts'
import { writeStreamHandle } from './write-stream-handles.ts'
import { type MetadataLayout, writeSubtaskState } from './write-subtask-state.ts'

const MAGIC = 0x4960672d
const MASTER_STATE_MAGIC = 0xc96b1696

/** What a `_metadata` file says. Everything that can be summed up from it is left to the reader. */
export interface MetadataToWrite {
  version: 2 | 3 | 4 | 5 | 6
  checkpointId: number
  masterStates: readonly { name: string; version: number; bytes: Uint8Array }[]
  operators: readonly OperatorToWrite[]
}

export interface OperatorToWrite {
  /** 32 hex digits. */
  id: string
  /** Written from version 5 on; null where none was given. */
  name: string | null
  uid: string | null
  parallelism: number
  maxParallelism: number
  /** In line, as Flink has it. Version 2 has none. */
  coordinatorState: StreamStateHandle | null
  fullyFinished: boolean
  subtasks: readonly SubtaskState[]
}

/**
 * Writes a `_metadata` file: the opposite of `readCheckpointMetadata`, byte for byte. The layouts that share version 3
 * follow from what the handles do not have, as they do in what the reader returns.
 *
 * @param properties a Java serialization stream (`writeCheckpointProperties`), from version 4 on; null stands for the
 * null of files that the state processor API wrote.
 * @throws FormatError for what no version of Flink writes.
 * Source: Flink `MetadataV3Serializer` … `MetadataV6Serializer`, `MetadataV2V3SerializerBase`.
 */
export function writeCheckpointMetadata(metadata: MetadataToWrite, properties: Uint8Array | null): Uint8Array {
  const { version } = metadata
  const sink = new ByteSink()
  sink.i4(MAGIC)
  sink.i4(version)
  sink.long(metadata.checkpointId)
  sink.i4(metadata.masterStates.length)
  for (const state of metadata.masterStates) writeMasterState(sink, state)
  sink.i4(metadata.operators.length)
  for (const operator of metadata.operators) writeOperator(sink, operator, { version })
  if (version >= 4) sink.raw(properties ?? NULL_STREAM)
  return sink.take()
}

/** A Java serialization stream of null. */
const NULL_STREAM = Uint8Array.of(0xac, 0xed, 0x00, 0x05, 0x70)

function writeMasterState(sink: ByteSink, state: MetadataToWrite['masterStates'][number]): void {
  const record = new ByteSink()
  record.i4(state.version)
  record.utf(state.name)
  record.i4(state.bytes.length)
  record.raw(state.bytes)
  sink.i4(MASTER_STATE_MAGIC)
  sink.i4(record.length)
  sink.raw(record.take())
}

function writeOperator(sink: ByteSink, operator: OperatorToWrite, layout: MetadataLayout): void {
  if (layout.version >= 5) {
    sink.utf(operator.name ?? '')
    sink.utf(operator.uid ?? '')
  }
  sink.raw(idBytes(operator.id, sink.length))
  sink.i4(operator.parallelism)
  sink.i4(operator.maxParallelism)
  // Up to 1.10: the length of a chain, which nothing reads.
  if (layout.version === 2) sink.i4(1)
  else writeStreamHandle(sink, operator.coordinatorState)
  if (operator.fullyFinished) {
    sink.i4(-1)
    return
  }
  sink.i4(operator.subtasks.length)
  for (const subtask of operator.subtasks) {
    sink.i4(subtask.finished ? -subtask.index - 1 : subtask.index)
    if (!subtask.finished) writeSubtaskState(sink, subtask, layout)
  }
}

function idBytes(id: string, offset: number): Uint8Array {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new FormatError('unexpected', offset, 'an operator id of 32 hex digits', id)
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(id.slice(i * 2, i * 2 + 2), 16))
}
