import type { z } from 'zod'
import type { Database, Transaction } from './client.ts'
import type { Prisma } from './generated/client.ts'

/** Something that is chosen in Weir's own pages and kept in its database. */
export interface Setting<T extends Prisma.InputJsonObject> {
  key: string
  schema: z.ZodType<T>
  /** Where nothing was chosen, or what is there can't be read. */
  otherwise: T
}

export async function readSetting<T extends Prisma.InputJsonObject>(
  database: Pick<Database, 'setting'>,
  setting: Setting<T>,
): Promise<T> {
  const row = await database.setting.findUnique({ where: { key: setting.key } })
  const parsed = setting.schema.safeParse(row?.value)
  return parsed.success ? parsed.data : setting.otherwise
}

/** Call in the transaction that also writes who changed it. */
export async function writeSetting<T extends Prisma.InputJsonObject>(
  tx: Transaction,
  setting: Setting<T>,
  value: T,
): Promise<void> {
  const { key } = setting
  const updatedAt = new Date()
  await tx.setting.upsert({ where: { key }, create: { key, value, updatedAt }, update: { value, updatedAt } })
}
