'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { DataError } from '@/components/job/fetch-job-data'
import { type JobAddress, jobHref } from '@/components/job/job-address'
import { useClock } from '@/components/live/live-view'
import { ProblemText } from '@/components/problem/problem-text'
import { useUrlParams } from '@/components/table/use-url-params'
import { LegendKey } from '@/components/ui/legend-key'
import type { TimelineCheckpoint, TimelineView } from '@/lib/fleet/timeline-view'
import type { CheckpointRow, JobHeaderView } from '@/lib/fleet/view'
import { CheckpointChart } from './checkpoint-chart'
import { countsOf, withLiveRows } from './live-timeline'
import { TimeBrush } from './time-brush'
import { spanOf, windowOf, windowParams } from './time-window'
import { TimelineLegend, TimelineSummary, WindowControl } from './timeline-head'
import { useTimeline } from './use-timeline'

const DAY_MS = 24 * 3_600_000
const NOT_READ: Pick<TimelineView, 'restarts' | 'gaps'> = { restarts: [], gaps: [] }

/** The timeline of a job's checkpoints: window, summary, chart and brush. What it shows is in the address. */
export function Timeline({
  job,
  address,
  rows,
}: {
  job: JobHeaderView
  address: JobAddress
  rows: readonly CheckpointRow[]
}) {
  const t = useTranslations('timeline')
  const router = useRouter()
  const [params, setParams] = useUrlParams()
  const window = windowOf(params)
  const { data, error } = useTimeline(address, window)
  const { restarts, gaps } = data ?? NOT_READ
  const since = data?.since ?? null
  // The window is on the clock of the source, as the times of checkpoints are.
  const to = useClock((now) => spanOf(window, now + job.clockSkewMs, since).to)
  const { from } = spanOf(window, to, since)
  // What is drawn keeps its identity until it changes: the chart and the brush are not drawn again for a tick of the clock.
  const span = useMemo(() => ({ from, to }), [from, to])
  const all = useMemo(() => withLiveRows(data, rows), [data, rows])
  const shown = useMemo(
    () => all.filter(({ triggeredAt }) => triggeredAt >= span.from && triggeredAt <= span.to),
    [all, span],
  )
  const day = useMemo(() => (data ? { from: data.binsFrom, to: data.binsTo } : null), [data])
  const fetched = data?.checkpoints.length ?? 0
  const whole = data === undefined || fetched >= data.total
  // Of a window that moves on, what was counted when it was read is out of date.
  const total = whole ? shown.length : Math.max(shown.length, data.total)
  const counts = useMemo(() => countsOf(shown, whole), [shown, whole])
  const here = jobHref(address)
  const open = useCallback(
    (checkpoint: TimelineCheckpoint) => {
      if (rows.some(({ id }) => id === checkpoint.id)) {
        setParams({ checkpoint: checkpoint.id })
        return
      }
      // A page of the table that begins with it: behind the position one above.
      const run = checkpoint.id.slice(0, checkpoint.id.lastIndexOf('/'))
      const query = new URLSearchParams(globalThis.window.location.search)
      query.set('before', `${run}/${checkpoint.checkpointId + 1}`)
      query.set('checkpoint', checkpoint.id)
      router.push(`${here}?${query}`)
    },
    [rows, here, router, setParams],
  )
  const choose = useCallback(
    (next: { from: number; to: number }) => setParams(windowParams({ kind: 'chosen', ...next })),
    [setParams],
  )
  return (
    <section aria-label={t('label')} className="flex-none">
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-page py-1.5">
        <WindowControl
          window={window}
          days={since === null ? null : Math.ceil((to - since) / DAY_MS)}
          onChange={(name) => setParams(windowParams({ kind: 'live', name }))}
        />
        <TimelineSummary counts={counts} total={total} shown={shown.length} intervalMs={job.intervalMs} />
        <div className="ml-auto">
          <LegendKey label={t('legend')}>
            <TimelineLegend />
          </LegendKey>
        </div>
      </div>
      {error instanceof DataError ? (
        <p role="status" className="px-page pb-1 text-table text-attention">
          <ProblemText problem={error.problem} />
        </p>
      ) : null}
      <div className="px-page pb-1.5">
        <CheckpointChart
          checkpoints={shown}
          restarts={restarts}
          gaps={gaps}
          span={span}
          clockSkewMs={job.clockSkewMs}
          medianMs={counts.medianMs}
          openId={params.get('checkpoint')}
          onOpen={open}
        />
        {data && day ? (
          <TimeBrush bins={data.bins} day={day} span={span} clockSkewMs={job.clockSkewMs} onChange={choose} />
        ) : (
          <div className="h-10" />
        )}
      </div>
    </section>
  )
}
