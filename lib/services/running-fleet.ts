import { currentFleet, type Fleet } from '../fleet/fleet.ts'
import { WeirError } from '../problem.ts'

/** The fleet of this process. @throws WeirError `weir.starting` before it was started */
export function runningFleet(): Fleet {
  const fleet = currentFleet()
  if (fleet === null) throw new WeirError({ code: 'weir.starting' })
  return fleet
}
