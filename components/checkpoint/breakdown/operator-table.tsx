'use client'

import { useTranslations } from 'next-intl'
import { elapsed } from '@/components/format/age'
import { Bytes } from '@/components/format/bytes'
import { Unknown } from '@/components/format/unknown'
import { useDuration } from '@/components/format/use-duration'
import { Figure, FigureStop } from '@/components/ui/figure'
import type { OperatorCheckpointView, Straggler } from '@/lib/fleet/timeline-view'
import { PartsBar } from '../parts-bar'
import { slowestOf } from './subtask-figures'

/** The operators of a checkpoint, each with its slowest subtask; one of them is shown in full beside. */
export function OperatorTable({
  operators,
  straggler,
  chosenId,
  onChoose,
  told,
}: {
  operators: readonly OperatorCheckpointView[]
  straggler: Straggler | null
  chosenId: string
  onChoose: (vertexId: string) => void
  /** Who tells all this, and when it was read. */
  told: string
}) {
  const t = useTranslations('breakdown')
  const acked = useTranslations('checkpoint')
  const duration = useDuration()
  const longestMs = Math.max(1, ...operators.map(({ endToEndMs }) => endToEndMs ?? 0))
  const took = (ms: number | null | undefined) =>
    ms == null ? <Unknown /> : <Figure tip={`${t('exact', { ms })}\n${told}`}>{duration(elapsed(ms))}</Figure>
  return (
    <table className="inset-table">
      <caption className="sr-only">{t('operators')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('column.operator')}</th>
          <th scope="col">{t('column.slowest')}</th>
          <th scope="col" className="figure small:hidden">
            {t('column.alignment')}
          </th>
          <th scope="col" className="figure small:hidden">
            {t('column.async')}
          </th>
          <th scope="col" className="figure">
            {t('column.state')}
          </th>
          <th scope="col" className="figure">
            {t('column.acked')}
          </th>
        </tr>
      </thead>
      <tbody>
        {operators.map((operator) => {
          const slowest = slowestOf(operator)
          const held = operator.vertexId === straggler?.vertexId ? straggler.phase : null
          const ink = (phase: Straggler['phase']) => (held === phase ? 'font-medium text-attention' : 'text-ink-2')
          return (
            <tr key={operator.vertexId} aria-current={operator.vertexId === chosenId ? 'true' : undefined}>
              {/* of fifty operators the figures of one are stops */}
              <FigureStop value={operator.vertexId === chosenId ? 0 : -1}>
                <td className="max-w-56">
                  <button
                    type="button"
                    onClick={() => onChoose(operator.vertexId)}
                    aria-pressed={operator.vertexId === chosenId}
                    data-tip={operator.name ?? operator.vertexId}
                    className="block h-6 max-w-full truncate rounded-sm text-left hover:underline aria-pressed:font-medium"
                  >
                    {operator.name ?? <span className="mono">{operator.vertexId.slice(0, 8)}</span>}
                  </button>
                </td>
                <td className="w-46">
                  <span className="flex items-center gap-2">
                    {operator.endToEndMs === null ? null : (
                      <span className="w-28">
                        <PartsBar parts={slowest?.parts ?? null} durationMs={operator.endToEndMs} ofMs={longestMs} />
                      </span>
                    )}
                    {took(operator.endToEndMs)}
                  </span>
                </td>
                <td className={`figure small:hidden ${ink('alignmentMs')}`}>{took(slowest?.parts?.alignmentMs)}</td>
                <td className={`figure small:hidden ${ink('asyncMs')}`}>{took(slowest?.parts?.asyncMs)}</td>
                <td className="figure text-ink-2">
                  <Bytes bytes={operator.stateSizeBytes} source={`${t('stateMeans')}\n${told}`} />
                </td>
                <td className="figure text-ink-2">
                  <Figure tip={`${acked('ackedExact', operator.acknowledged)}\n${told}`}>
                    {operator.acknowledged.acked} / {operator.acknowledged.total}
                  </Figure>
                </td>
              </FigureStop>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
