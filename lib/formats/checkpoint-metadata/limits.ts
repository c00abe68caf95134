// What a snapshot is made of at most, whoever tells of it: a job has some hundreds of operators and a handful of hooks.

export const MOST_OPERATORS = 20_000
export const MOST_MASTER_STATES = 1_000
/** `KeyGroupRangeAssignment.UPPER_BOUND_MAX_PARALLELISM`. */
export const MOST_SUBTASKS = 32_768
