'use client'

import { useTranslations } from 'next-intl'
import { Passed } from '@/components/format/passed'
import { useInstant } from '@/components/format/use-instant'
import { useProblem } from '@/components/problem/use-problem'
import { Figure } from '@/components/ui/figure'
import { StateShape } from '@/components/ui/state-mark'
import type { ConnectionView } from '@/lib/fleet/view'

/** More would not fit in the bar: the gravest come first, the rest is a number. */
const SHOWN = 6

const GRAVITY: Record<ConnectionView['status'], number> = { failed: 0, stale: 1, connecting: 2, live: 3 }

/** Connections with how long ago each was in step with its cluster. */
export function ConnectionStatus({ connections }: { connections: readonly ConnectionView[] }) {
  const t = useTranslations('status')
  const instant = useInstant()
  const problem = useProblem()
  const ordered = [...connections].sort((a, b) => GRAVITY[a.status] - GRAVITY[b.status])
  return (
    <>
      {ordered.slice(0, SHOWN).map((connection) => {
        const troubled = connection.status === 'failed' || connection.status === 'stale'
        const title = [
          t(`connection.${connection.status}`, { name: connection.name }),
          connection.lastSyncedAt === null ? '' : t('syncedAt', { time: instant(connection.lastSyncedAt) }),
          connection.problem ? problem(connection.problem) : '',
        ]
        return (
          <Figure
            key={connection.name}
            tip={title.filter(Boolean).join('\n')}
            className={`flex items-center gap-[5px] ${troubled ? 'text-attention' : ''}`}
          >
            {troubled ? <StateShape state={connection.status === 'failed' ? 'broken' : 'attention'} size={8} /> : null}
            {connection.name}{' '}
            {connection.lastSyncedAt === null ? t('neverSynced') : <Passed since={connection.lastSyncedAt} />}
          </Figure>
        )
      })}
      {ordered.length > SHOWN ? <span>{t('more', { count: ordered.length - SHOWN })}</span> : null}
    </>
  )
}
