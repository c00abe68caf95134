'use client'

import { useTranslations } from 'next-intl'
import { Passed } from '@/components/format/passed'
import { useInstant } from '@/components/format/use-instant'
import { useProblem } from '@/components/problem/use-problem'
import { Figure } from '@/components/ui/figure'
import type { LeaderView } from '@/lib/fleet/view'

const INK: Record<LeaderView['kind'], string> = {
  leader: 'text-ink-2',
  none: 'text-broken',
  'no-ha': 'text-attention',
  unknown: 'text-ink-3',
}

/** Whether there is a leading JobManager and since when; holder, lease and reason when pointed at or focused. */
export function LeaderText({ leader }: { leader: LeaderView }) {
  const t = useTranslations('leader')
  const problem = useProblem()
  const instant = useInstant()
  const title = [
    leader.holder ? t('holder', { holder: leader.holder }) : '',
    leader.since === null ? '' : t('since', { time: instant(leader.since) }),
    leader.renewedAt === null ? '' : t('renewed', { time: instant(leader.renewedAt) }),
    leader.reason ? problem(leader.reason) : leader.kind === 'no-ha' ? t('noHaMeans') : '',
  ]
  return (
    <Figure className={INK[leader.kind]} tip={title.filter(Boolean).join('\n')}>
      {t(leader.kind)}
      {leader.kind === 'leader' && leader.since !== null ? (
        <>
          {' '}
          <Passed since={leader.since} units={1} />
        </>
      ) : null}
    </Figure>
  )
}
