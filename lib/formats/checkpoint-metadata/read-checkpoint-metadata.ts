import { ByteCursor } from '../byte-cursor.ts'
import { FormatError } from '../format-error.ts'
import { JavaObjectStream } from '../java-serialization/object-stream.ts'
import { type CheckpointProperties, checkpointProperties } from './checkpoint-properties.ts'
import { type Dialect, newestDialect, otherDialects } from './dialect.ts'
import { type OperatorMetadata, readOperator } from './operator-metadata.ts'
import { visitSubtaskHandles } from './state-sizes.ts'
import { HandleTally, type StateFile, type StateTotals, sumBytes } from './state-totals.ts'

const MAGIC = 0x4960672d
const MASTER_STATE_MAGIC = 0xc96b1696 | 0
const MAX_BYTES = 256 * 1024 * 1024

export interface MasterState {
  name: string
  /** Of the hook's own serializer. */
  version: number
  bytes: Uint8Array
}

export interface CheckpointMetadata {
  version: 3 | 4 | 5 | 6
  checkpointId: number
  masterStates: MasterState[]
  /** In the order of the file. */
  operators: OperatorMetadata[]
  /** From version 4 on; null before, and in files of the state processor API. */
  properties: CheckpointProperties | null
  totals: StateTotals
  /** Every file once, in the order in which the file names them first. */
  files: StateFile[]
  byteLength: number
}

/**
 * Reads a `_metadata` file: which operators a checkpoint or savepoint has, and where their state lies.
 *
 * Layout: magic, version, checkpoint id, master states, operators; from version 4 on the properties follow as a Java
 * serialization stream. Versions: 3 is written by 1.11–1.15, 4 by 1.16–1.20, 5 by 2.0, 6 by 2.1–2.3.
 *
 * @throws FormatError with the byte offset, `unsupported` for another version; never a partial result.
 * Source: Flink `Checkpoints`, `MetadataV3Serializer` … `MetadataV6Serializer`, `MetadataV2V3SerializerBase`.
 */
export function readCheckpointMetadata(bytes: Uint8Array): CheckpointMetadata {
  if (bytes.length > MAX_BYTES) throw new FormatError('tooLarge', 0, `at most ${MAX_BYTES} bytes`, `${bytes.length}`)
  const cursor = new ByteCursor(bytes)
  const magic = cursor.i4('magic')
  if (magic !== MAGIC) throw new FormatError('unexpected', 0, 'magic 4960672d', (magic >>> 0).toString(16))
  const version = cursor.i4('version')
  if (version !== 3 && version !== 4 && version !== 5 && version !== 6) {
    throw new FormatError('unsupported', 4, '_metadata of version 3 to 6 (Flink 1.11 to 2.3)', `version ${version}`)
  }
  const start = cursor.offset
  const newest = newestDialect(version)
  try {
    return readBody(bytes, start, newest)
  } catch (error) {
    for (const dialect of error instanceof FormatError ? otherDialects(newest) : []) {
      try {
        return readBody(bytes, start, dialect)
      } catch (again) {
        if (!(again instanceof FormatError)) throw again
      }
    }
    // Of several errors, that of the newest layout: it is the one most files have.
    throw error
  }
}

function readBody(bytes: Uint8Array, start: number, dialect: Dialect): CheckpointMetadata {
  const cursor = new ByteCursor(bytes, start)
  const checkpointId = cursor.long('checkpoint id')
  if (checkpointId < 0) throw new FormatError('outOfRange', start, 'a checkpoint id of 0 or more', `${checkpointId}`)
  const masterStates: MasterState[] = []
  // Magic and length.
  const masterStateCount = cursor.count('master states', 8)
  for (let i = 0; i < masterStateCount; i++) masterStates.push(readMasterState(cursor))
  const operators: OperatorMetadata[] = []
  // Id, parallelisms, coordinator state, number of subtasks.
  const operatorCount = cursor.count('operators', 29)
  for (let i = 0; i < operatorCount; i++) operators.push(readOperator(cursor, dialect))
  const properties = readProperties(cursor, dialect)
  return {
    version: dialect.version,
    checkpointId,
    masterStates,
    operators,
    properties,
    ...total(operators),
    byteLength: bytes.length,
  }
}

function readMasterState(cursor: ByteCursor): MasterState {
  const at = cursor.offset
  const magic = cursor.i4('master state magic')
  if (magic !== MASTER_STATE_MAGIC) {
    throw new FormatError('unexpected', at, 'master state magic c96b1696', (magic >>> 0).toString(16))
  }
  const end = cursor.count('bytes of a master state', 1) + cursor.offset
  const version = cursor.i4('hook version')
  const name = cursor.utf('hook name')
  const bytes = cursor.take(cursor.count('bytes of hook state', 1), 'hook state')
  if (cursor.offset !== end)
    throw new FormatError('unexpected', cursor.offset, `a master state's end at ${end}`, 'another')
  return { name, version, bytes }
}

function readProperties(cursor: ByteCursor, { version }: Dialect): CheckpointProperties | null {
  if (version < 4) {
    cursor.expectEnd('_metadata')
    return null
  }
  const at = cursor.offset
  const stream = new JavaObjectStream(cursor.bytes, {}, at)
  const root = stream.readObject()
  stream.expectEnd()
  return root === null ? null : checkpointProperties(root, at)
}

function total(operators: OperatorMetadata[]): Pick<CheckpointMetadata, 'totals' | 'files'> {
  const tally = new HandleTally()
  for (const operator of operators) {
    if (operator.coordinatorState) tally.add(operator.coordinatorState)
    for (const subtask of operator.subtasks) visitSubtaskHandles(subtask, (handle) => tally.add(handle))
  }
  const totals = tally.totals({
    stateSizeBytes: sumBytes(operators.map((operator) => operator.stateSizeBytes)),
    checkpointedSizeBytes: sumBytes(operators.map((operator) => operator.checkpointedSizeBytes)),
    coordinatorBytes: operators.reduce((sum, operator) => sum + operator.coordinatorStateBytes, 0),
  })
  return { totals, files: tally.files }
}
