/** A checkpoint as Flink names its directory. */
export function checkpointName(checkpointId: number): string {
  return `chk-${checkpointId}`
}
