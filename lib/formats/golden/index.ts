// What the readers return in the shape of `*.expected.json`, for comparison with Flink's own classes.

export { expectedConfigMap, expectedPointer, expectedWatchEvent } from './expected-config-map.ts'
export { expectedCompletedCheckpoint, expectedMetadata, expectedSubmittedJob } from './expected-shape.ts'
export { expectedPointers, expectedSums } from './expected-sums.ts'
