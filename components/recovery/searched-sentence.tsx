'use client'

import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { Passed } from '@/components/format/passed'
import { useDay, useInstant } from '@/components/format/use-instant'
import { useProblem } from '@/components/problem/use-problem'
import { Figure } from '@/components/ui/figure'
import type { RecoveryPointsView } from '@/lib/recovery/recovery-view'

/** Where points were looked for, and where not: a list that is not whole says so. */
export function SearchedSentence({ view }: { view: RecoveryPointsView }) {
  const t = useTranslations('recoveryPoints.searched')
  const instant = useInstant()
  const day = useDay()
  const problem = useProblem()
  const { haMaps, recordSince, places } = view.searched
  const mono = (text: React.ReactNode) => <span className="mono [overflow-wrap:anywhere]">{text}</span>
  const parts = [
    haMaps === null ? null : t('ha', { count: haMaps, cluster: view.job.cluster }),
    ...places.map((place) =>
      t.rich(place.whole ? 'place' : 'placeInPart', {
        path: place.path,
        entries: place.entries,
        mono,
        age: () => <Passed since={place.listedAt} units={1} />,
      }),
    ),
    recordSince === null
      ? null
      : t.rich('record', {
          time: () => <Figure tip={instant(recordSince)}>{day(recordSince, view.now)}</Figure>,
        }),
  ].filter((part) => part !== null)
  return (
    <div className="px-page pt-2.5 text-table leading-[18px] text-ink-3">
      <p>
        {t('label')}{' '}
        {parts.length === 0
          ? t('nothing')
          : parts.map((part, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of a sentence have no other name than their place
              <Fragment key={index}>
                {index > 0 ? ' · ' : ''}
                {part}
              </Fragment>
            ))}
      </p>
      {view.notSearched.length === 0 ? null : (
        <p>
          {t('notLabel')} {view.notSearched.map(problem).join(' ')}
        </p>
      )}
    </div>
  )
}
