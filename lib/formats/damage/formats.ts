import { decodeBase64 } from '../base64.ts'
import { readCheckpointMetadata } from '../checkpoint-metadata/read-checkpoint-metadata.ts'
import { writeCheckpointMetadata } from '../checkpoint-metadata/write-checkpoint-metadata.ts'
import { readCompletedCheckpoint } from '../completed-checkpoint/read-completed-checkpoint.ts'
import { encodeBase64 } from '../encode-base64.ts'
import { readConfigYaml } from '../flink-conf/read-config-yaml.ts'
import { readFlinkConf } from '../flink-conf/read-flink-conf.ts'
import { writeConfigYaml, writeFlinkConf } from '../flink-conf/write-configuration.ts'
import { checkJavaStream } from '../java-serialization/object-stream.ts'
import { readStreamSyntax } from '../java-serialization/read-stream-syntax.ts'
import type { ContentSyntax } from '../java-serialization/stream-syntax.ts'
import { writeStreamSyntax } from '../java-serialization/write-stream-syntax.ts'
import { readJobResult } from '../job-result/read-job-result.ts'
import { readStateHandle } from '../state-handle/read-state-handle.ts'
import { readSubmittedJob } from '../submitted-job/read-submitted-job.ts'
import { readDamagedHaMap, saysItsEntries } from './damaged-ha-map.ts'
import { rewrittenJobResult } from './damaged-job-result.ts'
import { comesToItsValues, summarizeDamaged } from './damaged-summary.ts'
import { saysItsCheckpoint, saysItsHandle, saysItsJob } from './says-what-is-spelled.ts'
import { isSettled } from './settled.ts'

/** A format under damage and under the fuzzer: how it is read, and what must hold of what was read. */
export interface DamagedFormat {
  /** @throws FormatError for bytes that are none. */
  read(bytes: Uint8Array): unknown
  /**
   * The bytes again, made from what was read of them: the very same for binary formats. For text, which says one thing in
   * many ways, the way the encoder says it; reading that must give the same value.
   */
  rewrite(bytes: Uint8Array): { exact: Uint8Array } | { sameValue: unknown }
  /** The formats whose corpora its fuzzer begins with, beside its own. */
  corpora?: readonly string[]
  /** The longest input its fuzzer makes; as long as the longest it begins with when nothing is said. */
  maxFuzzBytes?: number
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const latin1 = new TextDecoder('latin1')
const text = (bytes: Uint8Array) => utf8.decode(bytes)

/** @param saysIt compares what was read with what is spelled, as far as that can be compared. */
const javaFile = <T>(
  read: (bytes: Uint8Array) => T,
  saysIt: (value: T, syntax: readonly ContentSyntax[]) => boolean,
): DamagedFormat => ({
  read,
  rewrite(bytes) {
    const syntax = readStreamSyntax(bytes)
    return saysIt(read(bytes), syntax) ? { exact: writeStreamSyntax(syntax) } : { sameValue: false }
  },
})

export const DAMAGED_FORMATS = {
  metadata: {
    read: (bytes) => readWhole(bytes),
    rewrite(bytes) {
      const metadata = readWhole(bytes)
      const body = writeCheckpointMetadata(metadata, new Uint8Array())
      const tail = metadata.version >= 4 ? writeStreamSyntax(readStreamSyntax(bytes, body.length)) : new Uint8Array()
      const whole = new Uint8Array(body.length + tail.length)
      whole.set(body)
      whole.set(tail, body.length)
      return { exact: whole }
    },
  },
  summary: {
    read: summarizeDamaged,
    rewrite: (bytes) => ({ sameValue: comesToItsValues(bytes) }),
    corpora: ['metadata'],
  },
  javaStream: {
    ...javaFile(checkJavaStream, () => true),
    corpora: ['completedCheckpoint', 'submittedJob'],
  },
  completedCheckpoint: javaFile(readCompletedCheckpoint, saysItsCheckpoint),
  submittedJob: javaFile((bytes) => readSubmittedJob(bytes), saysItsJob),
  stateHandle: {
    read: (bytes) => readStateHandle(latin1.decode(bytes)),
    rewrite(bytes) {
      const base64 = latin1.decode(bytes)
      if (!saysItsHandle(readStateHandle(base64))) return { sameValue: false }
      const again = encodeBase64(writeStreamSyntax(readStreamSyntax(decodeBase64(base64, base64.length))))
      return { exact: Uint8Array.from(again, (char) => char.charCodeAt(0)) }
    },
  },
  haConfigMap: {
    read: (bytes) => readDamagedHaMap(text(bytes)),
    rewrite: (bytes) => ({ sameValue: saysItsEntries(readDamagedHaMap(text(bytes))) }),
  },
  jobResult: {
    read: (bytes) => readJobResult(text(bytes)),
    rewrite(bytes) {
      const write = ({ text, value }: { text: string; value: ReturnType<typeof readJobResult> }) =>
        rewrittenJobResult(value) ?? text
      return { sameValue: isSettled(text(bytes), readJobResult, write) }
    },
  },
  flinkConf: {
    read: (bytes) => readFlinkConf(text(bytes)),
    rewrite: (bytes) => ({
      sameValue: isSettled(
        text(bytes),
        (file) => [...readFlinkConf(file).values],
        (read) => writeFlinkConf(new Map(read.value)),
      ),
    }),
  },
  configYaml: {
    // The library that parses it takes as long for half a kilobyte as other formats for a whole file.
    maxFuzzBytes: 128,
    read: (bytes) => readConfigYaml(text(bytes)),
    rewrite: (bytes) => ({
      sameValue: isSettled(
        text(bytes),
        (file) => [...readConfigYaml(file).values],
        (read) => writeConfigYaml(new Map(read.value)),
      ),
    }),
  },
} satisfies Record<string, DamagedFormat>

export type FormatName = keyof typeof DAMAGED_FORMATS

/** Everything of the file: its operators' state is read when it is asked for. */
function readWhole(bytes: Uint8Array) {
  const metadata = readCheckpointMetadata(bytes)
  return {
    ...metadata,
    operators: metadata.operators.map((operator) => ({ ...operator, subtasks: operator.subtasks })),
  }
}
