/** The releases of Flink that are told apart, oldest first. */
export const FLINK_RELEASES = [
  '1.13',
  '1.14',
  '1.15',
  '1.16',
  '1.17',
  '1.18',
  '1.19',
  '1.20',
  '2.0',
  '2.1',
  '2.2',
  '2.3',
] as const

export type FlinkRelease = (typeof FLINK_RELEASES)[number]

export function isSince(release: FlinkRelease, first: FlinkRelease): boolean {
  return FLINK_RELEASES.indexOf(release) >= FLINK_RELEASES.indexOf(first)
}
