'use client'

import { useTranslations } from 'next-intl'
import { SOURCES } from '@/components/evidence/agreement'
import { EvidenceMark } from '@/components/evidence/evidence-mark'
import { Bytes } from '@/components/format/bytes'
import { firstSentence, shortenMiddle } from '@/components/format/shorten'
import { Unknown } from '@/components/format/unknown'
import { useProblem } from '@/components/problem/use-problem'
import { FoldButton } from '@/components/table/fold-button'
import { LiveCell } from '@/components/table/live-cell'
import type { GridRowProps } from '@/components/table/use-grid'
import { Figure, FigureStop } from '@/components/ui/figure'
import { Icon } from '@/components/ui/icon'
import { StateMark } from '@/components/ui/state-mark'
import type { State } from '@/lib/fleet/view'
import type { RecoveryPointRow, Verdict } from '@/lib/recovery/recovery-view'
import { FilesVerified } from './files-verified'
import { pointName } from './point-name'
import { TakenAge } from './taken-age'

const STATE: Record<Verdict, State> = {
  recommended: 'healthy',
  restorable: 'healthy',
  'needs-care': 'attention',
  'not-restorable': 'broken',
  unknown: 'unknown',
}

const WHY_INK: Record<Verdict, string> = {
  recommended: 'text-ink-2',
  restorable: 'text-ink-2',
  'needs-care': 'text-attention',
  'not-restorable': 'text-broken',
  unknown: 'text-ink-2',
}

/** One point a job could be restored from, or not. */
export function RecoveryPointTableRow({
  row,
  clockSkewMs,
  open,
  onFold,
  gridRow,
  detailId,
}: {
  row: RecoveryPointRow
  clockSkewMs: number
  open: boolean
  onFold: () => void
  gridRow: GridRowProps
  detailId: string
}) {
  const t = useTranslations('recoveryPoints')
  const kinds = useTranslations('checkpoint.kind')
  const sentence = useProblem()
  const name = pointName(
    {
      kind: row.kind === 'savepoint' ? 'savepoint' : 'checkpoint',
      checkpointId: row.checkpointId,
      path: row.path,
    },
    { head: 11 },
  )
  const why = sentence(row.why)
  return (
    <tr {...gridRow} aria-expanded={open}>
      <FigureStop value={gridRow.tabIndex}>
        <td>
          <span className="flex items-center gap-1">
            <FoldButton
              open={open}
              onFold={onFold}
              label={t(open ? 'fold' : 'unfold', { point: name ?? t('unnamed') })}
              gridRow={gridRow}
              detailId={detailId}
            />
            {row.rank ?? '–'}
          </span>
        </td>
        <LiveCell value={row.verdict}>
          <StateMark state={STATE[row.verdict]} word={t(`verdict.${row.verdict}`)} />
        </LiveCell>
        <td>
          <Figure className="flex items-center gap-[5px]" tip={row.path ?? ''}>
            <Icon
              name={row.kind === 'savepoint' ? 'flag' : 'history'}
              size={12}
              className={row.kind === 'savepoint' ? 'text-ink' : 'text-ink-3'}
            />
            {name === null ? <Unknown /> : <span className="mono truncate font-medium">{name}</span>}
          </Figure>
        </td>
        <td className="text-ink-2 folded:hidden">{row.kind === null ? <Unknown /> : kinds(row.kind)}</td>
        <td className="figure font-medium">
          <TakenAge row={row} clockSkewMs={clockSkewMs} />
        </td>
        <td className="figure text-ink-2 small:hidden">
          <Bytes bytes={row.sizeBytes} source={t('sizeMeans')} />
        </td>
        {SOURCES.map((source) => {
          const word = row.evidence.find((one) => one.source === source)
          return (
            <LiveCell key={source} value={word?.verdict ?? ''} className="px-0.5! text-center! small:hidden">
              <EvidenceMark word={word} />
            </LiveCell>
          )
        })}
        <td className="figure small:hidden">
          <FilesVerified files={row.files} />
        </td>
        <td className="text-ink-2 folded:hidden">
          <Figure tip={t(`ownerMeans.${row.owner}`)}>{t(`owner.${row.owner}`)}</Figure>
        </td>
        <td className="text-ink-2 folded:hidden">
          {row.claim === null ? (
            t('noClaim')
          ) : (
            <Figure className="mono" tip={row.claim}>
              {shortenMiddle(row.claim)}
            </Figure>
          )}
        </td>
        <LiveCell value={row.why.code} className={WHY_INK[row.verdict]}>
          <Figure tip={why}>{firstSentence(why)}</Figure>
        </LiveCell>
      </FigureStop>
    </tr>
  )
}
