'use client'

import { useTranslations } from 'next-intl'
import { checkpointName } from '@/components/checkpoint/checkpoint-name'
import { Bytes } from '@/components/format/bytes'
import { Passed } from '@/components/format/passed'
import { shortenIds, shortenPath } from '@/components/format/shorten'
import { useInstant } from '@/components/format/use-instant'
import { useProblem } from '@/components/problem/use-problem'
import { FoldButton } from '@/components/table/fold-button'
import { LiveCell } from '@/components/table/live-cell'
import { useColumnCount } from '@/components/table/use-column-count'
import type { GridRowProps } from '@/components/table/use-grid'
import { Figure, FigureStop } from '@/components/ui/figure'
import { StateShape } from '@/components/ui/state-mark'
import { Tag } from '@/components/ui/tag'
import type { HaEntryView } from '@/lib/fleet/high-availability-view'

/** Pointer, size, mark and checkpoint. */
const TEXT_COLUMNS = { all: 4, folded: 2, small: 1 }

/** One key of a ConfigMap, decoded. */
export function HaEntryRow({
  entry,
  clockSkewMs,
  open,
  onFold,
  gridRow,
}: {
  entry: HaEntryView
  clockSkewMs: number
  open: boolean
  onFold: () => void
  gridRow: GridRowProps
}) {
  const t = useTranslations('ha')
  const textColumns = useColumnCount(TEXT_COLUMNS)
  return (
    <tr {...gridRow} aria-expanded={open}>
      <FigureStop value={gridRow.tabIndex}>
        <td>
          <span className="flex items-center gap-1">
            <FoldButton
              open={open}
              onFold={onFold}
              label={t(open ? 'fold' : 'unfold', { key: entry.key })}
              gridRow={gridRow}
            />
            <Figure className="mono truncate font-medium" tip={entry.key}>
              {shortenIds(entry.key)}
            </Figure>
          </span>
        </td>
        <td className="text-ink-2 small:hidden">{t(`kind.${entry.kind}`)}</td>
        {entry.pointer === null && entry.problem === null ? (
          // Plain text, such as a leader's address, has the room of the columns that say nothing of it.
          <LiveCell value={entry.text ?? ''} colSpan={textColumns} className="text-ink-2">
            <Figure className="mono" tip={entry.text ?? ''}>
              {entry.text}
            </Figure>
          </LiveCell>
        ) : (
          <PointerCells entry={entry} clockSkewMs={clockSkewMs} />
        )}
      </FigureStop>
    </tr>
  )
}

function PointerCells({ entry, clockSkewMs }: { entry: HaEntryView; clockSkewMs: number }) {
  const t = useTranslations('ha')
  return (
    <>
      <LiveCell value={entry.pointer ?? ''} className="text-ink-2 folded:hidden">
        {entry.pointer === null ? null : (
          <Figure className="mono" tip={entry.pointer}>
            {shortenPath(entry.pointer, 48)}
          </Figure>
        )}
      </LiveCell>
      <td className="figure text-ink-2 small:hidden">
        {entry.pointer === null ? null : <Bytes bytes={entry.sizeBytes} source={t('sizeMeans')} />}
      </td>
      <LiveCell value={String(entry.markedForDeletion)} className="folded:hidden">
        {entry.markedForDeletion ? (
          <Tag tone="attention" tip={t('markedMeans')}>
            {t('marked')}
          </Tag>
        ) : null}
      </LiveCell>
      <td>
        <Resolved entry={entry} clockSkewMs={clockSkewMs} />
      </td>
    </>
  )
}

function Resolved({ entry: { resolved, problem }, clockSkewMs }: { entry: HaEntryView; clockSkewMs: number }) {
  const t = useTranslations('ha')
  const sentence = useProblem()
  const instant = useInstant()
  if (resolved) {
    return (
      <span className="grid grid-cols-[72px_96px_72px_auto] items-center gap-3 small:flex">
        <Figure className="mono font-medium" tip={resolved.path ?? ''}>
          {checkpointName(resolved.checkpointId)}
        </Figure>
        <span className="text-right text-ink-2 small:text-left">
          {resolved.triggeredAt === null ? (
            <Figure tip={t('timeUnknown')}>{t('ageUnknown')}</Figure>
          ) : (
            <Figure tip={instant(resolved.triggeredAt - clockSkewMs)}>
              {t.rich('ago', { age: () => <Passed since={(resolved.triggeredAt ?? 0) - clockSkewMs} /> })}
            </Figure>
          )}
        </span>
        <span className="text-right text-ink-2 small:hidden">
          <Bytes bytes={resolved.stateSizeBytes} source={t('resolvedSizeMeans')} />
        </span>
        {resolved.restored ? <Tag tip={t('restoredMeans')}>{t('restored')}</Tag> : null}
      </span>
    )
  }
  if (!problem) return null
  return (
    <Figure className="flex items-center gap-1.5 text-ink-2" tip={sentence(problem)}>
      <StateShape state={problem.code === 'ha.file-pending' ? 'busy' : 'attention'} size={9} />
      <span className="truncate">{sentence(problem)}</span>
    </Figure>
  )
}
