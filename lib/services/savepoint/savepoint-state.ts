import { z } from 'zod'

/** What was asked for: kept as it was asked, shown, and never changed. */
export const SavepointInput = z.object({
  format: z.enum(['canonical', 'native']),
  /** A directory; null: the one the cluster is configured with. */
  target: z.string().nullable(),
})
export type SavepointInput = z.infer<typeof SavepointInput>

/**
 * What a worker has to know to go on where another stopped. Written before what it tells of is done: `ordered` means that
 * Flink may have got the order, `accepted` that it has.
 */
export const SavepointProgress = z.object({
  phase: z.enum(['preparing', 'ordered', 'accepted', 'written']),
  /** Ours; up to 1.14 the one that Flink gave, once it is accepted. */
  triggerId: z.string(),
  version: z.string().nullable().default(null),
  /** The directory asked for, absolute and with its scheme. */
  target: z.string().nullable().default(null),
  /** Start of the job as its JobManager tells it: another one means another JobManager, which knows nothing of the order. */
  jobStartedAt: z.number().nullable().default(null),
  /** On the JobManager's clock, from before the order: a savepoint triggered earlier is another one. */
  notBefore: z.number().nullable().default(null),
  /** A savepoint with a lower id is another one. */
  firstCheckpointId: z.number().nullable().default(null),
  /** Names of this job's savepoints that lay in the target before the order; null: they could not be listed. */
  known: z.array(z.string()).nullable().default(null),
  /** Checkpoints and savepoints of the job that had failed before the order, as its JobManager counts them. */
  failedBefore: z.number().nullable().default(null),
  /** When the order was last given, on Weir's clock. */
  orderedAt: z.number().nullable().default(null),
  orders: z.number().default(0),
  /** How long its JobManager knows an order by its id at least, in ms; null: it was not told, or takes no id. */
  remembersMs: z.number().nullable().default(null),
  /** Since when no JobManager has answered, on Weir's clock; null: one did at the last time of asking. */
  silentSince: z.number().nullable().default(null),
  /** Workers that took it on in this phase and did not come to the end of their turn, the present one among them. */
  starts: z.number().default(0),
  location: z.string().nullable().default(null),
})
export type SavepointProgress = z.infer<typeof SavepointProgress>

/** Where the savepoint lies, and what its `_metadata` told where it could be read. */
export const SavepointResult = z.object({
  location: z.string(),
  checkpointId: z.number().nullable(),
  /** State without coordinator bytes, as Flink counts it. */
  sizeBytes: z.number().nullable(),
  /** When its `_metadata` was read; null: no registered location holds it, or it can't be read. */
  verifiedAt: z.number().nullable(),
})
export type SavepointResult = z.infer<typeof SavepointResult>

/** The steps as pages show them, in order. */
export const SAVEPOINT_STEPS = ['order', 'write', 'check', 'record'] as const
export type SavepointStep = (typeof SAVEPOINT_STEPS)[number]
