'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { EvidenceStrip } from '@/components/evidence/evidence-strip'
import { Bytes } from '@/components/format/bytes'
import { Passed } from '@/components/format/passed'
import { Unknown } from '@/components/format/unknown'
import { useInstant } from '@/components/format/use-instant'
import { FoldButton } from '@/components/table/fold-button'
import { LiveCell } from '@/components/table/live-cell'
import { type GridRowProps, isSameRow } from '@/components/table/use-grid'
import { Figure, FigureStop } from '@/components/ui/figure'
import { Icon } from '@/components/ui/icon'
import { StateMark } from '@/components/ui/state-mark'
import { Tag } from '@/components/ui/tag'
import type { CheckpointRow } from '@/lib/fleet/view'
import { CheckpointDuration, CheckpointPart, neverHas, SlowestSubtask } from './checkpoint-figures'
import { shownKind } from './checkpoint-kind'
import { checkpointName } from './checkpoint-name'
import { CHECKPOINT_STATE } from './checkpoint-status'
import { useToldBy } from './use-told-by'

/** One attempt at a checkpoint, as all sources together tell it. */
export const CheckpointTableRow = memo(function CheckpointTableRow({
  row,
  clockSkewMs,
  longestMs,
  open,
  onFold,
  gridRow,
  detailId,
}: {
  row: CheckpointRow
  clockSkewMs: number
  /** The longest of the table: what a full bar stands for. */
  longestMs: number
  open: boolean
  onFold: (id: string, open: boolean) => void
  gridRow: GridRowProps
  detailId: string
}) {
  const t = useTranslations('checkpoint')
  const instant = useInstant()
  const told = useToldBy(row)
  const kind = shownKind(row)
  return (
    <tr {...gridRow} aria-expanded={open}>
      <FigureStop value={gridRow.tabIndex}>
        <td>
          <span className="flex items-center gap-1">
            <FoldButton
              open={open}
              onFold={() => onFold(row.id, !open)}
              label={t(open ? 'fold' : 'unfold', { id: row.checkpointId })}
              gridRow={gridRow}
              detailId={detailId}
            />
            <Figure className="mono font-medium" tip={row.path ?? t('pathUnknown')}>
              {checkpointName(row.checkpointId)}
            </Figure>
          </span>
        </td>
        <LiveCell value={`${row.status} ${row.markedForDeletion}`}>
          <span className="flex items-center gap-2">
            {row.restored ? (
              <Figure tip={t('restoredMeans')}>
                <StateMark state={CHECKPOINT_STATE[row.status]} word={t('restored')} />
              </Figure>
            ) : (
              <StateMark state={CHECKPOINT_STATE[row.status]} word={t(`status.${row.status}`)} />
            )}
            {row.markedForDeletion ? (
              <Tag tone="attention" tip={t('markedMeans')}>
                {t('marked')}
              </Tag>
            ) : null}
          </span>
        </LiveCell>
        <td className="text-ink-2 folded:hidden">
          {kind === null ? (
            <Unknown />
          ) : (
            <span className="inline-flex items-center gap-1 align-bottom">
              {kind === 'savepoint' ? <Icon name="flag" size={11} className="text-ink-3" /> : null}
              {t(`kind.${kind}`)}
            </span>
          )}
        </td>
        <td>
          {row.triggeredAt === null ? (
            <Unknown title={t(row.restored ? 'triggeredUnknownRestored' : 'triggeredUnknown')} />
          ) : (
            <Figure tip={instant(row.triggeredAt - clockSkewMs)}>
              {t.rich('ago', { age: () => <Passed since={(row.triggeredAt ?? 0) - clockSkewMs} /> })}
            </Figure>
          )}
        </td>
        <LiveCell value={`${row.durationMs}`}>
          <CheckpointDuration row={row} clockSkewMs={clockSkewMs} longestMs={longestMs} told={told} />
        </LiveCell>
        {(['alignmentMs', 'syncMs', 'asyncMs'] as const).map((part) => (
          <LiveCell key={part} value={`${row.parts?.[part]}`} className="figure text-ink-2 folded:hidden">
            <CheckpointPart row={row} part={part} />
          </LiveCell>
        ))}
        <LiveCell value={`${row.checkpointedSizeBytes}`} className="figure text-ink-2 folded:hidden">
          {neverHas(row) ? '–' : <Bytes bytes={row.checkpointedSizeBytes} source={`${t('newDataMeans')}\n${told}`} />}
        </LiveCell>
        <LiveCell value={`${row.stateSizeBytes}`} className="figure font-medium small:hidden">
          {neverHas(row) ? '–' : <Bytes bytes={row.stateSizeBytes} source={`${t('fullSizeMeans')}\n${told}`} />}
        </LiveCell>
        <LiveCell value={JSON.stringify(row.acknowledged)} className="figure text-ink-2 small:hidden">
          {row.acknowledged ? (
            <Figure tip={`${t('ackedExact', row.acknowledged)}\n${told}`}>
              {`${row.acknowledged.acked} / ${row.acknowledged.total}`}
            </Figure>
          ) : (
            <Unknown />
          )}
        </LiveCell>
        <LiveCell value={JSON.stringify(row.slowest)} className="text-ink-2 small:hidden">
          <SlowestSubtask row={row} />
        </LiveCell>
        <LiveCell value={row.evidence.map(({ verdict }) => verdict).join()}>
          <EvidenceStrip evidence={row.evidence} />
        </LiveCell>
      </FigureStop>
    </tr>
  )
}, isSameRow)
