import { describe, expect, it } from 'vitest'
import type { CheckpointProperties } from '../checkpoint-metadata/checkpoint-properties.ts'
import { readCheckpointMetadata } from '../checkpoint-metadata/read-checkpoint-metadata.ts'
import { finishedSubtask } from '../checkpoint-metadata/subtask-state.ts'
import type { OperatorToWrite } from '../checkpoint-metadata/write-checkpoint-metadata.ts'
import { captureBytes, captures, releaseOfCapture } from '../testing/captures.ts'
import { RETAINED } from '../testing/retained-checkpoint.ts'
import { NOT_ADDRESSABLE, readCompletedCheckpoint } from './read-completed-checkpoint.ts'
import { type CompletedCheckpointToWrite, writeCompletedCheckpoint } from './write-completed-checkpoint.ts'

const JOB = '0102030405060708090a0b0c0d0e0f10'
const SMALLEST: CompletedCheckpointToWrite = {
  jobId: JOB,
  checkpointId: 42,
  timestamp: 1700000000000,
  completionTimestamp: 1700000001234,
  externalPointer: `s3://flink/cp/${JOB}/chk-42`,
  metadataHandle: { kind: 'file', path: `s3://flink/cp/${JOB}/chk-42/_metadata`, sizeBytes: 5514 },
  properties: RETAINED,
  restoredProperties: null,
  masterStates: [],
  operators: [],
}

describe('a checkpoint without operators', () => {
  it.each(['1.16', '2.3'] as const)('is read as %s wrote it', (release) => {
    const { metadataHandle, properties, ...read } = readCompletedCheckpoint(writeCompletedCheckpoint(SMALLEST, release))
    expect(read).toMatchObject({ jobId: JOB, checkpointId: 42, completionTimestamp: 1700000001234, operators: [] })
    expect([metadataHandle, properties]).toEqual([SMALLEST.metadataHandle, RETAINED])
    expect(read.byteLength).toBe(2040)
  })

  it('has a duration in 1.13, an enum for its type up to 1.14, and may lie in the JobManager’s memory', () => {
    const old = { ...RETAINED, typeName: 'SAVEPOINT_TERMINATE' }
    const metadataHandle = { kind: 'inline' as const, name: 'x', bytes: Uint8Array.of(1, 2, 3) }
    const checkpoint = { ...SMALLEST, properties: old, externalPointer: NOT_ADDRESSABLE, metadataHandle }
    const read = readCompletedCheckpoint(writeCompletedCheckpoint(checkpoint, '1.13'))
    expect(read).toMatchObject({ completionTimestamp: 1700000001234, metadataHandle })
    expect(read).not.toHaveProperty('restoredProperties')
    expect(read.properties).toMatchObject({ isSavepoint: true, typeName: 'SAVEPOINT_TERMINATE', unclaimed: null })
    expect(read.storageLocation.externalPointer).toBe(NOT_ADDRESSABLE)
  })

  it('keeps savepoints, the snapshot it was restored from, and master states', () => {
    const savepoint: CheckpointProperties = {
      ...RETAINED,
      kind: 'savepoint',
      isSavepoint: true,
      typeClass: 'org.apache.flink.runtime.checkpoint.SavepointType',
      typeName: 'Suspend Savepoint',
      sharingFilesStrategy: 'NO_SHARING',
      formatType: 'NATIVE',
      postCheckpointAction: 'SUSPEND',
      unclaimed: true,
    }
    const masterStates = [{ name: 'hook', version: 2, bytes: Uint8Array.of(1, 2) }]
    const checkpoint = { ...SMALLEST, properties: savepoint, restoredProperties: RETAINED, masterStates }
    const read = readCompletedCheckpoint(writeCompletedCheckpoint(checkpoint, '2.0'))
    expect([read.properties, read.restoredProperties]).toEqual([savepoint, RETAINED])
    expect(read.masterStates).toEqual([{ name: 'hook', version: 2, byteLength: 2 }])
  })
})

describe('operators most of whose subtasks had finished', () => {
  it.each(['1.20', '2.3'] as const)('share one state for them: %s', (release) => {
    const subtasks = Array.from({ length: 128 }, (_, index) => ({ ...finishedSubtask(index), finished: index > 0 }))
    const operators = Array.from({ length: 10 }, (_, i) => ({
      id: `0${i}`.repeat(16),
      name: null,
      uid: null,
      parallelism: 128,
      maxParallelism: 128,
      coordinatorState: null,
      fullyFinished: false,
      subtasks,
    }))
    const bytes = writeCompletedCheckpoint({ ...SMALLEST, operators }, release)
    // Two references for each.
    expect(bytes.length).toBeLessThan(128 * 10 * 12 + 8_000)
    for (const operator of readCompletedCheckpoint(bytes).operators)
      expect(operator).toMatchObject({ subtaskEntries: 128, statefulSubtasks: 0, stateSizeBytes: 0 })
  })
})

describe('state of captured checkpoints', () => {
  it.each(captures(/(^|\/)_metadata$/))('%s: sums and files are those of _metadata', (name) => {
    const metadata = readCheckpointMetadata(captureBytes(name))
    const operators = metadata.operators.map(
      (operator): OperatorToWrite => ({ ...operator, subtasks: absolute(operator.subtasks) }),
    )
    const { masterStates } = metadata
    const file = writeCompletedCheckpoint({ ...SMALLEST, masterStates, operators }, releaseOfCapture(name))
    const read = readCompletedCheckpoint(file)
    const summary = ({
      id,
      stateSizeBytes,
      subtaskEntries,
      statefulSubtasks,
      fullyFinished,
    }: (typeof read.operators)[number]) => {
      return [id, stateSizeBytes, subtaskEntries, statefulSubtasks, fullyFinished]
    }
    const expected = metadata.operators.map((operator) => [
      operator.id,
      operator.stateSizeBytes,
      operator.subtaskEntries,
      operator.statefulSubtasks,
      operator.fullyFinished,
    ])
    expect(read.operators.map(summary)).toEqual(expected.sort((a, b) => (`${a[0]}` < `${b[0]}` ? -1 : 1)))
    const { distinctFiles, distinctFileBytes, inlineHandles, inlineBytes } = metadata.totals
    expect(read.totals).toMatchObject({ distinctFiles, distinctFileBytes, inlineHandles, inlineBytes })
  })
})

/** Objects name relative files by their whole path too, which `_metadata` leaves out. */
function absolute<T>(value: T): T {
  return structuredCloneWith(value, (each) => {
    return each.kind === 'relative-file' ? { ...each, path: `file:/cp/chk-1/${String(each.relativePath)}` } : each
  })
}

function structuredCloneWith<T>(value: T, change: (object: Record<string, unknown>) => object): T {
  const visit = (each: unknown): unknown => {
    if (typeof each !== 'object' || each === null || each instanceof Uint8Array) return each
    if (Array.isArray(each)) return each.map(visit)
    return Object.fromEntries(Object.entries(change({ ...each })).map(([key, inner]) => [key, visit(inner)]))
  }
  return visit(value) as T
}
