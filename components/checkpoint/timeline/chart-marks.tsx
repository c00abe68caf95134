'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useClock } from '@/components/live/live-view'
import { PART_ORDER } from '../part-order'
import { type Bar, heightOf, LANES } from './layout'

const PART_FILL = {
  startDelayMs: 'fill-chart-delay',
  alignmentMs: 'fill-chart-align',
  syncMs: 'fill-chart-sync',
  asyncMs: 'fill-chart-async',
  whole: 'fill-chart-spark',
} as const
const PARTS = [...PART_ORDER, 'whole'] as const

/** The bars: parts stacked, failures hatched to the top with a square head, what runs still in outline. */
export function Bars({
  bars,
  hatch,
  scaleTopMs,
  clockSkewMs,
}: {
  bars: readonly Bar[]
  hatch: string
  scaleTopMs: number
  clockSkewMs: number
}) {
  return (
    <>
      <CompletedBars bars={bars} />
      {bars.map((bar) => {
        switch (bar.checkpoint.status) {
          case 'in-progress':
            return <RunningBar key={bar.checkpoint.id} bar={bar} scaleTopMs={scaleTopMs} clockSkewMs={clockSkewMs} />
          case 'failed':
            return <FailedBar key={bar.checkpoint.id} bar={bar} hatch={hatch} />
          case 'unknown':
            return <UnknownBar key={bar.checkpoint.id} bar={bar} />
          default:
            return null
        }
      })}
    </>
  )
}

const rectangle = (x: number, y: number, width: number, height: number) =>
  `M${x.toFixed(1)} ${y.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h${(-width).toFixed(1)}z`

/** All bars of a colour are one path: there may be a thousand of them. */
function CompletedBars({ bars }: { bars: readonly Bar[] }) {
  const completed = bars.filter(({ checkpoint }) => checkpoint.status === 'completed')
  const pathOf = (part: keyof typeof PART_FILL) =>
    completed
      .flatMap(({ parts, x, width }) =>
        parts.map((one) => (one.part === part ? rectangle(x - width / 2, one.y, width, one.height) : '')),
      )
      .join('')
  return (
    <>
      {PARTS.map((part) => (
        <path key={part} d={pathOf(part)} className={PART_FILL[part]} data-part={part} />
      ))}
      {completed.map(({ checkpoint, clipped, x, width }) =>
        clipped ? (
          <path
            key={checkpoint.id}
            d={`M${x - width / 2 - 1} ${LANES.barsTop + 4}l${width + 2} -4v-3h${-(width + 2)}z`}
            className="fill-base"
          />
        ) : null,
      )}
    </>
  )
}

/** As high as it has run, and the one thing of the chart that moves by the clock. */
function RunningBar({
  bar: { checkpoint, x, width },
  scaleTopMs,
  clockSkewMs,
}: {
  bar: Bar
  scaleTopMs: number
  clockSkewMs: number
}) {
  const height = useClock((now) => heightOf(now + clockSkewMs - checkpoint.triggeredAt, scaleTopMs))
  return (
    <rect
      x={x - width / 2 + 0.5}
      y={LANES.barsBottom - height}
      width={Math.max(2, width - 1)}
      height={height}
      fill="none"
      strokeDasharray="2 2"
      className="stroke-busy"
    />
  )
}

function FailedBar({ bar: { x, width, height }, hatch }: { bar: Bar; hatch: string }) {
  const top = LANES.barsBottom - height
  const head = Math.min(8, Math.max(3, width))
  return (
    <g className="text-broken" data-mark="failed">
      <rect
        x={x - width / 2}
        y={top + 10}
        width={width}
        height={height - 10}
        fill={`url(#${hatch})`}
        stroke="currentColor"
        strokeWidth={width > 4 ? 1 : 0.5}
      />
      <rect x={x - head / 2} y={top} width={head} height={head} fill="currentColor" />
    </g>
  )
}

function UnknownBar({ bar: { x, width, height } }: { bar: Bar }) {
  return (
    <rect
      x={x - width / 2}
      y={LANES.barsBottom - height}
      width={width}
      height={height}
      fill="none"
      className="stroke-unknown"
      strokeWidth="0.8"
    />
  )
}

/** Spans of which nothing is known: dotted, so that nobody takes them for quiet ones. */
export function Gaps({
  gaps,
  xOf,
  plot,
}: {
  gaps: readonly { from: number; to: number }[]
  xOf: (at: number) => number
  plot: { left: number; right: number }
}) {
  const t = useTranslations('timeline')
  const pattern = useId()
  return (
    <g>
      <defs>
        <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse">
          <circle cx="1.5" cy="1.5" r="0.9" className="fill-faint" />
          <circle cx="4.5" cy="4.5" r="0.9" className="fill-faint" />
        </pattern>
      </defs>
      {gaps.map((gap) => {
        const from = Math.max(plot.left, xOf(gap.from))
        const to = Math.min(plot.right, xOf(gap.to))
        if (to - from < 1) return null
        return (
          <g key={gap.from} data-mark="gap">
            <title>{t('gap')}</title>
            <rect
              x={from}
              y={LANES.barsTop}
              width={to - from}
              height={LANES.sizeBottom - LANES.barsTop}
              fill={`url(#${pattern})`}
            />
            {to - from > 90 ? (
              <text
                x={(from + to) / 2}
                y={(LANES.barsTop + LANES.barsBottom) / 2}
                textAnchor="middle"
                className="fill-ink-3 stroke-base [paint-order:stroke]"
                strokeWidth="4"
              >
                {t('gapShort')}
              </text>
            ) : null}
          </g>
        )
      })}
    </g>
  )
}
