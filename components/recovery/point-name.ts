import { checkpointName } from '@/components/checkpoint/checkpoint-name'
import { lastSegment, shortenMiddle } from '@/components/format/shorten'
import type { RecoveryPointView } from '@/lib/fleet/view'

/**
 * What a recovery point is called: `chk-1189` as Flink names its directory, or the end of a savepoint's directory.
 * Null where neither id nor path is known.
 *
 * @param head how many characters of a savepoint's name stand before the cut, as there is room
 */
export function pointName(
  point: Pick<RecoveryPointView, 'kind' | 'checkpointId' | 'path'>,
  { head = 4 }: { head?: number } = {},
): string | null {
  if (point.kind === 'checkpoint' && point.checkpointId !== null) return checkpointName(point.checkpointId)
  if (point.path === null) return point.checkpointId === null ? null : `#${point.checkpointId}`
  return shortenMiddle(lastSegment(point.path).replace(/^savepoint-/, ''), head)
}
