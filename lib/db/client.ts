import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'
import { databaseProblem } from './unreachable.ts'

export type Database = PrismaClient

/** The part of the client that works inside a transaction. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

// One process needs few connections: the recorder writes in batches and pages read the model in memory. The rest of a
// small PostgreSQL (100 connections) stays free for other replicas.
const POOL_SIZE = 8
const CONNECT_TIMEOUT_MS = 5_000
const STATEMENT_TIMEOUT_MS = 15_000
const LOCK_TIMEOUT_MS = 10_000
const TRANSACTION_TIMEOUT_MS = 20_000
/** A server that is cut off in silence ends no statement: what is still unanswered then is given up here. */
export const ANSWER_TIMEOUTS = { query_timeout: 25_000, keepAlive: true, keepAliveInitialDelayMillis: 10_000 }

/**
 * Opens a pool to PostgreSQL and proves that it answers.
 *
 * @param url `postgresql://user:password@host:port/database`. Everything that waits has a deadline: connecting 5 s, a lock
 * 10 s, a statement 15 s, a transaction 20 s, an answer 25 s.
 * @throws WeirError `database.unreachable`, never with the password in it.
 */
export async function openDatabase(url: string): Promise<Database> {
  const adapter = new PrismaPg({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...ANSWER_TIMEOUTS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: TRANSACTION_TIMEOUT_MS,
    application_name: 'weir',
  })
  const database = new PrismaClient({
    adapter,
    transactionOptions: { timeout: TRANSACTION_TIMEOUT_MS, maxWait: CONNECT_TIMEOUT_MS },
  })
  try {
    await database.$queryRaw`SELECT 1`
    return database
  } catch (error) {
    await database.$disconnect()
    throw databaseProblem(url, error)
  }
}

export { withAdvisoryLock } from './advisory-lock.ts'
