'use client'

import { useTranslations } from 'next-intl'
import { elapsed } from '@/components/format/age'
import { Passed } from '@/components/format/passed'
import { Unknown } from '@/components/format/unknown'
import { useDuration } from '@/components/format/use-duration'
import { Figure } from '@/components/ui/figure'
import type { CheckpointParts } from '@/lib/fleet/timeline-view'
import type { CheckpointRow } from '@/lib/fleet/view'
import { longestPart } from './part-order'
import { PartsBar } from './parts-bar'

/** A checkpoint that failed, or runs still, has no size and no files: that is known, not unknown. */
export function neverHas({ status }: Pick<CheckpointRow, 'status'>): boolean {
  return status === 'failed' || status === 'in-progress'
}

/** How long it took, with its parts as a bar that is linear to the longest beside it. */
export function CheckpointDuration({
  row,
  clockSkewMs,
  longestMs,
  told,
}: {
  row: CheckpointRow
  clockSkewMs: number
  longestMs: number
  /** Who tells it, and when that was read. */
  told: string
}) {
  const t = useTranslations('checkpoint')
  const duration = useDuration()
  if (row.status === 'in-progress' && row.triggeredAt !== null) {
    const since = row.triggeredAt - clockSkewMs
    return <span className="text-ink-2">{t.rich('soFar', { age: () => <Passed since={since} /> })}</span>
  }
  if (row.durationMs === null) return <Unknown />
  return (
    <Figure className="flex items-center gap-2" tip={`${t('durationExact', { ms: row.durationMs })}\n${told}`}>
      <span className="block w-[84px] folded:w-10">
        {row.status === 'completed' ? (
          <PartsBar parts={row.parts} durationMs={row.durationMs} ofMs={longestMs} />
        ) : null}
      </span>
      <span className={`ml-auto font-medium ${row.slowest?.straggler ? 'text-attention' : ''}`}>
        {duration(elapsed(row.durationMs))}
      </span>
    </Figure>
  )
}

/** One phase of the slowest subtask. */
export function CheckpointPart({ row, part }: { row: CheckpointRow; part: keyof CheckpointParts }) {
  const t = useTranslations('checkpoint')
  const duration = useDuration()
  if (row.parts === null) return neverHas(row) ? '–' : <Unknown title={t('partsUnknown')} />
  const held = row.slowest?.straggler && part === longestPart(row.parts)
  return (
    <Figure className={held ? 'font-medium text-attention' : ''} tip={t('partExact', { ms: row.parts[part] })}>
      {duration(elapsed(row.parts[part]))}
    </Figure>
  )
}

/** Which subtask acknowledged last. */
export function SlowestSubtask({ row }: { row: CheckpointRow }) {
  const t = useTranslations('checkpoint')
  const { slowest, acknowledged, status } = row
  if (status === 'in-progress' && acknowledged !== null) {
    return t('waitingFor', { count: acknowledged.total - acknowledged.acked })
  }
  if (slowest === null) return neverHas(row) ? '–' : <Unknown title={t('partsUnknown')} />
  const operator = slowest.operator ?? t('operatorUnknown')
  // Where there is no room it is the operator's name that is cut: which subtask it was is what people look for.
  return (
    <Figure
      className={`flex whitespace-pre ${slowest.straggler ? 'text-attention' : ''}`}
      tip={t('slowest', { operator, subtask: slowest.subtask })}
    >
      <span className="truncate">{operator}</span>
      <span className="flex-none">{` [${slowest.subtask}]`}</span>
    </Figure>
  )
}
