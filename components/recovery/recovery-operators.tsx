'use client'

import { useTranslations } from 'next-intl'
import { Bytes } from '@/components/format/bytes'
import { shortenMiddle } from '@/components/format/shorten'
import { Unknown } from '@/components/format/unknown'
import { Figure } from '@/components/ui/figure'
import type { RecoveryOperator } from '@/lib/recovery/recovery-view'

// Columns fold by the room of the table, which stands beside other things: what matters least goes first.
const HANDLES = 'w-38 @max-[680px]:hidden'
const UID = 'w-36 @max-[600px]:hidden'
const BAR = '@max-[460px]:hidden'

/** The operators whose state a point holds, with a bar that is linear to the largest. */
export function RecoveryOperators({ operators, count }: { operators: readonly RecoveryOperator[]; count: number }) {
  const t = useTranslations('recoveryPoints.operators')
  const largest = Math.max(1, ...operators.map(({ stateSizeBytes }) => stateSizeBytes ?? 0))
  return (
    <div className="@container min-w-0">
      <table className="inset-table table-fixed">
        <caption className="sr-only">{t('table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('operator')}</th>
            <th scope="col" className={UID}>
              {t('uid')}
            </th>
            <th scope="col" className="figure w-18">
              {t('parallelism')}
            </th>
            <th scope="col" className="figure w-14">
              {t('max')}
            </th>
            <th scope="col" className="w-54 @max-[460px]:w-22 @max-[460px]:text-right">
              {t('size')}
            </th>
            <th scope="col" className={HANDLES}>
              {t('handles')}
            </th>
          </tr>
        </thead>
        <tbody>
          {operators.map((operator) => (
            <tr key={operator.id}>
              <td>
                <Figure tip={[operator.name, operator.id].filter(Boolean).join('\n')}>
                  {operator.name ?? <span className="mono text-ink-2">{shortenMiddle(operator.id)}</span>}
                </Figure>
              </td>
              <td className={`text-ink-2 ${UID}`}>
                {operator.uid === null ? (
                  <Unknown title={t('uidUnknown')} />
                ) : (
                  <Figure className="mono" tip={operator.uid}>
                    {operator.uid}
                  </Figure>
                )}
              </td>
              <td className="figure text-ink-2">{operator.parallelism}</td>
              <td className="figure text-ink-2">{operator.maxParallelism}</td>
              <td className="font-medium">
                <span className="flex items-center justify-end gap-3">
                  <span className={`block h-2 flex-1 ${BAR}`} aria-hidden="true">
                    <span
                      className="block h-2 min-w-0.5 rounded-[1px] bg-chart-async"
                      style={{ width: `${((operator.stateSizeBytes ?? 0) / largest) * 100}%` }}
                    />
                  </span>
                  <span className="w-16 text-right">
                    <Bytes bytes={operator.stateSizeBytes} source={t('sizeMeans')} />
                  </span>
                </span>
              </td>
              <td className={`text-ink-2 ${HANDLES}`}>
                <HandleKinds operator={operator} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {operators.length < count ? (
        <p className="pt-1.5 text-meta text-ink-3">{t('more', { shown: operators.length, count })}</p>
      ) : null}
    </div>
  )
}

function HandleKinds({ operator: { fullyFinished, handles } }: { operator: RecoveryOperator }) {
  const t = useTranslations('recoveryPoints.operators')
  if (fullyFinished) return t('finished')
  if (handles.length === 0) return t('noState')
  const kinds = handles.map((kind) => t(`handle.${kind}`)).join(' · ')
  return <Figure tip={kinds}>{kinds}</Figure>
}
