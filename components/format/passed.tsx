'use client'

import { useNow } from '@/components/live/live-view'
import { age } from './age'
import { useDuration } from './use-duration'

/** How long ago something was, counting. @param props.since on Weir's clock. */
export function Passed({ since, units }: { since: number; units?: 1 | 2 }) {
  const now = useNow()
  const duration = useDuration()
  return <>{duration(age(now - since, units))}</>
}
