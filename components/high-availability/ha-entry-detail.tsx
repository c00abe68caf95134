'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CopiedPath } from '@/components/format/path'
import { Unknown } from '@/components/format/unknown'
import { useInstant } from '@/components/format/use-instant'
import { ProblemText } from '@/components/problem/problem-text'
import { button } from '@/components/ui/button'
import { Copy } from '@/components/ui/copy'
import { reachable } from '@/components/ui/reachable'
import type { HaEntryView } from '@/lib/fleet/high-availability-view'

const HaEntryBytes = dynamic(() => reachable(() => import('./ha-entry-bytes').then((module) => module.HaEntryBytes)), {
  ssr: false,
})

/** What a key points to, in full, and its value as it stands in the ConfigMap. */
export function HaEntryDetail({ entry, clockSkewMs }: { entry: HaEntryView; clockSkewMs: number }) {
  const t = useTranslations('ha')
  const instant = useInstant()
  const [showsBytes, setShowsBytes] = useState(false)
  const { resolved } = entry
  const time = (at: number | null) => (at === null ? <Unknown /> : instant(at - clockSkewMs))
  return (
    <div className="py-3 pl-5">
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
        {entry.pointer === null ? null : (
          <>
            <dt className="text-ink-3">{t('column.pointer')}</dt>
            <dd>
              <CopiedPath path={entry.pointer} />
            </dd>
          </>
        )}
        {entry.text === null || entry.text === '' ? null : (
          <>
            <dt className="text-ink-3">{t('value')}</dt>
            <dd className="mono [overflow-wrap:anywhere]">{entry.text}</dd>
          </>
        )}
        {resolved ? (
          <>
            <dt className="text-ink-3">{t('files')}</dt>
            <dd>{resolved.path === null ? <Unknown /> : <CopiedPath path={resolved.path} />}</dd>
            <dt className="text-ink-3">{t('triggered')}</dt>
            <dd>{time(resolved.triggeredAt)}</dd>
            <dt className="text-ink-3">{t('completed')}</dt>
            <dd>{time(resolved.completedAt)}</dd>
          </>
        ) : null}
        {entry.problem ? (
          <>
            <dt className="text-ink-3">{t('problem')}</dt>
            <dd>
              <ProblemText problem={entry.problem} />
            </dd>
          </>
        ) : null}
        <dt className="text-ink-3">
          {t('raw')} <Copy text={entry.raw} what={t('raw')} />
        </dt>
        <dd>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            className="mono max-h-60 overflow-auto rounded-md border border-line bg-base p-2 whitespace-pre-wrap [overflow-wrap:anywhere]"
          >
            {entry.raw}
          </pre>
        </dd>
      </dl>
      {entry.pointer === null && entry.text !== null ? null : (
        <div className="mt-2 grid gap-2">
          <button
            type="button"
            aria-expanded={showsBytes}
            onClick={() => setShowsBytes(!showsBytes)}
            className={button({ size: 'small', className: 'w-fit' })}
          >
            {t(showsBytes ? 'hideBytes' : 'bytes')}
          </button>
          {showsBytes ? <HaEntryBytes name={entry.key} value={entry.raw} /> : null}
        </div>
      )}
    </div>
  )
}
