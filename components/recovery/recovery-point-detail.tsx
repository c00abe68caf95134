'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Bytes } from '@/components/format/bytes'
import { Passed } from '@/components/format/passed'
import { CopiedPath } from '@/components/format/path'
import { Unknown } from '@/components/format/unknown'
import { useList } from '@/components/format/use-list'
import { DataError } from '@/components/job/fetch-job-data'
import { type JobAddress, jobDataHref } from '@/components/job/job-address'
import { useJobData } from '@/components/job/use-job-data'
import { ProblemText } from '@/components/problem/problem-text'
import { button } from '@/components/ui/button'
import { Fact } from '@/components/ui/fact'
import type { JobHeaderView } from '@/lib/fleet/view'
import type { RecoveryPointDetail as Detail, RecoveryPointRow } from '@/lib/recovery/recovery-view'
import { RecoveryFiles } from './recovery-files'
import { RecoveryOperators } from './recovery-operators'
import { useTakenTitle } from './taken-age'

/** An opened point: what is known of it, and its `_metadata`, which is read and checked now. */
export function RecoveryPointDetail({
  row,
  job,
  address,
}: {
  row: RecoveryPointRow
  job: JobHeaderView
  address: JobAddress
}) {
  const t = useTranslations('recoveryPoints.detail')
  const takenTitle = useTakenTitle()
  const href = jobDataHref(address, 'recovery-points/point', { point: row.id })
  const { data, error, isPending } = useJobData<Detail>(row.path === null ? null : href)
  const pending = isPending && row.path !== null
  return (
    <div className="grid grid-cols-[minmax(0,400px)_minmax(0,1fr)] gap-x-8 gap-y-4 py-3 pr-0 pl-4 folded:grid-cols-1">
      <div className="min-w-0">
        <dl className="grid grid-cols-[max-content_minmax(0,1fr)] content-start gap-x-4 gap-y-1">
          <Fact name={t('why')}>
            <ProblemText problem={row.why} />
          </Fact>
          <Fact name={t('path')}>
            {row.path === null ? <Unknown title={t('pathUnknown')} /> : <CopiedPath path={row.path} />}
          </Fact>
          <Fact name={t('taken')}>{takenTitle(row, job.clockSkewMs)}</Fact>
          {pending ? (
            <Fact name="_metadata" mono>
              {t('reading')}
            </Fact>
          ) : null}
          {data ? <MetadataFacts detail={data} job={job} current={row.jobId === job.currentJobId} /> : null}
          {error instanceof DataError ? (
            <Fact name="_metadata" mono>
              <ProblemText problem={error.problem} />
            </Fact>
          ) : null}
        </dl>
        {data?.metadata ? <Files row={row} address={address} /> : null}
      </div>
      {data?.metadata ? <RecoveryOperators operators={data.operators} count={data.operatorCount} /> : null}
    </div>
  )
}

function MetadataFacts({ detail, job, current }: { detail: Detail; job: JobHeaderView; current: boolean }) {
  const t = useTranslations('recoveryPoints.detail')
  const list = useList()
  const { metadata, files } = detail
  if (metadata === null) {
    return (
      <Fact name="_metadata" mono>
        {detail.problem ? <ProblemText problem={detail.problem} /> : <Unknown />}
      </Fact>
    )
  }
  const { first, last } = metadata.releases
  const version = current && job.flinkVersion ? job.flinkVersion.value : first === last ? first : `${first} – ${last}`
  return (
    <>
      <Fact name="_metadata" mono>
        {t.rich('metadata', {
          version: metadata.version,
          size: () => <Bytes bytes={metadata.sizeBytes} source={t('metadataSize')} />,
          ms: metadata.decodedMs < 10 ? metadata.decodedMs.toFixed(1) : metadata.decodedMs.toFixed(0),
        })}
      </Fact>
      <Fact name={t('writtenBy')}>
        {list([
          t('flink', { version }),
          ...(metadata.formatType === null ? [] : [t(metadata.formatType === 'NATIVE' ? 'native' : 'canonical')]),
        ])}
      </Fact>
      <Fact name={t('sharedFiles')}>
        {detail.sharedFiles === null ? <Unknown /> : t('shared', { count: detail.sharedFiles })}
      </Fact>
      <Fact name={t('inline')}>
        {t.rich('inlineHandles', {
          count: detail.inlineHandles ?? 0,
          size: () => <Bytes bytes={detail.inlineBytes} source={t('inlineMeans')} />,
        })}
      </Fact>
      <Fact name={t('verified')}>
        {files === null ? (
          <Unknown />
        ) : (
          <span className={files.missing + files.short > 0 ? 'text-broken' : undefined}>
            {t.rich('verifiedOf', {
              found: files.found,
              total: files.total,
              size: () => <Bytes bytes={detail.distinctFileBytes} source={t('filesSize')} />,
              age: () => <Passed since={files.checkedAt} />,
            })}
          </span>
        )}
      </Fact>
    </>
  )
}

function Files({ row, address }: { row: RecoveryPointRow; address: JobAddress }) {
  const t = useTranslations('recoveryPoints.detail')
  const [open, setOpen] = useState(false)
  return (
    <div className="mt-3">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className={button({ size: 'small' })}>
        {t(open ? 'hideFiles' : 'showFiles')}
      </button>
      {open ? <RecoveryFiles pointId={row.id} address={address} /> : null}
    </div>
  )
}
