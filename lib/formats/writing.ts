// The other way round: values → what Flink writes, of each release. For tests and simulations.

export { type MetadataToWrite, writeCheckpointMetadata } from './checkpoint-metadata/write-checkpoint-metadata.ts'
export { writeCheckpointProperties } from './checkpoint-metadata/write-checkpoint-properties.ts'
export {
  type CompletedCheckpointToWrite,
  writeCompletedCheckpoint,
} from './completed-checkpoint/write-completed-checkpoint.ts'
export { writeConfigYaml, writeFlinkConf } from './flink-conf/write-configuration.ts'
export { FLINK_RELEASES, type FlinkRelease } from './flink-release.ts'
export {
  type HaClusterToWrite,
  writeHaConfigMaps,
  writeLeaderAnnotation,
} from './high-availability/write-ha-config-maps.ts'
export { type JobResultToWrite, writeJobResult, writeSerializedThrowable } from './job-result/write-job-result.ts'
export { writeStateHandle } from './state-handle/write-state-handle.ts'
export {
  type GraphToWrite,
  writeSubmittedApplication,
  writeSubmittedGraph,
} from './submitted-job/write-submitted-job.ts'
