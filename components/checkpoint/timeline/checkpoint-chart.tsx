'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, memo, type PointerEvent, useMemo, useRef, useState } from 'react'
import type { TimelineCheckpoint, TimelineRestart } from '@/lib/fleet/timeline-view'
import { ChartDrawing } from './chart-drawing'
import { useCheckpointDescription } from './describe-checkpoint'
import { type Bar, barAt, LANES, layoutChart } from './layout'
import { useWidth } from './use-width'

interface ChartProps {
  checkpoints: readonly TimelineCheckpoint[]
  restarts: readonly TimelineRestart[]
  gaps: readonly { from: number; to: number }[]
  /** On the source's clock, as all times here. */
  span: { from: number; to: number }
  clockSkewMs: number
  medianMs: number | null
  /** The checkpoint whose row is open. */
  openId: string | null
  onOpen: (checkpoint: TimelineCheckpoint) => void
}

/**
 * Checkpoints over time: durations as bars of their parts, failures, savepoints and restarts, and the size of the state. It
 * takes the focus; arrows go from checkpoint to checkpoint and read it out, Enter opens it.
 */
export const CheckpointChart = memo(function CheckpointChart(props: ChartProps) {
  const { checkpoints, span, restarts, gaps, openId, onOpen, clockSkewMs, medianMs } = props
  const t = useTranslations('timeline')
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [pointedId, setPointedId] = useState<string | null>(null)
  const tell = useCheckpointDescription(clockSkewMs)
  // The window ends now, or a little after: what runs still is drawn by the clock, on the scale that this makes.
  const layout = useMemo(
    () => layoutChart(checkpoints, span, gaps, width ?? 1240, span.to),
    [checkpoints, span, gaps, width],
  )
  const { bars } = layout
  const chosenIndex = bars.findIndex(({ checkpoint }) => checkpoint.id === chosenId)
  const pointed = bars.find(({ checkpoint }) => checkpoint.id === pointedId) ?? null
  const chosen = bars[chosenIndex] ?? null
  const told = pointed ?? chosen
  const outlined = told ?? bars.find(({ checkpoint }) => checkpoint.id === openId)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const last = bars.length - 1
    const at = chosenIndex < 0 ? last + 1 : chosenIndex
    const next: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      Home: 0,
      End: last,
    }
    const index = next[event.key]
    if (index !== undefined) {
      event.preventDefault()
      setPointedId(null)
      setChosenId(bars[Math.min(last, Math.max(0, index))]?.checkpoint.id ?? null)
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault()
      onOpen(chosen.checkpoint)
    } else if (event.key === 'Escape') setChosenId(null)
  }
  const barUnder = (event: PointerEvent<HTMLElement>): Bar | null => {
    const box = event.currentTarget.getBoundingClientRect()
    return barAt(bars, event.clientX - box.left)
  }
  return (
    <div
      ref={frame}
      role="slider"
      tabIndex={0}
      aria-label={t('chart')}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, bars.length - 1)}
      aria-valuenow={Math.max(0, chosenIndex)}
      aria-valuetext={chosen ? tell(chosen.checkpoint).join(t('stop')) : t('chartHint', { count: bars.length })}
      onKeyDown={onKeyDown}
      onBlur={() => setChosenId(null)}
      onPointerMove={(event) => setPointedId(barUnder(event)?.checkpoint.id ?? null)}
      onPointerLeave={() => setPointedId(null)}
      onClick={() => pointed && onOpen(pointed.checkpoint)}
      className="relative h-[226px] min-w-0 touch-pan-y overflow-hidden text-meta"
    >
      {width === null ? null : (
        <svg width={width} height={LANES.height} aria-hidden="true" className="absolute inset-0">
          <ChartDrawing
            layout={layout}
            width={width}
            span={span}
            restarts={restarts}
            gaps={gaps}
            clockSkewMs={clockSkewMs}
            medianMs={medianMs}
          />
          {outlined ? <Outline bar={outlined} /> : null}
        </svg>
      )}
      {told && width !== null ? <Tooltip bar={told} lines={tell(told.checkpoint)} width={width} /> : null}
    </div>
  )
})

function Outline({ bar: { x, width, height } }: { bar: Bar }) {
  return (
    <rect
      x={x - width / 2 - 3}
      y={LANES.barsBottom - height - 3}
      width={width + 6}
      height={height + 6}
      rx="2"
      fill="none"
      strokeWidth="1.4"
      className="stroke-ink"
    />
  )
}

const TOOLTIP_PX = 260

function Tooltip({ bar, lines, width }: { bar: Bar; lines: readonly string[]; width: number }) {
  const left = bar.x + 16 + TOOLTIP_PX > width ? bar.x - 16 - TOOLTIP_PX : bar.x + 16
  const [first, ...rest] = lines
  return (
    <div
      aria-hidden="true"
      style={{ left: Math.max(0, left), width: TOOLTIP_PX }}
      className="pointer-events-none absolute top-7 rounded-md border border-line-2 bg-raised px-2.5 py-1.5 text-meta [overflow-wrap:anywhere]"
    >
      <p className="font-medium text-ink">{first}</p>
      {rest.map((line) => (
        <p key={line} className="text-ink-2">
          {line}
        </p>
      ))}
    </div>
  )
}
