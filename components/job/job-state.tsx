'use client'

import { useTranslations } from 'next-intl'
import { StateMark } from '@/components/ui/state-mark'
import type { State } from '@/lib/fleet/view'
import type { Problem } from '@/lib/problem'

/** Why a job, or the one job of a cluster, stands still on purpose; null where it should run. */
export type Stopped = 'canceled' | 'finished' | 'suspended'

interface Judged {
  state: State
  flinkState?: string | null
  trouble: Problem | null
}

export function stoppedBy({ flinkState, trouble }: Judged): Stopped | null {
  if (flinkState === 'CANCELED') return 'canceled'
  if (flinkState === 'FINISHED') return 'finished'
  return trouble?.code === 'operator.suspended' ? 'suspended' : null
}

/** The state of a job or cluster. One that was stopped is called so: it is neither well nor in trouble. */
export function JudgedState({ of, tip }: { of: Judged; tip?: string }) {
  const t = useTranslations('state')
  const stopped = stoppedBy(of)
  return <StateMark state={stopped === null ? of.state : 'unknown'} word={t(stopped ?? of.state)} tip={tip} />
}
