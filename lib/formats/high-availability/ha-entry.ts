import { decodeBase64 } from '../base64.ts'
import { FormatError, TextFormatError } from '../format-error.ts'
import { readStateHandle, type StateHandlePointer } from '../state-handle/read-state-handle.ts'
import type { HaConfigMapName } from './config-map-name.ts'

export type HaEntryKind =
  | 'checkpoint'
  | 'job-graph'
  | 'execution-plan'
  | 'application'
  | 'counter'
  | 'leader'
  | 'registry'
  | 'unknown'

/** One key of an HA ConfigMap. What an entry of its kind tells is set as far as it could be read. */
export interface HaEntry {
  key: string
  kind: HaEntryKind
  checkpointId?: number
  /** 32 hex digits: the job a graph, plan, registry or leader entry is about. */
  jobId?: string
  applicationId?: string
  /** Of a leader entry: dispatcher, resourcemanager, restserver, jobmanager, or the key's own word. */
  component?: string
  sessionId?: string
  address?: string
  pointer?: StateHandlePointer
  /** The value of an entry that is plain text. */
  text?: string
  /** Of a value that is no text: its length. */
  binaryBytes?: number
  /** Why the entry, or a part of it, could not be read. */
  error?: FormatError
}

const CHECKPOINT = 'checkpointID-'
const LEADER = 'org.apache.flink.k8s.leader.'
const REGISTRY = 'runningJobsRegistry-'
const OWNED: [prefix: string, kind: 'job-graph' | 'execution-plan' | 'application'][] = [
  ['jobGraph-', 'job-graph'],
  ['executionPlan-', 'execution-plan'],
  ['application-', 'application'],
]
const ID = /^[0-9a-f]{32}$/

/** Reads one entry; damage stays in it, as `error`. */
export function readHaEntry(key: string, value: string, map: HaConfigMapName): HaEntry {
  if (key.startsWith(CHECKPOINT)) return checkpointEntry(key, value)
  if (key.startsWith(LEADER)) return leaderEntry(key, value)
  if (key.startsWith(REGISTRY)) return { key, kind: 'registry', text: value, ...jobId(key.slice(REGISTRY.length)) }
  if (key === 'counter') return { key, kind: 'counter', text: value, ...asError(() => readCount(value, 'counter')) }
  if (map.perComponent && key === 'address') return { ...componentLeader(key, map), address: value, text: value }
  if (map.perComponent && key === 'sessionId') return { ...componentLeader(key, map), sessionId: value, text: value }
  for (const [prefix, kind] of OWNED) {
    if (!key.startsWith(prefix)) continue
    const id = key.slice(prefix.length)
    const owner = kind !== 'application' ? jobId(id) : ID.test(id) ? { applicationId: id } : {}
    return { key, kind, ...owner, ...handle(value) }
  }
  return { key, kind: 'unknown', text: value }
}

/** A key of `binaryData`, which no Flink writes: it is told by its length. */
export function binaryEntry(key: string, base64: string): HaEntry {
  try {
    return { key, kind: 'unknown', binaryBytes: decodeBase64(base64, base64.length).length }
  } catch (error) {
    if (error instanceof FormatError) return { key, kind: 'unknown', error }
    throw error
  }
}

/**
 * A decimal number of Flink's, such as the checkpoint counter.
 *
 * @throws FormatError for other text and for what a JavaScript number does not hold exactly.
 */
export function readCount(text: string, what: string, offset = 0): number {
  if (!/^\d{1,19}$/.test(text)) throw new TextFormatError('malformedText', offset, `${what}: a decimal number`, text)
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new TextFormatError('outOfRange', offset, `${what} below 2^53`, text)
  return value
}

function checkpointEntry(key: string, value: string): HaEntry {
  const entry: HaEntry = { key, kind: 'checkpoint', ...handle(value) }
  try {
    entry.checkpointId = readCount(key.slice(CHECKPOINT.length), 'checkpoint id', CHECKPOINT.length)
  } catch (error) {
    entry.error = asFormatError(error)
  }
  return entry
}

/** `<session id>,<address>` under the component's key (1.15+). */
function leaderEntry(key: string, value: string): HaEntry {
  const name = key.slice(LEADER.length)
  const id = name.startsWith('job-') ? name.slice('job-'.length) : name
  const entry: HaEntry = { key, kind: 'leader', component: name, text: value }
  if (ID.test(id)) Object.assign(entry, { component: 'jobmanager', jobId: id })
  const comma = value.indexOf(',')
  if (comma < 0) {
    entry.error = new TextFormatError('malformedText', 0, '<session id>,<address>', value)
  } else {
    entry.sessionId = value.slice(0, comma)
    entry.address = value.slice(comma + 1)
  }
  return entry
}

/** `address` and `sessionId` are keys of their own in a map that belongs to one component (1.13, 1.14). */
function componentLeader(key: string, map: HaConfigMapName): HaEntry {
  return {
    key,
    kind: 'leader',
    component: map.role === 'job' ? 'jobmanager' : map.role,
    ...(map.jobId === null ? {} : { jobId: map.jobId }),
  }
}

function jobId(id: string): { jobId?: string } {
  return ID.test(id) ? { jobId: id } : {}
}

function handle(value: string): { pointer: StateHandlePointer } | { error: FormatError } {
  try {
    return { pointer: readStateHandle(value) }
  } catch (error) {
    return { error: asFormatError(error) }
  }
}

function asError(read: () => unknown): { error?: FormatError } {
  try {
    read()
    return {}
  } catch (error) {
    return { error: asFormatError(error) }
  }
}

function asFormatError(error: unknown): FormatError {
  if (error instanceof FormatError) return error
  throw error
}
