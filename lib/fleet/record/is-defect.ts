import { z } from 'zod'

const Driver = z.object({ cause: z.object({ originalCode: z.string() }) })
const FromDatabase = z.union([
  z.object({ meta: z.object({ driverAdapterError: Driver }) }).transform(({ meta }) => meta.driverAdapterError),
  Driver,
])

/**
 * Whether an error of the database is one of Weir's own SQL or of the values it gave: a class of SQLSTATE that says so
 * (22: data, 42: SQL itself). Trying again does not help, as it does where the database did not answer.
 */
export function isDefect(error: unknown): boolean {
  const told = FromDatabase.safeParse(error)
  return told.success && /^(22|42)/.test(told.data.cause.originalCode)
}
