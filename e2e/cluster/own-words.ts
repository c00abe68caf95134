import {
  expectedCompletedCheckpoint,
  expectedMetadata,
  expectedPointer,
  expectedSubmittedJob,
} from '../../lib/formats/golden/index.ts'
import {
  readCheckpointMetadata,
  readCompletedCheckpoint,
  readJobResult,
  readStateHandle,
  readSubmittedJob,
} from '../../lib/formats/index.ts'
import type { JobFailure } from '../../lib/formats/job-result/read-job-result.ts'
import type { ThrowableCause } from '../../lib/formats/job-result/serialized-throwable.ts'
import type { JavaWord } from './java-reader.ts'

// What lib/formats reads, in the words of `java/ReadState.java`.

export function ownHandle(value: string): JavaWord {
  return { ...expectedPointer(readStateHandle(value)) }
}

export function ownMetadata(bytes: Uint8Array): JavaWord {
  const metadata = readCheckpointMetadata(bytes)
  const masters = metadata.masterStates.map(({ name, bytes: state }) => content(name, state))
  return { ...expectedMetadata(metadata), content: [...inline(metadata.operators), ...masters] }
}

/** Sums of operators and their files: our reader passes over the handles of this file, which `_metadata` has too. */
export function ownCheckpoint(bytes: Uint8Array): JavaWord {
  return { ...expectedCompletedCheckpoint(readCompletedCheckpoint(bytes)) }
}

export function ownSubmitted(bytes: Uint8Array): JavaWord {
  const job = readSubmittedJob(bytes)
  return { ...expectedSubmittedJob(job), ...(job.kind === 'application' ? {} : { restore: job.restore }) }
}

/** An entry of the job result store. */
export function ownResult(bytes: Uint8Array): JavaWord {
  const result = readJobResult(new TextDecoder().decode(bytes))
  if (result.kind !== 'job') return { ...result }
  const { kind: _, failure, ...rest } = result
  return { ...rest, causes: failure && causesOf(failure) }
}

/** @throws FormatError where the serialized throwable is damaged. */
export function causesOf({ throwable }: JobFailure): readonly ThrowableCause[] {
  if ('error' in throwable) throw throwable.error
  return throwable.causes
}

/**
 * A word without what cannot be the same: the order of hash maps, ids that are null here and not told there, and those
 * that Flink makes up for the key groups of a canonical savepoint while it reads.
 *
 * @param knowsIncrements whether the release tells what a checkpoint added: from 1.15 on.
 */
export function settled(word: JavaWord, { knowsIncrements }: { knowsIncrements: boolean }): JavaWord {
  const plain: JavaWord = JSON.parse(
    JSON.stringify(word, (key, value) => {
      if (key === 'checkpointedSize' && !knowsIncrements) return undefined
      if (key === 'stateHandleId' && value === null) return undefined
      const isSavepoint = value?.class === 'org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle'
      return isSavepoint ? { ...value, stateHandleId: undefined } : value
    }),
  )
  for (const name of ['operators', 'files', 'content']) {
    const list = plain[name]
    if (Array.isArray(list)) list.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  }
  return plain
}

/** A `completedCheckpoint…` file as our reader sees it: without what is inside its handles. */
export function inSums(word: JavaWord): JavaWord {
  const operators = (word.operators as JavaWord[]).map((operator) => without(operator, 'subtasks'))
  return { ...without(word, 'content'), operators }
}

export function without(word: JavaWord, left: string): JavaWord {
  return Object.fromEntries(Object.entries(word).filter(([name]) => name !== left))
}

/** Every in-line handle below a value. */
function inline(value: unknown): JavaWord[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  if ('kind' in value && value.kind === 'inline') {
    const { name, bytes } = value as { name?: unknown; bytes?: unknown }
    return typeof name === 'string' && bytes instanceof Uint8Array ? [content(name, bytes)] : []
  }
  return Object.values(value).flatMap(inline)
}

function content(name: string, bytes: Uint8Array): JavaWord {
  return { name, base64: Buffer.from(bytes).toString('base64') }
}

/** An operator's id, a file's kind and place, a content's name and bytes. */
function keyOf(item: JavaWord): string {
  return ['id', 'kind', 'path', 'startPos', 'name', 'base64'].map((name) => String(item[name] ?? '')).join(' ')
}
