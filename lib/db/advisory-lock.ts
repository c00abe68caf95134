import { createHash } from 'node:crypto'
import type { PrismaClient } from './generated/client.ts'

/**
 * Waits until this transaction alone holds the lock of that name, among all replicas on this database, and keeps it until
 * the transaction ends. Waiting longer than the database's `lock_timeout` is an error.
 *
 * @param key Any text, such as `recorder:<cluster id>`; its 64-bit hash is the lock.
 */
export async function withAdvisoryLock(tx: Pick<PrismaClient, '$executeRaw'>, key: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLockId(key)}::bigint)`
}

/** The signed 64-bit number that stands for a lock's name in `pg_locks`. */
export function advisoryLockId(key: string): bigint {
  return createHash('sha256').update(key).digest().readBigInt64BE(0)
}
