import { z } from 'zod'

export const OutageWish = z.strictObject({ outage: z.enum(['none', 'unavailable', 'silent', 'slow']) })

export const MissingRules = z.array(
  z.strictObject({ resource: z.string(), verb: z.string().optional(), namespace: z.string().optional() }),
)

export const OperatorWish = z.strictObject({ installed: z.boolean() })

export const JobManagerWish = z.strictObject({ alive: z.boolean() })
