const ENDED = new Set(['FINISHED', 'CANCELED', 'FAILED'])

/** Whether a job in this state, by Flink's own word, will not run again. */
export function hasEnded(state: string): boolean {
  return ENDED.has(state)
}
