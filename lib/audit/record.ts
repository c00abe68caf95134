import type { Actor } from '../auth/context.ts'
import type { Transaction } from '../db/client.ts'
import type { Prisma } from '../db/generated/client.ts'

/** What was done to what. `detail` holds no secret: it is shown. */
export interface AuditEntry {
  /** Such as `savepoint.trigger`. */
  verb: string
  subject: { connection: string; namespace: string; cluster: string; jobId: string } | null
  operationId: string | null
  detail: Prisma.InputJsonObject
}

/** Writes who did what, in the transaction that does it: there is no change without its entry, and no entry without it. */
export async function audit(tx: Transaction, actor: string, entry: AuditEntry): Promise<void> {
  const { verb, subject, operationId, detail } = entry
  await tx.audit.create({ data: { actor, verb, ...subject, operationId, detail } })
}

/** How an actor is named in the record. */
export function actorName(actor: Actor): string {
  return actor.kind
}
