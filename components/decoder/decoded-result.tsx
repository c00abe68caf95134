'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Bytes } from '@/components/format/bytes'
import { button } from '@/components/ui/button'
import { Tag } from '@/components/ui/tag'
import type { OutlineNode } from '@/lib/decode/index.ts'
import { BytePane } from './byte-pane'
import { CopyJson } from './copy-json'
import { FailureText } from './failure-text'
import { Fields } from './field-list'
import type { Outcome } from './outcome'

/** What an input turned out to be: its fields beside its bytes, and as JSON. */
export function DecodedResult({
  name,
  outcome,
  json,
}: {
  name: string
  outcome: Extract<Outcome, { kind: 'decoded' }>
  /** The whole JSON, made when it is asked for. */
  json: () => Promise<Blob>
}) {
  const t = useTranslations('decoder')
  const [viewIndex, setViewIndex] = useState(0)
  const [selected, setSelected] = useState<OutlineNode | null>(null)
  const [asJson, setAsJson] = useState(outcome.isSummary)
  const view = outcome.views[viewIndex]
  const choose = (index: number) => {
    setViewIndex(index)
    setSelected(null)
  }
  return (
    <section aria-label={t('result')} className="flex min-h-0 flex-1 flex-col border-t border-line">
      <header className="flex min-h-11 flex-none flex-wrap items-center gap-x-3 gap-y-1 px-page py-1.5">
        <div role="status" className="min-w-0">
          <h2 className="truncate font-semibold">{t(`kind.${outcome.content}`)}</h2>
        </div>
        <span className="min-w-0 truncate text-ink-2">{name}</span>
        <Tag>{t(`encoding.${outcome.encoding}`)}</Tag>
        <span className="text-ink-3">
          <Bytes bytes={outcome.byteLength} source={t('lengthSource')} />
        </span>
        <span className="ml-auto flex items-center gap-2">
          <button
            type="button"
            aria-pressed={asJson}
            onClick={() => setAsJson(!asJson)}
            className={button({ className: 'aria-pressed:bg-selected' })}
          >
            {t('asJson')}
          </button>
          <CopyJson json={json} />
        </span>
      </header>
      {outcome.isSummary ? <p className="border-t border-line px-page py-1.5 text-ink-2">{t('isSummary')}</p> : null}
      {outcome.damaged.map(({ part, error }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: events of a watch name the same key again and again
          key={index}
          className="border-t border-broken-line bg-broken-tint px-page py-1.5 text-table [overflow-wrap:anywhere]"
        >
          <FailureText name={part} error={error} />
        </div>
      ))}
      {outcome.damagedCount > outcome.damaged.length ? (
        <p className="border-t border-broken-line bg-broken-tint px-page py-1.5 text-table">
          {t('moreDamaged', { count: outcome.damagedCount - outcome.damaged.length })}
        </p>
      ) : null}
      {outcome.unknownKeys.count > 0 ? (
        <p className="border-t border-attention-line bg-attention-tint px-page py-1.5 text-table [overflow-wrap:anywhere]">
          {t('unknownKeys', { count: outcome.unknownKeys.count, keys: outcome.unknownKeys.shown.join(', ') })}
        </p>
      ) : null}
      {asJson ? (
        <div className="min-h-0 flex-1 overflow-auto border-t border-line bg-sunk">
          {outcome.json.isWhole ? null : <p className="px-page pt-2 text-meta text-ink-3">{t('jsonCut')}</p>}
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            className="mono p-3 px-page text-table whitespace-pre-wrap [overflow-wrap:anywhere]"
          >
            {outcome.json.shown}
          </pre>
        </div>
      ) : view ? (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(0,1fr)] border-t border-line folded:grid-cols-1 folded:overflow-auto">
          <section aria-label={t('fields')} className="flex min-h-0 min-w-0 flex-col border-r border-line">
            <header className="flex h-row-head flex-none items-center gap-2 border-b border-line bg-sunk pr-3 pl-page text-meta text-ink-3">
              <h2 className="font-medium text-ink-2">{t('fields')}</h2>
              {outcome.views.length > 1 ? (
                <select
                  aria-label={t('part')}
                  value={viewIndex}
                  onChange={(event) => choose(Number(event.target.value))}
                  className="mono h-6 min-w-0 flex-1 rounded-md border border-control bg-base px-1 text-table text-ink"
                >
                  {outcome.views.map(({ name: part }, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: events of a watch name the same key again and again
                    <option key={index} value={index}>
                      {part}
                    </option>
                  ))}
                </select>
              ) : null}
            </header>
            <div className="min-h-0 flex-1 overflow-auto py-1 pr-3 pl-3">
              <Fields key={viewIndex} nodes={view.outline} selected={selected} onSelect={setSelected} />
            </div>
          </section>
          <BytePane key={`${viewIndex} ${selected?.start ?? 0}`} view={view} selection={selected} />
        </div>
      ) : (
        <p className="px-page py-2 text-ink-2">{t('noBytes')}</p>
      )}
    </section>
  )
}
