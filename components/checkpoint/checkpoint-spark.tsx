'use client'

import { useTranslations } from 'next-intl'
import { elapsed } from '@/components/format/age'
import { useDuration } from '@/components/format/use-duration'
import { Figure } from '@/components/ui/figure'
import type { SparkSlot } from '@/lib/fleet/view'
import { ascending, quantile } from './quantile'

const SLOTS = 20
const SLOT_PX = 5
const BAR_PX = 4
const HEIGHT_PX = 18
/** The least a bar has, so that a quick checkpoint can be told from none. */
const LEAST_PX = 2

/** The middle of what completed ones took, in milliseconds; null where none is known. */
export function medianDuration(slots: readonly SparkSlot[]): number | null {
  const known = slots.flatMap(({ status, durationMs }) => (status === 'completed' ? (durationMs ?? []) : []))
  return quantile(ascending(known), 0.5)
}

/** The height of a bar in pixels: linear to twice the median, clipped. */
export function barHeight(durationMs: number | null, medianMs: number | null): number {
  if (durationMs === null || medianMs === null) return LEAST_PX
  if (medianMs === 0) return HEIGHT_PX / 2
  return Math.max(LEAST_PX, Math.min(HEIGHT_PX, (durationMs / (2 * medianMs)) * HEIGHT_PX))
}

/** The last 20 checkpoints: height is duration, a red pin a failure, an outline one in progress. No axes. */
export function CheckpointSpark({ slots, className }: { slots: readonly SparkSlot[]; className?: string }) {
  const t = useTranslations('spark')
  const duration = useDuration()
  const median = medianDuration(slots)
  const count = (status: SparkSlot['status']) => slots.filter((slot) => slot.status === status).length
  const newest = slots.findLast(({ status }) => status === 'completed')?.durationMs ?? null
  const label = t('label', {
    count: slots.length - count('none'),
    failed: count('failed'),
    inProgress: count('in-progress'),
  })
  const tip = [
    label,
    median === null ? '' : t('median', { duration: duration(elapsed(median)) }),
    newest === null ? '' : t('newest', { duration: duration(elapsed(newest)) }),
    t('source'),
  ]
  return (
    <Figure
      tip={tip.filter(Boolean).join('\n')}
      label={label}
      className={`inline-block align-middle ${className ?? ''}`}
    >
      <svg width={SLOTS * SLOT_PX - 1} height={HEIGHT_PX} aria-hidden="true">
        {slots.map((slot, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in the row is all that a slot is
          <Slot key={index} slot={slot} x={(SLOTS - slots.length + index) * SLOT_PX} median={median} />
        ))}
      </svg>
    </Figure>
  )
}

function Slot({ slot: { status, durationMs }, x, median }: { slot: SparkSlot; x: number; median: number | null }) {
  switch (status) {
    case 'failed':
      return (
        <g className="fill-broken">
          <rect x={x + 1.5} y={BAR_PX} width={1} height={HEIGHT_PX - BAR_PX} />
          <rect x={x} y={0} width={BAR_PX} height={BAR_PX} />
        </g>
      )
    case 'in-progress':
      return (
        <rect
          x={x + 0.5}
          y={HEIGHT_PX - 9.5}
          width={3}
          height={9}
          fill="none"
          className="stroke-busy"
          strokeWidth={1}
        />
      )
    case 'none':
    case 'unknown':
      return <rect x={x + 1.5} y={HEIGHT_PX - 1} width={1} height={1} className="fill-ink-3" />
    case 'completed': {
      const height = barHeight(durationMs, median)
      return <rect x={x} y={HEIGHT_PX - height} width={BAR_PX} height={height} className="fill-chart-spark" />
    }
  }
}
