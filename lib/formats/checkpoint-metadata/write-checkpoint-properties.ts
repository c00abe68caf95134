import { type FlinkRelease, isSince } from '../flink-release.ts'
import { FormatError } from '../format-error.ts'
import { writeObjectStream } from '../java-serialization/spell-objects.ts'
import { objectOf, type Writable, type WritableObject } from '../java-serialization/writable.ts'
import { flinkClass } from '../state-handle/flink-classes.ts'
import { enumConstant } from '../state-handle/write-state-handle.ts'
import type { CheckpointProperties } from './checkpoint-properties.ts'

/** The stream at the end of `_metadata` from version 4 on. */
export function writeCheckpointProperties(properties: CheckpointProperties | null, release: FlinkRelease): Uint8Array {
  return writeObjectStream([properties && serializedProperties(properties, release)])
}

/** Properties as HA files have them too; layouts are told in checkpoint-properties.ts. */
export function serializedProperties(properties: CheckpointProperties, release: FlinkRelease): WritableObject {
  const { discardCancelled, discardFailed, discardFinished, discardSubsumed, discardSuspended, forced } = properties
  return objectOf(flinkClass('runtime.checkpoint.CheckpointProperties', release), {
    discardCancelled,
    discardFailed,
    discardFinished,
    discardSubsumed,
    discardSuspended,
    forced,
    ...(isSince(release, '1.15') ? { unclaimed: properties.unclaimed ?? false } : {}),
    checkpointType: snapshotType(properties, release),
  })
}

function snapshotType(properties: CheckpointProperties, release: FlinkRelease): Writable {
  const { typeName: name, isSavepoint } = properties
  if (!isSince(release, '1.15')) return enumConstant('runtime.checkpoint.CheckpointType', name, release)
  if (!isSavepoint) {
    const strategy = required(properties.sharingFilesStrategy, 'sharingFilesStrategy')
    return objectOf(flinkClass('runtime.checkpoint.CheckpointType', release), {
      name,
      sharingFilesStrategy: enumConstant('runtime.checkpoint.SnapshotType$SharingFilesStrategy', strategy, release),
    })
  }
  const format = required(properties.formatType, 'formatType')
  const action = required(properties.postCheckpointAction, 'postCheckpointAction')
  return objectOf(flinkClass('runtime.checkpoint.SavepointType', release), {
    formatType: enumConstant('core.execution.SavepointFormatType', format, release),
    name,
    postCheckpointAction: enumConstant('runtime.checkpoint.SavepointType$PostCheckpointAction', action, release),
  })
}

function required(value: string | null, what: string): string {
  if (value === null) throw new FormatError('unexpected', 0, `properties with ${what}`, 'null')
  return value
}
