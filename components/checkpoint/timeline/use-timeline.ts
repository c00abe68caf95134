'use client'

import { type JobAddress, jobDataHref } from '@/components/job/job-address'
import { useJobData } from '@/components/job/use-job-data'
import type { TimelineView } from '@/lib/fleet/timeline-view'
import { type TimeWindow, windowQuery } from './time-window'

/** New checkpoints come with the stream; restarts, gaps and the brush come with this. */
const AGAIN_AFTER_MS = 20_000

/** The timeline of a window. A window that ends now is read again; what was shown stays until the next one is there. */
export function useTimeline(address: JobAddress, window: TimeWindow) {
  const href = jobDataHref(address, 'timeline', windowQuery(window))
  return useJobData<TimelineView>(href, {
    everyMs: window.kind === 'live' ? AGAIN_AFTER_MS : null,
    keepPrevious: true,
  })
}
