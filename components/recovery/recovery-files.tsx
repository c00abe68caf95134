'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Bytes } from '@/components/format/bytes'
import { DataError } from '@/components/job/fetch-job-data'
import { type JobAddress, jobDataHref } from '@/components/job/job-address'
import { useJobData } from '@/components/job/use-job-data'
import { ProblemText } from '@/components/problem/problem-text'
import { button } from '@/components/ui/button'
import { StateMark } from '@/components/ui/state-mark'
import type { State } from '@/lib/fleet/view'
import type { RecoveryFile, RecoveryFilesView } from '@/lib/recovery/recovery-view'

const PAGE = 100
const STATE: Record<RecoveryFile['state'], State> = {
  found: 'healthy',
  missing: 'broken',
  short: 'broken',
  unknown: 'unknown',
}

/** The files a point is made of, a hundred at a time, each looked for when it is shown. */
export function RecoveryFiles({ pointId, address }: { pointId: string; address: JobAddress }) {
  const t = useTranslations('recoveryPoints.fileList')
  const [from, setFrom] = useState(0)
  const href = jobDataHref(address, 'recovery-points/files', { point: pointId, from: String(from) })
  const { data, error, refetch } = useJobData<RecoveryFilesView>(href)
  // What could be read stays until there is more, with the way on and back: the next try may get there.
  const [page, setPage] = useState<RecoveryFilesView | null>(null)
  if (data?.problem === null && data !== page) setPage(data)
  const problem = error instanceof DataError ? error.problem : data?.problem
  if (!page && !problem) return <p className="mt-2 text-ink-3">{t('reading')}</p>
  return (
    <div className="mt-2">
      {problem ? (
        <div role="status">
          <ProblemText problem={problem} />
        </div>
      ) : null}
      {page ? <Page view={page} go={(to) => (to === from ? refetch() : setFrom(to))} /> : null}
    </div>
  )
}

function Page({ view, go }: { view: RecoveryFilesView; go: (from: number) => void }) {
  const t = useTranslations('recoveryPoints.fileList')
  const end = view.from + view.files.length
  return (
    <>
      <ul className="grid max-h-72 gap-1 overflow-y-auto" aria-label={t('label')}>
        {view.files.map((file) => (
          <li
            key={`${file.path} ${file.kind}`}
            className="grid grid-cols-[max-content_minmax(0,1fr)_max-content] gap-x-2"
          >
            <StateMark state={STATE[file.state]} word={t(`state.${file.state}`)} />
            <span className="mono [overflow-wrap:anywhere]">{file.path}</span>
            <span className="text-ink-2">
              <Bytes bytes={file.sizeBytes} source={t('sizeMeans')} />
            </span>
          </li>
        ))}
      </ul>
      {view.total > PAGE ? (
        <p className="mt-2 flex items-center gap-2 text-ink-2">
          <button
            type="button"
            disabled={view.from === 0}
            onClick={() => go(Math.max(0, view.from - PAGE))}
            className={button({ size: 'small', className: 'disabled:text-ink-3' })}
          >
            {t('before')}
          </button>
          {t('range', { first: view.from + 1, last: end, total: view.total })}
          <button
            type="button"
            disabled={end >= view.total}
            onClick={() => go(end)}
            className={button({ size: 'small', className: 'disabled:text-ink-3' })}
          >
            {t('after')}
          </button>
        </p>
      ) : null}
    </>
  )
}
