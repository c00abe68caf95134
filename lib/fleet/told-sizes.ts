/** Sizes in bytes as a Flink release tells them; `checkpointedSizeBytes` null: it does not have that field (up to 1.14). */
interface Told {
  stateSizeBytes: number
  checkpointedSizeBytes: number | null
}

/** The whole of the state, and how much of it was newly written; null: nobody told. */
export interface ToldSizes {
  stateSizeBytes: number | null
  checkpointedSizeBytes: number | null
}

/**
 * What REST's sizes of a checkpoint, an operator or a subtask mean. Up to 1.14 there is one, called `state_size`, and it is
 * what was newly written: the whole of a savepoint, and of a checkpoint nobody knows how much of it. The HA file tells the
 * whole of a checkpoint there, and nobody that of an operator.
 *
 * Source: Flink `CheckpointStatistics`, FLINK-25557 (1.15).
 */
export function toldSizes({ stateSizeBytes, checkpointedSizeBytes }: Told, isSavepoint: boolean): ToldSizes {
  if (checkpointedSizeBytes !== null) return { stateSizeBytes, checkpointedSizeBytes }
  return { stateSizeBytes: isSavepoint ? stateSizeBytes : null, checkpointedSizeBytes: stateSizeBytes }
}
