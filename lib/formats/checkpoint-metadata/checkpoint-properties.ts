import { FormatError } from '../format-error.ts'
import { JavaEnumConstant } from '../java-serialization/java-leaves.ts'
import { JavaObject, type JavaValue, typeName } from '../java-serialization/java-value.ts'
import { JavaObjectStream } from '../java-serialization/object-stream.ts'

const CLASS = 'org.apache.flink.runtime.checkpoint.CheckpointProperties'

/** Some 750 bytes in practice. */
export const MAX_PROPERTIES_BYTES = 64 * 1024

/** What kind of snapshot it is, and at which ends of the job Flink deletes it. */
export interface CheckpointProperties {
  kind: 'checkpoint' | 'full-checkpoint' | 'savepoint'
  isSavepoint: boolean
  typeClass: string
  /** Flink's own word: `Checkpoint`, `Full Checkpoint`, `Savepoint`, `Suspend Savepoint`, …; up to 1.14 the enum's name. */
  typeName: string
  /** FORWARD_BACKWARD, FORWARD or NO_SHARING; null up to 1.14. */
  sharingFilesStrategy: string | null
  /** CANONICAL or NATIVE; null for checkpoints and up to 1.14. */
  formatType: string | null
  /** NONE, SUSPEND or TERMINATE; null for checkpoints and up to 1.14. */
  postCheckpointAction: string | null
  forced: boolean
  discardSubsumed: boolean
  discardFinished: boolean
  discardCancelled: boolean
  discardFailed: boolean
  discardSuspended: boolean
  /** Restored with NO_CLAIM; null up to 1.14. */
  unclaimed: boolean | null
}

/**
 * Projects serialized `CheckpointProperties`, as they stand in HA files and at the end of `_metadata` from version 4 on.
 *
 * Source: Flink `CheckpointProperties`, `CheckpointType` (an enum up to 1.14), `SavepointType`.
 */
export function checkpointProperties(value: JavaValue, offset: number): CheckpointProperties {
  if (!(value instanceof JavaObject) || !value.is(CLASS)) {
    throw new FormatError('unexpected', offset, CLASS, typeName(value))
  }
  return {
    ...snapshotType(value.field('checkpointType'), value.offset),
    forced: value.boolean('forced'),
    discardSubsumed: value.boolean('discardSubsumed'),
    discardFinished: value.boolean('discardFinished'),
    discardCancelled: value.boolean('discardCancelled'),
    discardFailed: value.boolean('discardFailed'),
    discardSuspended: value.boolean('discardSuspended'),
    unclaimed: value.has('unclaimed') ? value.boolean('unclaimed') : null,
  }
}

/**
 * Reads what follows the last operator of `_metadata`: from version 4 on a Java stream of `CheckpointProperties` or null,
 * before nothing.
 *
 * @param tail all bytes from there on; `position` is where in the file that is.
 */
export function readCheckpointProperties(
  tail: Uint8Array,
  position: number,
  version: number,
): CheckpointProperties | null {
  if (version < 4) {
    if (tail.length === 0) return null
    throw new FormatError('trailingBytes', position, 'the end of _metadata', `${tail.length} more bytes`)
  }
  try {
    const stream = new JavaObjectStream(tail, { maxBytes: MAX_PROPERTIES_BYTES })
    const root = stream.readObject()
    stream.expectEnd()
    return root === null ? null : checkpointProperties(root, 0)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new FormatError(error.code, position + error.offset, error.expected, error.found)
  }
}

function snapshotType(type: JavaValue, offset: number) {
  if (type instanceof JavaEnumConstant) {
    const isSavepoint = type.name !== 'CHECKPOINT'
    return {
      kind: isSavepoint ? ('savepoint' as const) : ('checkpoint' as const),
      isSavepoint,
      typeClass: type.descriptor.name,
      typeName: type.name,
      sharingFilesStrategy: null,
      formatType: null,
      postCheckpointAction: null,
    }
  }
  if (!(type instanceof JavaObject)) throw new FormatError('unexpected', offset, 'a checkpoint type', typeName(type))
  const isSavepoint = type.is('org.apache.flink.runtime.checkpoint.SavepointType')
  if (!isSavepoint && !type.is('org.apache.flink.runtime.checkpoint.CheckpointType')) {
    throw new FormatError('unsupported', type.offset, 'a checkpoint or savepoint type', type.className)
  }
  // SavepointType has no strategy of its own: a savepoint never shares files.
  const sharingFilesStrategy = isSavepoint ? 'NO_SHARING' : type.enumName('sharingFilesStrategy')
  return {
    kind: isSavepoint
      ? ('savepoint' as const)
      : sharingFilesStrategy === 'FORWARD'
        ? ('full-checkpoint' as const)
        : ('checkpoint' as const),
    isSavepoint,
    typeClass: type.className,
    typeName: type.string('name'),
    sharingFilesStrategy,
    formatType: isSavepoint ? type.enumName('formatType') : null,
    postCheckpointAction: isSavepoint ? type.enumName('postCheckpointAction') : null,
  }
}
