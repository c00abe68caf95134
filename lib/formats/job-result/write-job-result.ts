import { encodeBase64 } from '../encode-base64.ts'
import { type FlinkRelease, isSince } from '../flink-release.ts'
import { byteArray, emptyList } from '../java-serialization/jdk-objects.ts'
import { writeObjectStream } from '../java-serialization/spell-objects.ts'
import { classOf, objectOf, type Writable, type WritableArray } from '../java-serialization/writable.ts'
import type { ApplicationResult, JobResult } from './read-job-result.ts'
import type { ThrowableCause } from './serialized-throwable.ts'

export type JobResultToWrite = Omit<JobResult, 'accumulators' | 'failure'> & {
  /** Serialized values, by name. */
  accumulators: readonly { name: string; base64: string }[]
  failure: { className: string; stackTrace: string; causes: readonly ThrowableCause[] } | null
}

/** Writes an entry of the job result store, or of the application result store, as that release does. */
export function writeJobResult(result: JobResultToWrite | ApplicationResult, release: FlinkRelease): string {
  return JSON.stringify({ result: result.kind === 'job' ? job(result, release) : application(result), version: 1 })
}

function job(result: JobResultToWrite, release: FlinkRelease): object {
  const { failure, applicationId, startTime, endTime } = result
  const is23 = isSince(release, '2.3')
  return {
    id: result.jobId,
    ...(is23 && result.name !== null ? { name: result.name } : {}),
    'application-status': result.status,
    'accumulator-results': Object.fromEntries(result.accumulators.map(({ name, base64 }) => [name, base64])),
    'net-runtime': result.netRuntimeMs,
    ...(failure
      ? {
          'failure-cause': {
            class: failure.className,
            'stack-trace': failure.stackTrace,
            'serialized-throwable': encodeBase64(writeSerializedThrowable(failure.causes, failure.stackTrace)),
          },
        }
      : {}),
    ...(is23 && applicationId !== null ? { 'application-id': applicationId } : {}),
    ...(is23 && startTime !== null ? { 'start-time': startTime } : {}),
    ...(is23 && endTime !== null ? { 'end-time': endTime } : {}),
  }
}

function application(result: ApplicationResult): object {
  return {
    'application-id': result.applicationId,
    'application-state': result.state,
    'application-name': result.name,
    'start-time': result.startTime,
    'end-time': result.endTime,
  }
}

const THROWABLE = classOf(
  'java.lang.Throwable',
  -3042686055658047285n,
  'L cause Ljava/lang/Throwable;, L detailMessage Ljava/lang/String;, [ stackTrace [Ljava/lang/StackTraceElement;, L suppressedExceptions Ljava/util/List;',
  { flags: 3 },
)
const EXCEPTION = classOf('java.lang.Exception', -3387516993124229948n, '', { superclass: THROWABLE })
const SERIALIZED_THROWABLE = classOf(
  'org.apache.flink.util.SerializedThrowable',
  7284183123441947635n,
  'L fullStringifiedStackTrace Ljava/lang/String;, L originalErrorClassName Ljava/lang/String;, [ serializedException [B',
  { superclass: EXCEPTION },
)
const STACK_TRACE = classOf('[Ljava.lang.StackTraceElement;', 163864874655228473n)

/** A throwable as Flink serializes it for those without its classes: no more than its name, its text and its causes. */
export function writeSerializedThrowable(causes: readonly ThrowableCause[], stackTrace: string): Uint8Array {
  const frames: WritableArray = { kind: 'array', class: STACK_TRACE, elements: [] }
  const suppressed = emptyList()
  let cause: Writable = null
  for (const { className, message } of causes.toReversed()) {
    cause = objectOf(SERIALIZED_THROWABLE, {
      cause,
      detailMessage: message,
      stackTrace: frames,
      suppressedExceptions: suppressed,
      fullStringifiedStackTrace: stackTrace,
      originalErrorClassName: className,
      serializedException: byteArray(new Uint8Array()),
    })
  }
  return writeObjectStream([cause])
}
