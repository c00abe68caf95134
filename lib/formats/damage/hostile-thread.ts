import { parentPort, workerData } from 'node:worker_threads'
import { readCheckpointMetadata } from '../checkpoint-metadata/read-checkpoint-metadata.ts'
import { summarizeCheckpointMetadata } from '../checkpoint-metadata/summarize-checkpoint-metadata.ts'
import { readCompletedCheckpoint } from '../completed-checkpoint/read-completed-checkpoint.ts'
import { readConfigYaml } from '../flink-conf/read-config-yaml.ts'
import { readFlinkConf } from '../flink-conf/read-flink-conf.ts'
import { FormatError } from '../format-error.ts'
import { parseLeaderAnnotation } from '../high-availability/leader-annotation.ts'
import { readHaConfigMap } from '../high-availability/read-ha-config-map.ts'
import { checkJavaStream } from '../java-serialization/object-stream.ts'
import { readStreamSyntax } from '../java-serialization/read-stream-syntax.ts'
import { readJobResult } from '../job-result/read-job-result.ts'
import { readStateHandle } from '../state-handle/read-state-handle.ts'
import { readSubmittedJob } from '../submitted-job/read-submitted-job.ts'
import { HOSTILE_CHECKPOINTS } from './hostile-checkpoints.ts'
import { HOSTILE_METADATA } from './hostile-metadata.ts'
import type { HostileInput } from './hostile-pieces.ts'
import { HOSTILE_STREAMS } from './hostile-streams.ts'
import { HOSTILE_BASE64, HOSTILE_JSON, HOSTILE_YAML } from './hostile-texts.ts'

// A thread in which readers are given hostile inputs: its heap is capped, so that one that takes too much dies of it.

export interface HostileTask {
  length: number
  readers: readonly HostileReader[]
  heartbeat: SharedArrayBuffer
}

export interface HostileReport {
  reader: HostileReader
  name: string
  /** `value`, the code of a FormatError, or what else was thrown. */
  outcome: string
  cpuMs: number
  /** Buffers that were allocated meanwhile, those that nothing holds any more among them. */
  bufferBytes: number
}

const latin1 = new TextDecoder('latin1')

const READERS = {
  javaValues: [HOSTILE_STREAMS, checkJavaStream],
  javaSyntax: [HOSTILE_STREAMS, (bytes: Uint8Array) => readStreamSyntax(bytes)],
  completedCheckpoint: [[...HOSTILE_STREAMS, ...HOSTILE_CHECKPOINTS], readCompletedCheckpoint],
  submittedJob: [HOSTILE_STREAMS, readSubmittedJob],
  metadata: [HOSTILE_METADATA, readCheckpointMetadata],
  summary: [HOSTILE_METADATA, summarizeCheckpointMetadata],
  stateHandle: [HOSTILE_BASE64, text(readStateHandle)],
  haConfigMap: [HOSTILE_BASE64, text(readMap)],
  jobResult: [HOSTILE_JSON, text(readJobResult)],
  leader: [HOSTILE_JSON, text(parseLeaderAnnotation)],
  flinkConf: [HOSTILE_YAML, text(readFlinkConf)],
  configYaml: [HOSTILE_YAML, text(readConfigYaml)],
} satisfies Record<string, [readonly HostileInput[], (bytes: Uint8Array) => unknown]>

export type HostileReader = keyof typeof READERS

const { length, readers, heartbeat }: HostileTask = workerData
const cases = new Int32Array(heartbeat)

for (const reader of readers) {
  const [inputs, read] = READERS[reader]
  for (const { name, make } of inputs) {
    const bytes = make(length)
    Atomics.add(cases, 0, 1)
    const { arrayBuffers } = process.memoryUsage()
    const started = process.threadCpuUsage()
    const outcome = outcomeOf(() => read(bytes))
    const spent = process.threadCpuUsage(started)
    const report: HostileReport = {
      reader,
      name,
      outcome,
      cpuMs: (spent.user + spent.system) / 1000,
      bufferBytes: process.memoryUsage().arrayBuffers - arrayBuffers,
    }
    parentPort?.postMessage(report)
  }
}

function outcomeOf(read: () => unknown): string {
  try {
    read()
    return 'value'
  } catch (error) {
    return error instanceof FormatError ? error.code : `threw ${String(error)}`
  }
}

function text(read: (text: string) => unknown): (bytes: Uint8Array) => unknown {
  return (bytes) => read(latin1.decode(bytes))
}

function readMap(value: string): unknown {
  const data = { 'checkpointID-0000000000000000001': value, 'jobGraph-x': value, counter: value, other: value }
  return readHaConfigMap({ name: 'orders-cluster-config-map', data })
}
