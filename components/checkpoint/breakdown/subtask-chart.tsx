'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { elapsed } from '@/components/format/age'
import { binarySize } from '@/components/format/size'
import { useDuration } from '@/components/format/use-duration'
import { Segmented } from '@/components/ui/segmented'
import type { OperatorCheckpointView } from '@/lib/fleet/timeline-view'
import { durationAxis } from '../timeline/duration-axis'
import { durationScale } from '../timeline/scales'
import { useWidth } from '../timeline/use-width'
import { FIGURES, type Figure, subtaskBars } from './subtask-figures'

const HEIGHT = 140
const TOP = 16
const BOTTOM = 112
const LEFT = 44

/** An operator's subtasks as bars, the straggler marked, with the median dashed across. */
export function SubtaskChart({
  operator,
  straggler,
  initial,
}: {
  operator: OperatorCheckpointView
  /** Index of the subtask that held the checkpoint up, if it is one of these. */
  straggler: number | null
  initial: Figure
}) {
  const t = useTranslations('breakdown')
  const [figure, setFigure] = useState<Figure>(initial)
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 truncate font-medium">
          {t('subtasks', {
            operator: operator.name ?? operator.vertexId.slice(0, 8),
            count: operator.subtasks.length + operator.omitted,
          })}
        </p>
        <div className="ml-auto">
          <Segmented
            label={t('figure.label')}
            options={FIGURES.map((one) => ({ value: one, label: t(`figure.${one}`) }))}
            value={figure}
            onChoose={setFigure}
          />
        </div>
      </div>
      <SubtaskBarChart operator={operator} figure={figure} straggler={straggler} />
    </div>
  )
}

function SubtaskBarChart({
  operator,
  figure,
  straggler,
}: {
  operator: OperatorCheckpointView
  figure: Figure
  straggler: number | null
}) {
  const t = useTranslations('breakdown')
  const locale = useLocale()
  const duration = useDuration()
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const [chosen, setChosen] = useState<number | null>(null)
  const { shown, omitted, largest, median } = subtaskBars(operator, figure)
  const scale =
    figure === 'state'
      ? { top: Math.max(1, largest), ticks: [0, Math.max(1, largest)] }
      : durationScale(Math.max(1, largest))
  const write = (value: number) => (figure === 'state' ? binarySize(value, locale) : duration(elapsed(value)))
  const axis = figure === 'state' ? ['0', write(scale.top)] : durationAxis(scale.ticks, duration)
  const right = (width ?? 500) - (omitted > 0 ? 56 : 4)
  const step = (right - LEFT) / Math.max(1, shown.length)
  const barWidth = Math.min(28, Math.max(2, step * 0.72))
  const xOf = (place: number) => LEFT + step * (place + 0.5)
  const yOf = (value: number) => BOTTOM - (value / scale.top) * (BOTTOM - TOP)
  const told = chosen === null ? undefined : shown[Math.min(chosen, shown.length - 1)]
  const words = (bar: { index: number; value: number | null }) =>
    t('subtask', { index: bar.index, value: bar.value === null ? t('noValue') : write(bar.value) })

  const onKeyDown = (event: KeyboardEvent) => {
    const at = chosen ?? -1
    const next: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }
    const place = next[event.key]
    if (place === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    setChosen(Math.min(shown.length - 1, Math.max(0, place)))
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const place = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT) / step)
    setChosen(place >= 0 && place < shown.length ? place : null)
  }
  return (
    <div
      ref={frame}
      role="slider"
      tabIndex={0}
      aria-label={t('chart')}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, shown.length - 1)}
      aria-valuenow={chosen ?? 0}
      aria-valuetext={told ? words(told) : t('chartHint', { count: shown.length })}
      onKeyDown={onKeyDown}
      onBlur={() => setChosen(null)}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setChosen(null)}
      className="relative mt-2 h-[140px] min-w-0 overflow-hidden text-meta"
    >
      {width === null ? null : (
        <svg width={width} height={HEIGHT} aria-hidden="true" className="absolute inset-0">
          {scale.ticks.map((value, index) => (
            <g key={value}>
              <path
                d={`M${LEFT} ${Math.round(yOf(value)) + 0.5}H${right}`}
                className={value === 0 ? 'stroke-line-2' : 'stroke-chart-grid'}
              />
              <text x={LEFT - 6} y={yOf(value) + 4} textAnchor="end" className="fill-ink-3">
                {axis[index]}
              </text>
            </g>
          ))}
          {shown.map(({ index, value }, place) => {
            const top = value === null ? BOTTOM : Math.min(BOTTOM - 1, yOf(value))
            const marked = index === straggler
            const named = shown.length <= 32 || place % Math.ceil(shown.length / 16) === 0 || marked
            return (
              <g key={index}>
                <rect
                  x={xOf(place) - barWidth / 2}
                  y={top}
                  width={barWidth}
                  height={BOTTOM - top}
                  className={marked ? 'fill-chart-mark' : 'fill-chart-async'}
                />
                {place === chosen ? (
                  <rect
                    x={xOf(place) - barWidth / 2 - 2}
                    y={top - 2}
                    width={barWidth + 4}
                    height={BOTTOM - top + 4}
                    fill="none"
                    className="stroke-ink"
                  />
                ) : null}
                {named && step > 7 ? (
                  <text
                    x={xOf(place)}
                    y={BOTTOM + 15}
                    textAnchor="middle"
                    className={marked ? 'fill-attention font-semibold' : 'fill-ink-3'}
                  >
                    {index}
                  </text>
                ) : null}
              </g>
            )
          })}
          {median === null ? null : (
            <>
              <path d={`M${LEFT} ${yOf(median)}H${right}`} strokeDasharray="3 3" className="stroke-ink-2" />
              <text
                x={right}
                y={yOf(median) - 5}
                textAnchor="end"
                strokeWidth="3"
                className="fill-ink-2 stroke-sunk [paint-order:stroke]"
              >
                {t('median', { value: write(median) })}
              </text>
            </>
          )}
          {omitted > 0 ? (
            <>
              <rect x={right + 8} y={BOTTOM - 12} width="44" height="12" className="fill-chart-grid" />
              <text x={right + 30} y={BOTTOM + 15} textAnchor="middle" className="fill-ink-3">
                {t('omitted', { count: omitted })}
              </text>
            </>
          ) : null}
        </svg>
      )}
      {told ? (
        <p
          aria-hidden="true"
          className="pointer-events-none absolute top-0 left-11 rounded-sm bg-raised px-1.5 text-ink"
        >
          {words(told)}
        </p>
      ) : null}
    </div>
  )
}
