import { modifiedUtf8Bytes } from '../encode-modified-utf8.ts'
import { type Dialect, inRightDialect } from './dialect.ts'
import { HEADER_BYTES, metadataVersion } from './metadata-header.ts'
import type { OperatorSummary } from './operator-metadata.ts'
import { ChunkCursor } from './walk/chunk-cursor.ts'
import { walkBody } from './walk/metadata-walk.ts'
import { type FileSink, StateTally } from './walk/state-tally.ts'

/** Where the parts of a `_metadata` file lie: offsets from its beginning, `end` one past the last byte. */
export interface MetadataParts {
  /** 16 or more: the first byte after the checkpoint id and the number of master states. */
  masterStates: { name: string; start: number; end: number }[]
  operators: OperatorPart[]
  /** The first byte after the last operator: the properties from version 4 on, before the end of the file. */
  propertiesAt: number
  /** The layout it was found to be in. */
  dialect: Dialect
}

export interface OperatorPart {
  id: string
  name: string | null
  start: number
  /** Where the id stands, after name and uid from version 5 on. */
  idAt: number
  /** Null in version 2, which has none. */
  coordinatorAt: number | null
  subtasksAt: number
  end: number
}

const ID_AND_PARALLELISMS = 16 + 4 + 4

/**
 * Locates master states and operators, so that bytes can be shown beside what they mean.
 *
 * @throws FormatError as `summarizeCheckpointMetadata` does.
 */
export function locateMetadataParts(bytes: Uint8Array): MetadataParts {
  const version = metadataVersion(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  return inRightDialect(version, (dialect) => {
    const cursor = ChunkCursor.whole(bytes)
    cursor.offset = HEADER_BYTES
    const walked = walkBody(cursor, new StateTally(NOBODY), dialect, false).next()
    if (!walked.done) throw new RangeError('a walk over a whole file waits for more of it')
    const { operators, coordinatorsAt, subtasksAt, masterStates, masterStatesAt } = walked.value
    const propertiesAt = cursor.position
    const parts = operators.map(({ id, name, uid }: OperatorSummary, i) => {
      const coordinatorAt = coordinatorsAt[i] ?? null
      const subtasks = subtasksAt[i] ?? 0
      // Version 2 has a number of no use in the place of the coordinator.
      const idAt = (coordinatorAt ?? subtasks - 4) - ID_AND_PARALLELISMS
      const start = version < 5 ? idAt : idAt - textBytes(name) - textBytes(uid)
      return { id, name, start, idAt, coordinatorAt, subtasksAt: subtasks }
    })
    return {
      masterStates: masterStatesAt.map((start, i) => ({
        name: masterStates[i]?.name ?? '',
        start,
        // A magic number and a length come before what is counted.
        end: start + 8 + new DataView(bytes.buffer, bytes.byteOffset).getInt32(start + 4),
      })),
      operators: parts.map((part, i) => ({ ...part, end: parts[i + 1]?.start ?? propertiesAt })),
      propertiesAt,
      dialect,
    }
  })
}

/** Is told of files, and keeps none. */
const NOBODY: FileSink = { joins: () => true, joined: () => {}, file: () => {} }

/** Of a string as `writeUTF` writes it; none is written as an empty one. */
function textBytes(text: string | null): number {
  return 2 + modifiedUtf8Bytes(text ?? '')
}
