'use client'

import { useTranslations } from 'next-intl'
import { Fragment, useId } from 'react'
import { Passed } from '@/components/format/passed'
import { useInstant } from '@/components/format/use-instant'
import { LeaderText } from '@/components/leader/leader-text'
import { ProblemText } from '@/components/problem/problem-text'
import { ColumnHead } from '@/components/table/column-head'
import { GridTable } from '@/components/table/grid-table'
import { useColumnCount } from '@/components/table/use-column-count'
import { useOpenedRow } from '@/components/table/use-opened-row'
import { Figure } from '@/components/ui/figure'
import { Tag } from '@/components/ui/tag'
import type { HaMapView } from '@/lib/fleet/high-availability-view'
import { HaEntryDetail } from './ha-entry-detail'
import { HaEntryRow } from './ha-entry-row'

const COLUMNS = { all: 6, folded: 4, small: 2 }

/** One ConfigMap: what it is for, who leads, the counter, and its keys. */
export function HaMap({ map, clockSkewMs, first }: { map: HaMapView; clockSkewMs: number; first: boolean }) {
  const t = useTranslations('ha')
  const heading = useId()
  return (
    <section aria-labelledby={heading} className="pt-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-page pb-2">
        <h2 id={heading} className="mono font-semibold [overflow-wrap:anywhere]">
          {map.name}
        </h2>
        <Tag>{t(`role.${map.role}`)}</Tag>
        {map.perComponent ? <Tag tip={t('perComponentMeans')}>{t('perComponent')}</Tag> : null}
        <MapFacts map={map} />
      </div>
      <MapLeader map={map} />
      <HaEntries map={map} clockSkewMs={clockSkewMs} first={first} />
    </section>
  )
}

function MapFacts({ map }: { map: HaMapView }) {
  const t = useTranslations('ha')
  const instant = useInstant()
  return (
    <ul className="flex flex-wrap items-center gap-x-3.5 gap-y-1 text-table text-ink-2">
      {map.counter === null ? null : (
        <li>
          <Figure tip={t('counterMeans')}>{t('counter', { counter: String(map.counter) })}</Figure>
        </li>
      )}
      {map.createdAt === null ? null : (
        <li>
          <Figure tip={instant(map.createdAt)}>
            {t.rich('created', { age: () => <Passed since={map.createdAt ?? 0} units={1} /> })}
          </Figure>
        </li>
      )}
      <li>
        <Figure tip={instant(map.observedAt)}>{t('resourceVersion', { version: map.resourceVersion })}</Figure>
      </li>
    </ul>
  )
}

/** The leader election record, read and as it stands. */
function MapLeader({ map }: { map: HaMapView }) {
  const t = useTranslations('ha')
  const instant = useInstant()
  if (!map.leader) return null
  const { holder, renewedAt, leaseDurationMs, reason } = map.leader
  return (
    <div className="flex flex-wrap items-baseline gap-x-3.5 gap-y-1 px-page pb-2 text-table">
      <LeaderText leader={map.leader} />
      {holder === null ? null : (
        <span className="text-ink-2">
          {t.rich('holder', { holder, mono: (text) => <span className="mono">{text}</span> })}
        </span>
      )}
      {renewedAt === null ? null : (
        <Figure className="text-ink-2" tip={instant(renewedAt)}>
          {t.rich('renewed', { age: () => <Passed since={renewedAt} /> })}
        </Figure>
      )}
      {leaseDurationMs === null ? null : (
        <span className="text-ink-2">{t('lease', { seconds: leaseDurationMs / 1000 })}</span>
      )}
      {reason && map.leader.kind === 'unknown' ? (
        <div className="basis-full text-ink-2">
          <ProblemText problem={reason} />
        </div>
      ) : null}
      {map.leaderRaw === null ? null : (
        <details className="basis-full">
          <summary className="w-fit text-meta text-ink-3 hover:text-ink">{t('annotation')}</summary>
          <pre className="mono mt-1 rounded-md border border-line bg-sunk p-2 whitespace-pre-wrap [overflow-wrap:anywhere]">
            {map.leaderRaw}
          </pre>
        </details>
      )}
    </div>
  )
}

function HaEntries({ map, clockSkewMs, first }: { map: HaMapView; clockSkewMs: number; first: boolean }) {
  const t = useTranslations('ha')
  const columns = useColumnCount(COLUMNS)
  // Maps have keys of the same name.
  const before = `${map.name}/`
  const { grid, openId, fold } = useOpenedRow(
    'key',
    map.entries.map(({ key }) => before + key),
    { idToCopy: (id) => id.slice(before.length), reachable: first },
  )
  return (
    <GridTable grid={grid.tableProps} label={t('table', { name: map.name })}>
      <colgroup>
        <col className="w-88 small:w-auto" />
        <col className="w-28 small:hidden" />
        <col className="folded:hidden" />
        <col className="w-20 small:hidden" />
        <col className="w-24 folded:hidden" />
        <col className="w-74" />
      </colgroup>
      <thead>
        <tr>
          <ColumnHead label={t('column.key')} />
          <ColumnHead label={t('column.kind')} className="small:hidden" />
          <ColumnHead label={t('column.pointer')} className="folded:hidden" />
          <ColumnHead label={t('column.size')} figure className="small:hidden" />
          <ColumnHead label={t('column.mark')} className="folded:hidden" />
          <ColumnHead label={t('column.resolved')} />
        </tr>
      </thead>
      <tbody>
        {map.entries.map((entry) => {
          const id = before + entry.key
          const open = id === openId
          return (
            <Fragment key={id}>
              <HaEntryRow
                entry={entry}
                clockSkewMs={clockSkewMs}
                open={open}
                onFold={() => fold(id, !open)}
                gridRow={grid.rowProps(id)}
              />
              {open ? (
                <tr className="detail">
                  <td colSpan={columns}>
                    <HaEntryDetail entry={entry} clockSkewMs={clockSkewMs} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          )
        })}
        {map.entries.length === 0 ? (
          <tr>
            <td colSpan={columns} className="whitespace-normal text-ink-2">
              {t('emptyMap')}
            </td>
          </tr>
        ) : null}
      </tbody>
    </GridTable>
  )
}
