import { Prisma } from './generated/client.ts'

/** Prisma's codes for a server that is gone, or did not answer in time: a pool or a transaction that timed out among them. */
const PRISMA = new Set(['P1000', 'P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028'])
/** PostgreSQL ends or refuses the connection (classes 08 and 57), or a statement took too long; Node lost its socket. */
const LOST =
  /\b(?:08\d{3}|57P0\d|57014|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH)\b|connection (?:is )?(?:terminated|closed|lost)|terminating connection|query read timeout|timeout exceeded when trying to connect/i
const DEPTH = 5

/**
 * Whether an error says that the database went away while it was asked: what was being written may have been written, above all
 * where it was lost in COMMIT.
 */
export function isDatabaseLost(error: unknown, depth = DEPTH): boolean {
  if (!(error instanceof Error) || depth === 0) return false
  if (error instanceof Prisma.PrismaClientInitializationError) return true
  const code = 'code' in error ? String(error.code) : ''
  if (PRISMA.has(code) || LOST.test(code) || LOST.test(error.message.slice(0, 2_000))) return true
  return isDatabaseLost(error.cause, depth - 1)
}
