'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, memo, type PointerEvent, useEffect, useRef, useState } from 'react'
import { useClock } from '@/components/live/live-view'
import type { TimelineBin } from '@/lib/fleet/timeline-view'
import { ascending, quantile } from '../quantile'
import { PLOT_LEFT, PLOT_RIGHT } from './layout'
import { timeTicks } from './scales'
import { BIN_MS, clamp, moveWindow } from './time-window'
import { useClockLabel } from './use-clock-label'
import { useWidth } from './use-width'

interface Span {
  from: number
  to: number
}

type Part = 'whole' | 'from' | 'to'

const HEIGHT = 40
const BARS = 22
const HANDLE_PX = 6

/**
 * A day in bins of five minutes, always the longest in the bin, and over it the window that the chart shows. The window and
 * its edges can be dragged, and moved by arrows, a bin at a time; a drag beside it begins a new one.
 */
export const TimeBrush = memo(function TimeBrush({
  bins,
  day,
  span,
  clockSkewMs,
  onChange,
}: {
  bins: readonly TimelineBin[]
  /** What the bins cover. */
  day: Span
  span: Span
  clockSkewMs: number
  onChange: (span: Span) => void
}) {
  const t = useTranslations('timeline')
  const clock = useClockLabel()
  const today = useClock(clock.startOfDay)
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const [dragged, setDragged] = useState<Span | null>(null)
  const drag = useRef<{ part: Part | 'new'; at: number; span: Span } | null>(null)
  // What the last key asked for, until it is drawn: a key that is held down goes on from there.
  const asked = useRef<Span | null>(null)
  useEffect(() => {
    if (asked.current?.from === span.from && asked.current.to === span.to) asked.current = null
  }, [span.from, span.to])

  const left = PLOT_LEFT
  const right = Math.max(left + 1, (width ?? 1240) - PLOT_RIGHT)
  const xOf = (at: number) => left + ((at - day.from) / (day.to - day.from)) * (right - left)
  const timeAt = (x: number) => day.from + ((x - left) / (right - left)) * (day.to - day.from)
  const readersDay = { from: day.from - clockSkewMs, to: day.to - clockSkewMs }
  const ticks = timeTicks(readersDay, Math.max(2, Math.floor((width ?? 0) / 190)), clock.offsetMs(day.to))
  const shown = dragged ?? span
  const from = clamp(xOf(shown.from), left, right)
  const to = clamp(xOf(shown.to), left, right)

  const timeUnder = (event: PointerEvent<HTMLElement>) => {
    const box = frame.current?.getBoundingClientRect()
    return clamp(timeAt(event.clientX - (box?.left ?? 0)), day.from, day.to)
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    const at = timeUnder(event)
    const x = xOf(at)
    const part =
      Math.abs(x - from) <= HANDLE_PX
        ? 'from'
        : Math.abs(x - to) <= HANDLE_PX
          ? 'to'
          : x > from && x < to
            ? 'whole'
            : 'new'
    drag.current = { part, at, span: shown }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (drag.current === null) return
    const at = timeUnder(event)
    const { part, at: start, span: before } = drag.current
    if (part === 'new') {
      const begin = Math.floor(Math.min(start, at) / BIN_MS) * BIN_MS
      setDragged({ from: begin, to: Math.max(begin + BIN_MS, Math.ceil(Math.max(start, at) / BIN_MS) * BIN_MS) })
    } else setDragged(moveWindow(before, part, Math.round((at - start) / BIN_MS), day))
  }
  const onPointerUp = () => {
    drag.current = null
    if (dragged !== null) onChange(dragged)
    setDragged(null)
  }
  const onKey = (part: Part) => (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 }[event.key]
    if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    asked.current = moveWindow(asked.current ?? shown, part, by, day)
    onChange(asked.current)
  }
  const label = (at: number) => clock.time(at - clockSkewMs)
  const handle = (part: Part, at: number, x: number, wide: number) => (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t(`brush.${part}`)}
      aria-valuemin={day.from}
      aria-valuemax={day.to}
      aria-valuenow={Math.round(clamp(at, day.from, day.to))}
      aria-valuetext={part === 'whole' ? t('brush.span', { from: label(shown.from), to: label(shown.to) }) : label(at)}
      onKeyDown={onKey(part)}
      onBlur={() => {
        asked.current = null
      }}
      style={{ left: x, width: wide }}
      className={`absolute top-0 h-[22px] rounded-sm ${
        part === 'whole'
          ? 'cursor-grab border border-accent-line bg-accent-tint/50'
          : 'cursor-ew-resize bg-accent after:absolute after:top-[7px] after:-left-px after:h-2 after:w-[5px] after:rounded-sm after:bg-accent'
      }`}
    />
  )
  return (
    <div
      ref={frame}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      style={{ height: HEIGHT }}
      className="relative min-w-0 touch-none overflow-hidden text-meta select-none"
    >
      {width === null ? null : (
        <>
          {to > from ? handle('whole', shown.from, from, Math.max(3, to - from)) : null}
          {handle('from', shown.from, from - 1, 3)}
          {handle('to', shown.to, to - 2, 3)}
          {/* Over the window, so that what is chosen keeps its colours. */}
          <svg width={width} height={HEIGHT} aria-hidden="true" className="pointer-events-none absolute inset-0">
            <BinBars bins={bins} day={day} left={left} right={right} />
            <path d={`M${left} ${BARS + 0.5}H${right}`} className="stroke-line" />
            {ticks.map(({ at, day: isDay }, index) => (
              <text key={at} x={xOf(at + clockSkewMs)} y={36} textAnchor="middle" className="fill-ink-3">
                {isDay || index === 0 ? `${clock.nearDay(at, today)} ${clock.time(at)}` : clock.time(at)}
              </text>
            ))}
          </svg>
        </>
      )}
    </div>
  )
})

/** One path of all bars, and one of all failures: a drag draws none of them anew. */
const BinBars = memo(function BinBars({
  bins,
  day,
  left,
  right,
}: {
  bins: readonly TimelineBin[]
  day: Span
  left: number
  right: number
}) {
  const longest = ascending(bins.flatMap(({ longestMs }) => longestMs ?? []))
  const top = Math.max(1, quantile(longest, 0.99) ?? 1)
  const perMs = (right - left) / (day.to - day.from)
  const width = Math.max(1, BIN_MS * perMs - 0.8)
  const xOf = ({ from }: TimelineBin) => left + (from - day.from) * perMs
  const heightOf = (ms: number) => Math.min(BARS - 4, Math.max(1.5, (ms / top) * (BARS - 8)))
  const bars = bins.map((bin) =>
    bin.longestMs === null ? '' : `M${xOf(bin).toFixed(1)} ${BARS}v${-heightOf(bin.longestMs)}h${width}V${BARS}z`,
  )
  const failures = bins.map((bin) =>
    bin.failed === 0 ? '' : `M${(xOf(bin) + width / 2).toFixed(1)} ${BARS}V4m-2 -3h4v4h-4z`,
  )
  return (
    <>
      <path d={bars.join('')} className="fill-chart-spark" data-mark="bins" />
      <path d={failures.join('')} className="fill-broken stroke-broken" strokeWidth="1" />
    </>
  )
})
