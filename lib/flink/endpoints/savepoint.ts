import { z } from 'zod'
import { keptText } from '../../secrets.ts'
import { isFrom } from '../release.ts'
import { type Endpoint, optional } from './endpoint.ts'

/** What a savepoint is asked for with. */
export interface SavepointOrder {
  /** An absolute directory with a scheme; Flink makes `savepoint-…` in it. */
  targetDirectory: string
  format: 'canonical' | 'native'
  /** 32 lower-case hex digits; asked again under the same id, Flink starts nothing new. */
  triggerId: string
}

/** What a JobManager says of a savepoint it was asked for. */
export type SavepointStatus =
  | { kind: 'in-progress' }
  | { kind: 'completed'; location: string }
  /** `COMPLETED` does not mean success: Flink calls a failure so too. */
  | { kind: 'failed'; stackTrace: string }

/** Whether a release takes our trigger id and a format (1.15+); earlier ones refuse a body with them. */
export function takesTriggerId(version: string): boolean {
  return isFrom(version, 1, 15)
}

/**
 * The body of `POST /jobs/:jobid/savepoints` for a release, with exactly the fields it knows: up to 1.19 an unknown one is
 * refused, later ones ignore it, and a mistyped target would go to the default directory.
 */
export function savepointBody(version: string, order: SavepointOrder): string {
  const body = { 'target-directory': order.targetDirectory, 'cancel-job': false }
  if (!takesTriggerId(version)) return JSON.stringify(body)
  return JSON.stringify({ ...body, formatType: order.format.toUpperCase(), triggerId: order.triggerId })
}

const triggerId = z.string().regex(/^[0-9a-f]{32}$/)

/** `POST /jobs/:jobid/savepoints`: the id to ask by. */
export const triggerSavepoint: Endpoint<string> = {
  name: '/jobs/:jobid/savepoints',
  maxBytes: 100_000,
  schema: z.object({ 'request-id': triggerId }).transform((answer) => answer['request-id']),
}

const STACK_TRACE_LIMIT = 100_000

/** `GET /jobs/:jobid/savepoints/:triggerid` */
export const savepointStatus: Endpoint<SavepointStatus> = {
  name: '/jobs/:jobid/savepoints/:triggerid',
  maxBytes: 1_000_000,
  schema: z
    .object({
      status: z.object({ id: z.enum(['IN_PROGRESS', 'COMPLETED']) }),
      operation: optional(
        z.object({
          location: optional(z.string().max(10_000)),
          'failure-cause': optional(z.object({ class: optional(z.string()), 'stack-trace': optional(z.string()) })),
        }),
      ),
    })
    .transform(({ status, operation }, context): SavepointStatus => {
      if (status.id === 'IN_PROGRESS') return { kind: 'in-progress' }
      const failure = operation?.['failure-cause']
      if (failure) {
        const said = failure['stack-trace'] ?? failure.class ?? ''
        return { kind: 'failed', stackTrace: keptText(said, STACK_TRACE_LIMIT) }
      }
      if (operation?.location) return { kind: 'completed', location: operation.location }
      context.addIssue({ code: 'custom', path: ['operation'], message: 'neither a location nor a failure' })
      return z.NEVER
    }),
}
