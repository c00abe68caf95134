'use client'

import { useEffect, useReducer, useState } from 'react'
import { followJobData, type JobAnswer } from './follow-job-data'

export interface JobData<View> {
  data: View | undefined
  error: Error | null
  /** Nothing of this address is there yet, good or bad. */
  isPending: boolean
  refetch: () => void
}

/**
 * What a page shows of a job besides its stream, read when it is wanted. No query cache: that would be 10 KiB of
 * every page of a job, for five questions that are asked in one place each.
 *
 * @param href of Weir's own `/api/jobs/`; null asks nothing
 * @param options.version asks again when it changes · `everyMs` asks again so long after each answer, while the page is
 *   seen · `keepPrevious` shows the answer to the last address until there is one to this
 */
export function useJobData<View>(
  href: string | null,
  {
    version = '',
    everyMs = null,
    keepPrevious = false,
  }: { version?: string; everyMs?: number | null; keepPrevious?: boolean } = {},
): JobData<View> {
  const [answer, setAnswer] = useState<JobAnswer<View> | null>(null)
  const [asked, refetch] = useReducer((times: number) => times + 1, 0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another version, or being asked, is a reason to read again
  useEffect(() => {
    if (href === null) return
    return followJobData<View>(href, everyMs, setAnswer)
  }, [href, version, everyMs, asked])

  const own = answer?.href === href ? answer : null
  return {
    data: own?.data ?? (keepPrevious ? answer?.data : undefined),
    error: own?.error ?? null,
    isPending: own === null,
    refetch,
  }
}
