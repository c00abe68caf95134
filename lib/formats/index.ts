// What Flink writes, bytes → values. Pure: no I/O, the same in Node and in a browser. See README.md.

export type { CheckpointProperties } from './checkpoint-metadata/checkpoint-properties.ts'
export type { OperatorMetadata, OperatorSummary } from './checkpoint-metadata/operator-metadata.ts'
export {
  type CheckpointMetadata,
  type MasterState,
  readCheckpointMetadata,
} from './checkpoint-metadata/read-checkpoint-metadata.ts'
export type {
  ChannelStateHandle,
  KeyedStateHandle,
  OperatorStateHandle,
  SubtaskState,
} from './checkpoint-metadata/state-handles.ts'
export type { StateFile, StateTotals } from './checkpoint-metadata/state-totals.ts'
export {
  type CheckpointSummary,
  summarizeCheckpointMetadata,
  summarizeCheckpointMetadataChunks,
} from './checkpoint-metadata/summarize-checkpoint-metadata.ts'
export type { FilePrefix } from './checkpoint-metadata/walk/prefix-tally.ts'
export type { CheckpointedOperator } from './completed-checkpoint/operator-states.ts'
export {
  type CompletedCheckpoint,
  NOT_ADDRESSABLE,
  readCompletedCheckpoint,
} from './completed-checkpoint/read-completed-checkpoint.ts'
export type { ConfigurationEntry, FlinkConfiguration, IgnoredLine } from './flink-conf/configuration-entry.ts'
export { formatDuration, parseDurationMs, parseDurationNanos } from './flink-conf/duration.ts'
export { formatMemorySize, parseMemorySize } from './flink-conf/memory-size.ts'
export { readConfigYaml } from './flink-conf/read-config-yaml.ts'
export { readFlinkConf } from './flink-conf/read-flink-conf.ts'
export { configuredSavepointDirectory } from './flink-conf/savepoint-directory.ts'
export {
  FormatError,
  type FormatErrorCode,
  type FormatProblem,
  type FormatUnit,
  TextFormatError,
} from './format-error.ts'
export { classifyHaConfigMapName, type HaConfigMapName, type HaRole } from './high-availability/config-map-name.ts'
export type { HaEntry, HaEntryKind } from './high-availability/ha-entry.ts'
export {
  type DamagedLeaderAnnotation,
  LEADER_ANNOTATION,
  type LeaderAnnotation,
  parseLeaderAnnotation,
  readLeaderAnnotation,
} from './high-availability/leader-annotation.ts'
export { type HaConfigMap, type HaConfigMapInput, readHaConfigMap } from './high-availability/read-ha-config-map.ts'
export {
  type ApplicationResult,
  type JobFailure,
  type JobResult,
  type ResultFileName,
  readJobResult,
  readResultFileName,
} from './job-result/read-job-result.ts'
export type { SerializedThrowable, ThrowableCause } from './job-result/serialized-throwable.ts'
export { readStateHandle, type StateHandlePointer } from './state-handle/read-state-handle.ts'
export type { StreamStateHandle } from './state-handle/stream-state-handle.ts'
export { type RestoreSettings, readSubmittedJob, type SubmittedJob } from './submitted-job/read-submitted-job.ts'
