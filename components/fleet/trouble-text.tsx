'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useContext } from 'react'
import { age, toldAge } from '@/components/format/age'
import { useDuration } from '@/components/format/use-duration'
import { type JobAddress, jobHref } from '@/components/job/job-address'
import { useClock } from '@/components/live/live-view'
import { useProblem } from '@/components/problem/use-problem'
import { useTrouble } from '@/components/problem/use-trouble'
import { Figure, FigureStop } from '@/components/ui/figure'
import { STATE_INK } from '@/components/ui/state-mark'
import type { FleetRow, State } from '@/lib/fleet/view'
import type { Problem } from '@/lib/problem'

/** What proves a problem: leaders and what is left in Kubernetes, else the checkpoints. */
function provingTab(problem: Problem): 'checkpoints' | 'high-availability' {
  return /^(leader|ha)\.|\.(no-ha|orphaned)$/.test(problem.code) ? 'high-availability' : 'checkpoints'
}

/**
 * One cause in a few words, cut where a cause that somebody else worded has no room; its tip is the whole sentence, and
 * where it is about one job it leads to the tab that proves it.
 *
 * @param props.job null where several are meant
 * @param props.named the job's name, where the row is not of it alone
 */
export function TroubleText({
  trouble,
  state,
  row,
  job,
  named = null,
}: {
  trouble: Problem
  state: State
  row: FleetRow
  job: JobAddress | null
  named?: string | null
}) {
  const t = useTranslations('fleet')
  const short = useTrouble()
  const whole = useProblem()
  const duration = useDuration()
  const stop = useContext(FigureStop)
  const since = row.stale?.since ?? null
  const sinceMs = useClock((now) => (since === null ? 0 : toldAge(now - since, 1)))
  const cause = short(trouble, {
    connection: row.connection.name,
    age: since === null ? '' : duration(age(sinceMs, 1)),
  })
  const text = named === null ? cause : t('troubleOf', { job: named, trouble: cause })
  const tip = named === null ? whole(trouble) : `${named}\n${whole(trouble)}`
  const ink = state === 'broken' || state === 'attention' ? STATE_INK[state] : 'text-ink-2'
  if (!job)
    return (
      <Figure tip={tip} className={`block truncate ${ink}`}>
        {text}
      </Figure>
    )
  return (
    <Link
      href={jobHref(job, provingTab(trouble))}
      prefetch={false}
      tabIndex={stop}
      data-tip={tip}
      className={`block truncate hover:underline ${ink}`}
    >
      {text}
    </Link>
  )
}
