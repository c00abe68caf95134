'use client'

import { useEffect, useRef } from 'react'
import { type JobAddress, jobDataHref } from '@/components/job/job-address'
import { useJobData } from '@/components/job/use-job-data'
import type { RecoveryPointsView } from '@/lib/recovery/recovery-view'
import type { LivePoints } from './apply-points'

/** Points are looked for in storage: not more often than this, however fast checkpoints come. */
const AGAIN_AFTER_MS = 5_000
/** Files go without any event. */
const AGAIN_ANYWAY_MS = 30_000

/**
 * The points of a job, read again when the stream told of a change, and now and then.
 *
 * @returns the newest list, and what kept a newer one from being read.
 */
export function useRecoveryPoints(live: LivePoints, address: JobAddress) {
  const href = jobDataHref(address, 'recovery-points')
  const { data, error, refetch } = useJobData<RecoveryPointsView>(href, { everyMs: AGAIN_ANYWAY_MS })
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (live.changes === 0) return
    pending.current ??= setTimeout(() => {
      pending.current = undefined
      refetch()
    }, AGAIN_AFTER_MS)
  }, [live.changes, refetch])
  useEffect(
    () => () => {
      clearTimeout(pending.current)
      pending.current = undefined
    },
    [],
  )
  return { points: data ?? live, error }
}
