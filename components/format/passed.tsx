'use client'

import { useClock } from '@/components/live/live-view'
import { age, toldAge } from './age'
import { useDuration } from './use-duration'

/** How long ago something was, counting. @param props.since on Weir's clock. */
export function Passed({ since, units }: { since: number; units?: 1 | 2 }) {
  const passed = useClock((now) => toldAge(now - since, units))
  const duration = useDuration()
  return <>{duration(age(passed, units))}</>
}
