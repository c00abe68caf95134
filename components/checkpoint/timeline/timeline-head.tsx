'use client'

import { useTranslations } from 'next-intl'
import { elapsed, interval } from '@/components/format/age'
import { useDuration } from '@/components/format/use-duration'
import { Icon } from '@/components/ui/icon'
import { Segmented } from '@/components/ui/segmented'
import { StateShape } from '@/components/ui/state-mark'
import type { TimelineCounts } from './live-timeline'
import { type TimeWindow, WINDOWS, type WindowName } from './time-window'

/** The windows that are a click away. */
export function WindowControl({
  window,
  days,
  onChange,
}: {
  window: TimeWindow
  /** How many days Weir's record of the job goes back; null: unknown. */
  days: number | null
  onChange: (name: WindowName) => void
}) {
  const t = useTranslations('timeline.window')
  const allOf = days === null ? t('all') : t('allDays', { days })
  return (
    <Segmented
      label={t('label')}
      options={WINDOWS.map((name) => ({ value: name, label: name === 'all' ? allOf : t(name) }))}
      value={window.kind === 'live' ? window.name : null}
      onChoose={onChange}
    />
  )
}

/** What the window holds, in one line. */
export function TimelineSummary({
  counts,
  total,
  shown,
  intervalMs,
}: {
  counts: TimelineCounts
  /** How many checkpoints the window holds; more than `shown` where it does not hold all of them. */
  total: number
  shown: number
  intervalMs: number | null
}) {
  const t = useTranslations('timeline')
  const duration = useDuration()
  const took = (ms: number) => duration(elapsed(ms))
  const parts = [
    <span key="completed">{t('count.completed', { count: counts.completed })}</span>,
    counts.failed > 0 ? (
      <span key="failed" className="text-broken">
        {t('count.failed', { count: counts.failed })}
      </span>
    ) : null,
    counts.savepoints > 0 ? <span key="savepoints">{t('count.savepoints', { count: counts.savepoints })}</span> : null,
  ].filter((part) => part !== null)
  const figures = [
    counts.medianMs === null || counts.p99Ms === null
      ? null
      : t('figures', { median: took(counts.medianMs), p99: took(counts.p99Ms) }),
    intervalMs === null ? t('intervalUnknown') : t('interval', { interval: duration(interval(intervalMs)) }),
    shown < total ? t('notAll', { shown, total }) : null,
  ].filter((part) => part !== null)
  return (
    <p className="min-w-0 text-table text-ink-2">
      {parts.map((part, index) => (
        <span key={part.key}>
          {index > 0 ? t('comma') : ''}
          {part}
        </span>
      ))}
      {figures.map((figure) => ` · ${figure}`)}
    </p>
  )
}

/** What the colours and marks of the chart mean. */
export function TimelineLegend() {
  const t = useTranslations('timeline')
  const swatch = (className: string, text: string) => (
    <li key={text} className="flex items-center gap-[5px]">
      <span aria-hidden="true" className={`size-2.5 rounded-[2px] ${className}`} />
      {text}
    </li>
  )
  return (
    <ul className="flex flex-wrap items-center gap-x-3.5 text-meta whitespace-nowrap text-ink-2">
      {swatch('bg-chart-delay', t('part.startDelayMs'))}
      {swatch('bg-chart-align', t('part.alignmentMs'))}
      {swatch('bg-chart-sync', t('part.syncMs'))}
      {swatch('bg-chart-async', t('part.asyncMs'))}
      <li className="flex items-center gap-[5px]">
        <span aria-hidden="true" className="w-3.5 border-t border-chart-size" />
        {t('sizeLegend')}
      </li>
      <li className="flex items-center gap-[5px]">
        <StateShape state="broken" size={8} />
        {t('failedLegend')}
      </li>
      <li className="flex items-center gap-[5px]">
        <Icon name="flag" size={11} />
        {t('savepointLegend')}
      </li>
      <li className="flex items-center gap-[5px]">
        <span aria-hidden="true" className="h-3 border-l border-dashed border-ink-3" />
        {t('restartLegend')}
      </li>
    </ul>
  )
}
