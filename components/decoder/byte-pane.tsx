'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { button } from '@/components/ui/button'
import type { ByteView } from '@/lib/decode/index.ts'
import { firstOffset, hexRows, ROW_BYTES, type Span } from './hex-rows'

const ROWS = 48
const PAGE_BYTES = ROWS * ROW_BYTES

/** Bytes in rows of sixteen, those of the selected field marked. Begins at the selection: another one is another pane (`key`). */
export function BytePane({ view, selection }: { view: ByteView; selection: Span | null }) {
  const t = useTranslations('decoder')
  const [from, setFrom] = useState(firstOffset(selection?.start ?? 0))
  const { length } = view.bytes
  const rows = hexRows(view.bytes, from, ROWS, selection, view.masked)
  const end = Math.min(length, from + PAGE_BYTES)
  return (
    <section aria-label={t('bytes')} className="flex min-h-0 min-w-0 flex-col">
      <header className="flex h-row-head flex-none items-center gap-2 border-b border-line bg-sunk pr-page pl-3 text-meta text-ink-3">
        <h2 className="font-medium text-ink-2">{t('bytes')}</h2>
        <span>{t('range', { start: from, end, length })}</span>
        <button
          type="button"
          disabled={from === 0}
          onClick={() => setFrom(Math.max(0, from - PAGE_BYTES))}
          className={button({ kind: 'quiet', size: 'small', className: 'ml-auto disabled:text-ink-3' })}
        >
          {t('before')}
        </button>
        <button
          type="button"
          disabled={end >= length}
          onClick={() => setFrom(from + PAGE_BYTES)}
          className={button({ kind: 'quiet', size: 'small', className: 'disabled:text-ink-3' })}
        >
          {t('after')}
        </button>
      </header>
      {view.masked.length === 0 ? null : (
        <p className="flex-none border-b border-line px-3 py-1 text-meta text-ink-3">{t('masked')}</p>
      )}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="mono min-h-0 flex-1 overflow-auto p-3 text-table"
      >
        {rows.map(({ offset, pieces }) => (
          <span key={offset} className="grid grid-cols-[72px_376px_max-content] gap-x-3">
            <span className="text-ink-3">{offset.toString(16).padStart(8, '0')}</span>
            <span>
              {pieces.map(({ hex, selected }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a row have no other name than their place
                <Piece key={index} text={index > 0 ? ` ${hex}` : hex} selected={selected} />
              ))}
            </span>
            <span className="text-ink-2">
              {pieces.map(({ text, selected }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a row have no other name than their place
                <Piece key={index} text={text} selected={selected} />
              ))}
            </span>
          </span>
        ))}
      </pre>
    </section>
  )
}

function Piece({ text, selected }: { text: string; selected: boolean }) {
  return selected ? <mark className="bg-accent-tint text-ink">{text}</mark> : text
}
