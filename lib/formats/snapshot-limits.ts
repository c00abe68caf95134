// What a snapshot is made of at most, whoever tells of it: a job has some hundreds of operators and a handful of hooks.

export const MOST_OPERATORS = 20_000
export const MOST_MASTER_STATES = 1_000
/** Characters of all their names, in one file. */
export const MOST_NAME_LENGTH = 16 * 1024 * 1024
/** Characters of a path: no storage takes a longer one, and text of 16,384 characters and more is as slow as a list to look up by. */
export const MOST_PATH_LENGTH = 8 * 1024
/** `KeyGroupRangeAssignment.UPPER_BOUND_MAX_PARALLELISM`. */
export const MOST_SUBTASKS = 32_768
