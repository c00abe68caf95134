'use client'

import { useTranslations } from 'next-intl'
import { checkpointName } from '@/components/checkpoint/checkpoint-name'
import { Bytes } from '@/components/format/bytes'
import { Passed } from '@/components/format/passed'
import { shortenIds, shortenPath } from '@/components/format/shorten'
import { useInstant } from '@/components/format/use-instant'
import { useProblem } from '@/components/problem/use-problem'
import { LiveCell } from '@/components/table/live-cell'
import type { GridRowProps } from '@/components/table/use-grid'
import { Icon } from '@/components/ui/icon'
import { StateShape } from '@/components/ui/state-mark'
import { Tag } from '@/components/ui/tag'
import type { HaEntryView } from '@/lib/fleet/view'

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
  return (
    <tr {...gridRow} aria-expanded={open}>
      <td>
        <span className="flex items-center gap-1">
          <button
            type="button"
            tabIndex={gridRow.tabIndex}
            onClick={onFold}
            aria-label={t(open ? 'fold' : 'unfold', { key: entry.key })}
            className="-ml-1.5 grid size-6 flex-none place-items-center rounded-sm text-ink-3 hover:text-ink"
          >
            <Icon name={open ? 'down' : 'right'} size={12} />
          </button>
          <span className="mono truncate font-medium" title={entry.key}>
            {shortenIds(entry.key)}
          </span>
        </span>
      </td>
      <td className="text-ink-2 small:hidden">{t(`kind.${entry.kind}`)}</td>
      <LiveCell value={entry.pointer ?? entry.text ?? ''} className="text-ink-2 folded:hidden">
        {entry.pointer === null ? (
          <span className="mono" title={entry.text ?? undefined}>
            {entry.text}
          </span>
        ) : (
          <span className="mono" title={entry.pointer}>
            {shortenPath(entry.pointer, 48)}
          </span>
        )}
      </LiveCell>
      <td className="figure text-ink-2 small:hidden">
        {entry.pointer === null ? null : <Bytes bytes={entry.sizeBytes} source={t('sizeMeans')} />}
      </td>
      <LiveCell value={String(entry.markedForDeletion)} className="folded:hidden">
        {entry.markedForDeletion ? (
          <Tag tone="attention" title={t('markedMeans')}>
            {t('marked')}
          </Tag>
        ) : null}
      </LiveCell>
      <td>
        <Resolved entry={entry} clockSkewMs={clockSkewMs} />
      </td>
    </tr>
  )
}

function Resolved({ entry: { resolved, problem }, clockSkewMs }: { entry: HaEntryView; clockSkewMs: number }) {
  const t = useTranslations('ha')
  const sentence = useProblem()
  const instant = useInstant()
  if (resolved) {
    return (
      <span className="flex items-center gap-3">
        <span className="mono font-medium" title={resolved.path ?? undefined}>
          {checkpointName(resolved.checkpointId)}
        </span>
        <span className="text-ink-2">
          {resolved.triggeredAt === null ? (
            <span title={t('timeUnknown')}>{t('ageUnknown')}</span>
          ) : (
            <span title={instant(resolved.triggeredAt - clockSkewMs)}>
              {t.rich('ago', { age: () => <Passed since={(resolved.triggeredAt ?? 0) - clockSkewMs} /> })}
            </span>
          )}
        </span>
        <span className="text-ink-2 small:hidden">
          <Bytes bytes={resolved.stateSizeBytes} source={t('resolvedSizeMeans')} />
        </span>
        {resolved.restored ? <Tag title={t('restoredMeans')}>{t('restored')}</Tag> : null}
      </span>
    )
  }
  if (!problem) return null
  return (
    <span className="flex items-center gap-1.5 text-ink-2" title={sentence(problem)}>
      <StateShape state={problem.code === 'ha.file-pending' ? 'busy' : 'attention'} size={9} />
      <span className="truncate">{sentence(problem)}</span>
    </span>
  )
}
