'use client'

import { useTranslations } from 'next-intl'
import { EvidenceStrip } from '@/components/evidence/evidence-strip'
import { elapsed } from '@/components/format/age'
import { Bytes } from '@/components/format/bytes'
import { Passed } from '@/components/format/passed'
import { shortenPath } from '@/components/format/shorten'
import { Unknown } from '@/components/format/unknown'
import { useDuration } from '@/components/format/use-duration'
import { useInstant } from '@/components/format/use-instant'
import { LiveCell } from '@/components/table/live-cell'
import type { GridRowProps } from '@/components/table/use-grid'
import { Icon } from '@/components/ui/icon'
import { StateMark } from '@/components/ui/state-mark'
import { Tag } from '@/components/ui/tag'
import type { CheckpointRow } from '@/lib/fleet/view'
import { checkpointName } from './checkpoint-name'
import { CHECKPOINT_STATE } from './checkpoint-status'

/** One attempt at a checkpoint, as all sources together tell it. */
export function CheckpointTableRow({
  row,
  clockSkewMs,
  open,
  onFold,
  gridRow,
  detailId,
}: {
  row: CheckpointRow
  clockSkewMs: number
  open: boolean
  onFold: () => void
  gridRow: GridRowProps
  detailId: string
}) {
  const t = useTranslations('checkpoint')
  const duration = useDuration()
  const instant = useInstant()
  return (
    <tr {...gridRow} aria-expanded={open}>
      <td>
        <span className="flex items-center gap-1">
          <button
            type="button"
            tabIndex={gridRow.tabIndex}
            onClick={onFold}
            aria-label={t(open ? 'fold' : 'unfold', { id: row.checkpointId })}
            aria-controls={open ? detailId : undefined}
            className="-ml-1.5 grid size-6 flex-none place-items-center rounded-sm text-ink-3 hover:text-ink"
          >
            <Icon name={open ? 'down' : 'right'} size={12} />
          </button>
          <span className="mono font-medium">{checkpointName(row.checkpointId)}</span>
        </span>
      </td>
      <LiveCell value={`${row.status} ${row.markedForDeletion}`}>
        <span className="flex items-center gap-2">
          <StateMark state={CHECKPOINT_STATE[row.status]} word={t(`status.${row.status}`)} />
          {row.restored ? <Tag title={t('restoredMeans')}>{t('restored')}</Tag> : null}
          {row.markedForDeletion ? (
            <Tag tone="attention" title={t('markedMeans')}>
              {t('marked')}
            </Tag>
          ) : null}
        </span>
      </LiveCell>
      <td className="text-ink-2 folded:hidden">
        {row.kind === null ? (
          <Unknown />
        ) : (
          <span className="inline-flex items-center gap-1">
            {row.kind === 'savepoint' ? <Icon name="flag" size={11} className="text-ink-3" /> : null}
            {t(`kind.${row.kind}`)}
          </span>
        )}
      </td>
      <td>
        {row.triggeredAt === null ? (
          <Unknown title={t(row.restored ? 'triggeredUnknownRestored' : 'triggeredUnknown')} />
        ) : (
          <span title={instant(row.triggeredAt - clockSkewMs)}>
            {t.rich('ago', { age: () => <Passed since={(row.triggeredAt ?? 0) - clockSkewMs} /> })}
          </span>
        )}
      </td>
      <LiveCell value={`${row.durationMs}`} className="figure font-medium">
        {row.durationMs !== null ? (
          <span title={t('durationExact', { ms: row.durationMs })}>{duration(elapsed(row.durationMs))}</span>
        ) : row.status === 'in-progress' && row.triggeredAt !== null ? (
          <span className="font-normal text-ink-2">
            <Passed since={row.triggeredAt - clockSkewMs} />
          </span>
        ) : (
          <Unknown />
        )}
      </LiveCell>
      <LiveCell value={`${row.checkpointedSizeBytes}`} className="figure text-ink-2 folded:hidden">
        <Bytes bytes={row.checkpointedSizeBytes} source={t('newDataMeans')} />
      </LiveCell>
      <LiveCell value={`${row.stateSizeBytes}`} className="figure font-medium small:hidden">
        <Bytes bytes={row.stateSizeBytes} source={t('fullSizeMeans')} />
      </LiveCell>
      <LiveCell value={JSON.stringify(row.acknowledged)} className="figure text-ink-2 small:hidden">
        {row.acknowledged ? `${row.acknowledged.acked} / ${row.acknowledged.total}` : <Unknown />}
      </LiveCell>
      <LiveCell value={`${row.path}`} className="text-ink-2 folded:hidden">
        {row.path === null ? (
          <Unknown title={t('pathUnknown')} />
        ) : (
          <span className="mono" title={row.path}>
            {shortenPath(row.path, 40)}
          </span>
        )}
      </LiveCell>
      <LiveCell value={row.evidence.map(({ verdict }) => verdict).join()}>
        <EvidenceStrip evidence={row.evidence} />
      </LiveCell>
    </tr>
  )
}
