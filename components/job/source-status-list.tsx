'use client'

import { useTranslations } from 'next-intl'
import { Passed } from '@/components/format/passed'
import { useInstant } from '@/components/format/use-instant'
import { useProblem } from '@/components/problem/use-problem'
import { Figure } from '@/components/ui/figure'
import { STATE_INK, StateShape } from '@/components/ui/state-mark'
import type { SourceStatus, State } from '@/lib/fleet/view'

/**
 * For the status bar: each source with how long ago it was read, and what kept it from being read.
 *
 * @param props.broken nobody is meant to be silent: a JobManager that does not answer is what is wrong
 */
export function SourceStatusList({ sources, broken }: { sources: readonly SourceStatus[]; broken: boolean }) {
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
        const silent = status.source === 'rest' && status.problem?.code.startsWith('flink.') === true
        const tone: State | null = status.problem === null ? null : silent && broken ? 'broken' : 'attention'
        const read = () => (status.readAt === null ? null : <Passed since={status.readAt} units={1} />)
        return (
          <Figure
            key={status.source}
            tip={title.filter(Boolean).join('\n')}
            className={`flex items-center gap-[5px] ${tone ? STATE_INK[tone] : ''}`}
          >
            {tone ? <StateShape state={tone} size={8} /> : null}
            {names(status.source)}{' '}
            {silent
              ? status.readAt === null
                ? t('noAnswer')
                : t.rich('noAnswerFor', { age: read })
              : (read() ?? t('never'))}
          </Figure>
        )
      })}
    </>
  )
}
