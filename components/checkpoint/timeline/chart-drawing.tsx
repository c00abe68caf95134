'use client'

import { useLocale, useTranslations } from 'next-intl'
import { memo, useId } from 'react'
import { binarySize } from '@/components/format/size'
import { useDuration } from '@/components/format/use-duration'
import type { TimelineRestart } from '@/lib/fleet/timeline-view'
import { failureGroups, LINE_PX, longestOf, type Mark, type Obstacle, placeLabels } from './chart-labels'
import { Bars, Gaps } from './chart-marks'
import { durationAxis } from './duration-axis'
import { type ChartLayout, LANES } from './layout'
import { timeTicks } from './scales'
import { useClockLabel } from './use-clock-label'
import { useMarkWords } from './use-mark-words'

interface DrawingProps {
  layout: ChartLayout
  width: number
  restarts: readonly TimelineRestart[]
  gaps: readonly { from: number; to: number }[]
  /** On the source's clock, as all times here. */
  span: { from: number; to: number }
  clockSkewMs: number
  medianMs: number | null
}

/** All of the chart that is drawn; what it tells is said by the frame around it. */
export const ChartDrawing = memo(function ChartDrawing({
  layout,
  width,
  span,
  restarts,
  gaps,
  clockSkewMs,
  medianMs,
}: DrawingProps) {
  const t = useTranslations('timeline')
  const locale = useLocale()
  const duration = useDuration()
  const clock = useClockLabel()
  const hatch = useId()
  const { bars, scale, plot, xOf, sizeLines, lastSize } = layout
  const yOf = (ms: number) => LANES.barsBottom - (ms / scale.top) * (LANES.barsBottom - LANES.barsTop)
  const shownRestarts = restarts.filter(({ at }) => at >= span.from && at <= span.to)
  // Ticks are round where the reader is, whatever the clock of the source says.
  const readersSpan = { from: span.from - clockSkewMs, to: span.to - clockSkewMs }
  const longest = longestOf(bars, medianMs)
  const words = useMarkWords(clockSkewMs)
  const axis = durationAxis(scale.ticks, duration)
  const marks: Mark[] = [
    ...shownRestarts.map((restart) => ({ kind: 'restart' as const, x: xOf(restart.at), restart })),
    ...bars.flatMap(({ checkpoint, x }) =>
      checkpoint.savepoint ? [{ kind: 'savepoint' as const, x, checkpoint }] : [],
    ),
    ...failureGroups(bars).map((group) => ({ kind: 'failed' as const, ...group })),
    ...(longest
      ? [
          {
            kind: 'longest' as const,
            x: longest.x,
            y: LANES.barsBottom - longest.height,
            checkpoint: longest.checkpoint,
          },
        ]
      : []),
    // The pole of a savepoint goes through the place above its bar.
    ...bars.flatMap(({ checkpoint, x, clipped }) =>
      clipped && !checkpoint.savepoint ? [{ kind: 'clipped' as const, x, checkpoint }] : [],
    ),
  ]
  const obstacles: Obstacle[] = [
    ...shownRestarts.map(({ at }) => ({ left: xOf(at), right: xOf(at) + 1, top: 2, bottom: LANES.sizeBottom })),
    ...bars.flatMap(({ checkpoint, x, height }) =>
      checkpoint.savepoint
        ? [
            { left: x, right: x + 9, top: 2, bottom: 12 },
            { left: x, right: x + 1, top: 2, bottom: LANES.barsBottom - height },
          ]
        : [],
    ),
  ]
  const labels = placeLabels(
    marks.map((mark) => ({ mark, lines: words(mark) })),
    plot,
    obstacles,
  )
  const INK = {
    restart: 'fill-ink-2',
    savepoint: 'fill-ink-2',
    failed: 'fill-broken font-medium',
    longest: 'fill-ink font-medium',
    clipped: 'fill-ink font-medium',
  }
  return (
    <>
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" className="fill-broken-tint" />
          <rect width="1.4" height="5" className="fill-broken" />
        </pattern>
      </defs>
      {scale.ticks.map((ms, index) => (
        <g key={ms}>
          <path
            d={`M${plot.left} ${Math.round(yOf(ms)) + (ms === 0 ? 0.5 : 0)}H${plot.right}`}
            className={ms === 0 ? 'stroke-line-2' : 'stroke-chart-grid'}
          />
          <text x={plot.left - 8} y={yOf(ms) + 4} textAnchor="end" className="fill-ink-3">
            {axis[index]}
          </text>
        </g>
      ))}
      <path d={`M${plot.left} ${LANES.sizeBottom + 0.5}H${plot.right}`} className="stroke-chart-grid" />
      <text x={plot.left - 8} y={196} textAnchor="end" className="fill-ink-3">
        {t('sizeLane')}
      </text>
      {timeTicks(readersSpan, Math.max(2, Math.floor(width / 150)), clock.offsetMs(span.to)).map(({ at, day }) => (
        <g key={at}>
          <path d={`M${xOf(at + clockSkewMs)} ${LANES.sizeBottom}v4`} className="stroke-line-2" />
          <text x={xOf(at + clockSkewMs)} y={221} textAnchor="middle" className="fill-ink-3">
            {day ? clock.day(at) : clock.time(at)}
          </text>
        </g>
      ))}
      <Gaps gaps={gaps} xOf={xOf} plot={plot} />
      {shownRestarts.map(({ at }) => (
        <path
          key={at}
          d={`M${Math.round(xOf(at)) + 0.5} 2V${LANES.sizeBottom}`}
          strokeDasharray="3 3"
          className="stroke-ink-3"
          data-mark="restart"
        />
      ))}
      <Bars bars={bars} hatch={hatch} scaleTopMs={scale.top} clockSkewMs={clockSkewMs} />
      {bars.map(({ checkpoint, x, height }) =>
        checkpoint.savepoint ? (
          <path
            key={checkpoint.id}
            d={`M${x} ${LANES.barsBottom - height - 4}V4h8l-2 3 2 3h-8`}
            fill="none"
            className="stroke-ink"
          />
        ) : null,
      )}
      {sizeLines.map((line) =>
        line.length === 1 ? (
          <circle key={line[0]?.x} cx={line[0]?.x} cy={line[0]?.y} r="1" className="fill-chart-size" />
        ) : (
          <polyline
            key={line[0]?.x}
            points={line.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
            fill="none"
            strokeWidth="1.3"
            className="stroke-chart-size"
            data-mark="size"
          />
        ),
      )}
      {lastSize ? (
        <text x={width} y={lastSize.y + 4} textAnchor="end" className="fill-ink">
          {binarySize(lastSize.bytes, locale)}
        </text>
      ) : null}
      {labels.map(({ mark, lines: [first, ...rest], x, y, anchor }) => (
        <text
          key={`${mark.kind} ${mark.x}`}
          x={x}
          y={y}
          textAnchor={anchor}
          strokeWidth="3"
          className={`stroke-base [paint-order:stroke] ${INK[mark.kind]}`}
        >
          {first}
          {rest.map((line) => (
            <tspan key={line} x={x} dy={LINE_PX} className="fill-ink-2 font-normal">
              {line}
            </tspan>
          ))}
        </text>
      ))}
    </>
  )
})
