import { z } from 'zod'

/** One endpoint of the allow-list: how it is called in problems, and how its answer is read. */
export interface Endpoint<T> {
  /** As Flink's documentation writes it: `/jobs/:jobid/checkpoints`. */
  name: string
  /** What follows the path, where an answer has to be asked for in parts: `maxExceptions=20`. */
  query?: string
  /** Of its answer: far above what the largest jobs make it, and far below what would hold up a process. */
  maxBytes: number
  /** Unknown fields are ignored (every minor release adds some), a missing one is named. */
  schema: z.ZodType<T>
}

/** The parts of a path that change. */
export interface EndpointPlace {
  jobid?: string
  checkpointid?: number
  vertexid?: string
}

/** 32 lower-case hex digits. */
export const jobId = z.string().regex(/^[0-9a-f]{32}$/)

/** Of a job vertex: 32 lower-case hex digits too. */
export const vertexId = jobId

/** A count, size or id: an integer that JavaScript holds exactly. */
export const count = z.int().nonnegative()

/** An integer for which Flink writes −1 or 0 when there is none: null. */
export const positiveOrNull = z.int().transform((value) => (value > 0 ? value : null))

/** Epoch milliseconds; null for "not yet". */
export const timeOrNull = positiveOrNull

/** A number that Flink writes as −1 or as the string `"NaN"` when it has none: null. */
export const measureOrNull = z
  .union([z.number(), z.literal('NaN')])
  .transform((value) => (typeof value === 'number' && value >= 0 ? value : null))

/** A field that older or newer releases leave out, or write as null. */
export function optional<T>(schema: z.ZodType<T>): z.ZodType<T | null> {
  return schema.nullish().transform((value) => value ?? null)
}

/** The path to ask for. Whoever calls has checked the parts: none of them can leave its segment. */
export function pathOf(endpoint: Endpoint<unknown>, place: EndpointPlace): string {
  const path = endpoint.name
    .replace(':jobid', place.jobid ?? '')
    .replace(':checkpointid', String(place.checkpointid ?? ''))
    .replace(':vertexid', place.vertexid ?? '')
  return endpoint.query === undefined ? path : `${path}?${endpoint.query}`
}
