import { ByteCursor } from '../byte-cursor.ts'
import { FormatError } from '../format-error.ts'
import { type CheckpointProperties, readCheckpointProperties } from './checkpoint-properties.ts'
import { type Dialect, inRightDialect } from './dialect.ts'
import { HEADER_BYTES, metadataVersion } from './metadata-header.ts'
import { type OperatorMetadata, operatorAt } from './operator-metadata.ts'
import { HandleTally, type StateFile, type StateTotals, sumBytes } from './state-totals.ts'
import { requireStreamHandle } from './stream-handles.ts'
import { ChunkCursor } from './walk/chunk-cursor.ts'
import { HandleIndex } from './walk/handle-index.ts'
import { type WalkedBody, walkBody } from './walk/metadata-walk.ts'
import { StateTally } from './walk/state-tally.ts'

const MAX_BYTES = 256 * 1024 * 1024

export interface MasterState {
  name: string
  /** Of the hook's own serializer. */
  version: number
  bytes: Uint8Array
}

/** A file that is known to be whole. What takes a value for each handle is made when it is asked for. */
export interface CheckpointMetadata {
  version: Dialect['version']
  checkpointId: number
  masterStates: MasterState[]
  /** In the order of the file. */
  operators: OperatorMetadata[]
  /** From version 4 on; null before, and in files of the state processor API. */
  properties: CheckpointProperties | null
  readonly totals: StateTotals
  /** Every file once, in the order in which the file names them first. */
  readonly files: StateFile[]
  byteLength: number
}

/**
 * Reads a `_metadata` file: which operators a checkpoint or savepoint has, and where their state lies. All of it is
 * checked at once; subtasks, paths and the list of files are made from `bytes` when they are asked for, which therefore
 * must not change.
 *
 * Layout: magic, version, checkpoint id, master states, operators; from version 4 on the properties follow as a Java
 * serialization stream. Versions: 2 is written by 1.3–1.10, 3 by 1.11–1.15, 4 by 1.16–1.20, 5 by 2.0, 6 by 2.1–2.3.
 * A master state is a magic number, the length of what follows, the version of its hook's serializer, a name and bytes.
 *
 * @throws FormatError with the byte offset; never a partial result.
 * Source: Flink `Checkpoints`, `MetadataV2Serializer` … `MetadataV6Serializer`, `MetadataV2V3SerializerBase`.
 */
export function readCheckpointMetadata(bytes: Uint8Array): CheckpointMetadata {
  if (bytes.length > MAX_BYTES) throw new FormatError('tooLarge', 0, `at most ${MAX_BYTES} bytes`, `${bytes.length}`)
  const version = metadataVersion(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  return inRightDialect(version, (dialect) => readBody(bytes, dialect))
}

function readBody(bytes: Uint8Array, dialect: Dialect): CheckpointMetadata {
  const cursor = ChunkCursor.whole(bytes)
  cursor.offset = HEADER_BYTES
  const index = new HandleIndex()
  const tally = new StateTally(index)
  const walked = walkBody(cursor, tally, dialect, true).next()
  if (!walked.done) throw new RangeError('a walk over a whole file waits for more of it')
  const body = walked.value
  const operators = body.operators.map((summary, i) =>
    operatorAt(summary, {
      bytes,
      dialect,
      coordinatorAt: body.coordinatorsAt[i],
      subtasksAt: body.subtasksAt[i] ?? 0,
    }),
  )
  let listed: StateFile[] | null = null
  const files = () => {
    listed ??= filesAt(bytes, index.offsets())
    return listed
  }
  return {
    version: dialect.version,
    checkpointId: body.checkpointId,
    masterStates: body.masterStatesAt.map((at) => masterStateAt(bytes, at)),
    operators,
    properties: readCheckpointProperties(cursor.tail, cursor.position, dialect.version),
    totals: totalsOf(body, tally, files),
    get files() {
      return files()
    },
    byteLength: bytes.length,
  }
}

function masterStateAt(bytes: Uint8Array, at: number): MasterState {
  // Magic and length were checked.
  const cursor = new ByteCursor(bytes, at + 8)
  const version = cursor.i4('hook version')
  const name = cursor.utf('hook name')
  return { name, version, bytes: cursor.take(cursor.count('bytes of hook state', 1), 'hook state') }
}

/** How many files there are takes looking at every path; the other totals are known already. */
function totalsOf(
  { operators, coordinatorBytes }: WalkedBody,
  tally: StateTally,
  files: () => StateFile[],
): StateTotals {
  return {
    stateSizeBytes: sumBytes(operators.map((operator) => operator.stateSizeBytes)),
    checkpointedSizeBytes: sumBytes(operators.map((operator) => operator.checkpointedSizeBytes)),
    coordinatorBytes,
    get distinctFiles() {
      return files().length
    },
    get distinctFileBytes() {
      return sumBytes(files().map((file) => file.sizeBytes))
    },
    inlineHandles: tally.inlineHandles,
    inlineBytes: tally.inlineBytes,
  }
}

function filesAt(bytes: Uint8Array, offsets: Iterable<number>): StateFile[] {
  const tally = new HandleTally()
  for (const at of offsets) tally.add(requireStreamHandle(new ByteCursor(bytes, at)))
  return tally.files
}
