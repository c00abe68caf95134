import { z } from 'zod'
import type { Problem } from '../problem.ts'

/**
 * A problem as a JSON column holds it. It was written by some version of Weir, not necessarily this one: it is read, not believed, and
 * null where it can't be read.
 */
export const StoredProblem = z
  .object({
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
    raw: z.string().exactOptional(),
  })
  .nullable()
  .catch(null) satisfies z.ZodType<Problem | null>
