'use client'

import { useTranslations } from 'next-intl'
import { Passed } from '@/components/format/passed'
import { useInstant } from '@/components/format/use-instant'
import { useProblem } from '@/components/problem/use-problem'
import { StateShape } from '@/components/ui/state-mark'
import type { SourceStatus } from '@/lib/fleet/view'

/** For the status bar: each source with how long ago it was read, and what kept it from being read. */
export function SourceStatusList({ sources }: { sources: readonly SourceStatus[] }) {
  const t = useTranslations('status')
  const names = useTranslations('sources')
  const instant = useInstant()
  const problem = useProblem()
  return (
    <>
      {sources.map((status) => {
        const title = [
          status.readAt === null ? t('neverRead') : t('readAt', { time: instant(status.readAt) }),
          status.problem ? problem(status.problem) : '',
        ]
        return (
          <span
            key={status.source}
            title={title.filter(Boolean).join('\n')}
            className={`flex items-center gap-[5px] ${status.problem ? 'text-attention' : ''}`}
          >
            {status.problem ? <StateShape state="attention" size={8} /> : null}
            {names(status.source)} {status.readAt === null ? t('never') : <Passed since={status.readAt} units={1} />}
          </span>
        )
      })}
    </>
  )
}
