import { FormatError, type FormatProblem, TextFormatError } from '../format-error.ts'
import { checkJsonBounds } from '../json-bounds.ts'
import { jsonErrorOffset } from '../json-syntax-error.ts'

export const LEADER_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader'

// Some 250 characters in practice.
const LONGEST_ANNOTATION = 16 * 1024

/** A lease as the Kubernetes client of Flink writes it. Times are epoch ms on its clock; null where it tells none. */
export interface LeaderAnnotation {
  /** UUID of the JobManager process; empty once released (1.19, 1.20, 2.2, 2.3). */
  holderIdentity: string | null
  leaseDurationMs: number | null
  acquireTime: number | null
  renewTime: number | null
  /** Changes of leader from 1.18 on; up to 1.17 it counts every renewal. */
  leaderTransitions: number | null
}

/** The annotation is there but can't be read, as when it was cut short. */
export interface DamagedLeaderAnnotation {
  problem: FormatProblem
}

/** Reads the leader annotation's JSON; what is wrong with it is returned, because it takes nothing from the data. */
export function readLeaderAnnotation(text: string): LeaderAnnotation | DamagedLeaderAnnotation {
  try {
    return parseLeaderAnnotation(text)
  } catch (error) {
    if (error instanceof FormatError) return { problem: error.problem }
    throw error
  }
}

/** @throws FormatError with the offset in characters, `truncated` where it was cut short. */
export function parseLeaderAnnotation(text: string): LeaderAnnotation {
  if (text.length > LONGEST_ANNOTATION) {
    throw new TextFormatError('tooLarge', 0, `at most ${LONGEST_ANNOTATION} characters`, `${text.length}`)
  }
  checkJsonBounds(text)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    const offset = jsonErrorOffset(text)
    const isCut = offset === text.length
    const found = isCut ? 'the end' : text.slice(offset, offset + 40)
    throw new TextFormatError(isCut ? 'truncated' : 'malformedText', offset, 'a whole JSON object', found)
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new TextFormatError('unexpected', 0, 'a JSON object', text)
  }
  const fields = new Map(Object.entries(json))
  return {
    holderIdentity: optional(fields, 'holderIdentity', text, (value) => (typeof value === 'string' ? value : null)),
    leaseDurationMs: optional(fields, 'leaseDuration', text, durationMs),
    acquireTime: optional(fields, 'acquireTime', text, epochMs),
    renewTime: optional(fields, 'renewTime', text, epochMs),
    leaderTransitions: optional(fields, 'leaderTransitions', text, (value) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null,
    ),
  }
}

function optional<T>(
  fields: Map<string, unknown>,
  name: string,
  text: string,
  read: (value: unknown) => T | null,
): T | null {
  const value = fields.get(name)
  if (value === undefined || value === null) return null
  const result = read(value)
  if (result !== null) return result
  throw new TextFormatError('malformedText', Math.max(0, text.indexOf(name)), `a valid ${name}`, JSON.stringify(value))
}

const ISO_DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** Seconds as a number (up to 1.20) or an ISO-8601 duration such as `PT15S` (from 2.0). */
function durationMs(value: unknown): number | null {
  if (typeof value === 'number') return asMs(value)
  const match = typeof value === 'string' ? ISO_DURATION.exec(value) : null
  const parts = match?.slice(1)
  if (!parts?.some((part) => part !== undefined)) return null
  const [days = '0', hours = '0', minutes = '0', seconds = '0'] = parts
  return asMs(((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds))
}

function asMs(seconds: number): number | null {
  const ms = Math.round(seconds * 1000)
  return Number.isSafeInteger(ms) && ms >= 0 ? ms : null
}

const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

function epochMs(value: unknown): number | null {
  if (typeof value !== 'string' || !UTC_TIME.test(value)) return null
  const ms = Date.parse(value)
  return Number.isNaN(ms) ? null : ms
}
