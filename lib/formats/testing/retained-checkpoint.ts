import type { CheckpointProperties } from '../checkpoint-metadata/checkpoint-properties.ts'

/** Of a checkpoint that Flink keeps when its job is cancelled, as 1.15 and later write them. */
export const RETAINED: CheckpointProperties = {
  kind: 'checkpoint',
  isSavepoint: false,
  typeClass: 'org.apache.flink.runtime.checkpoint.CheckpointType',
  typeName: 'Checkpoint',
  sharingFilesStrategy: 'FORWARD_BACKWARD',
  formatType: null,
  postCheckpointAction: null,
  forced: false,
  discardSubsumed: true,
  discardFinished: true,
  discardCancelled: false,
  discardFailed: false,
  discardSuspended: false,
  unclaimed: false,
}
