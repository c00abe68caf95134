'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Scope } from '@/components/shell/scope'
import { button } from '@/components/ui/button'
import { StateShape } from '@/components/ui/state-mark'
import { BytePane } from './byte-pane'
import { decodeInput, MAX_FILE_BYTES, type Outcome } from './decode-input'
import { DecodedResult } from './decoded-result'

type Shown =
  | { phase: 'empty' | 'decoding' | 'tooLarge' | 'unreadable' }
  /** `run` sets one result apart from the next. */
  | { phase: 'done'; name: string; outcome: Outcome; run: number }

/** Decodes a dropped file or a pasted value in the browser. Nothing is sent, and nothing of it is in the address. */
export function DecoderPage() {
  const t = useTranslations('decoder')
  const [shown, setShown] = useState<Shown>({ phase: 'empty' })
  const [text, setText] = useState('')
  const [dragging, setDragging] = useState(false)
  const run = useRef(0)

  const decode = async (name: string, byteLength: number, read: () => Promise<Uint8Array>) => {
    const mine = ++run.current
    // An answer that was overtaken says nothing.
    const show = (next: Shown) => {
      if (mine === run.current) setShown(next)
    }
    if (byteLength > MAX_FILE_BYTES) return show({ phase: 'tooLarge' })
    show({ phase: 'decoding' })
    try {
      show({ phase: 'done', name, outcome: await decodeInput(await read()), run: mine })
    } catch {
      show({ phase: 'unreadable' })
    }
  }
  const decodeFile = (file: File | null | undefined) => {
    if (!file) return
    setText('')
    void decode(file.name, file.size, async () => new Uint8Array(await file.arrayBuffer()))
  }
  const decodeText = (value: string) => {
    const bytes = new TextEncoder().encode(value)
    void decode(t('pasted'), bytes.length, async () => bytes)
  }
  const onDrop = useEffectEvent((event: DragEvent) => {
    event.preventDefault()
    setDragging(false)
    decodeFile(event.dataTransfer?.files.item(0))
  })
  // On the whole window: a file dropped beside a smaller target would be opened in place of the page.
  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault()
      setDragging(true)
    }
    const out = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragging(false)
    }
    const drop = (event: DragEvent) => onDrop(event)
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', out)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', out)
      window.removeEventListener('drop', drop)
    }
  }, [])
  return (
    <>
      <Scope parts={[{ label: t('title') }]} />
      <main id="main" className={`flex min-h-0 flex-col [grid-area:main] ${dragging ? 'bg-accent-tint' : ''}`}>
        <header className="flex-none px-page pt-4 pb-3">
          <h1 className="text-title font-semibold">{t('title')}</h1>
          <p className="mt-1 max-w-200 text-ink-2">{t('means')}</p>
          <div className="mt-3 flex items-end gap-3 small:flex-col small:items-stretch">
            <label className="min-w-0 flex-1">
              <span className="mb-1 block text-table text-ink-2">{t('value')}</span>
              <textarea
                value={text}
                rows={3}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => setText(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) decodeText(text)
                }}
                className="mono block w-full resize-y rounded-md border border-control bg-base p-2 text-table"
              />
            </label>
            <div className="flex flex-none flex-col gap-2">
              <button
                type="button"
                disabled={text.trim() === ''}
                onClick={() => decodeText(text)}
                className={button({ className: 'justify-center disabled:text-ink-3' })}
              >
                {t('decode')}
              </button>
              <label
                className={button({ className: 'justify-center focus-within:outline-2 focus-within:outline-focus' })}
              >
                {t('file')}
                <input
                  type="file"
                  className="sr-only"
                  onChange={(event) => {
                    decodeFile(event.target.files?.item(0))
                    // The same file once more, changed meanwhile, is a change too.
                    event.target.value = ''
                  }}
                />
              </label>
            </div>
          </div>
        </header>
        <Result shown={shown} />
      </main>
      <footer className="flex items-center gap-4 overflow-hidden border-t border-line bg-sunk px-page text-meta whitespace-nowrap text-ink-3 [grid-area:status]">
        {t('nothingSent')}
      </footer>
    </>
  )
}

function Result({ shown }: { shown: Shown }) {
  const t = useTranslations('decoder')
  switch (shown.phase) {
    case 'empty':
      return <p className="border-t border-line px-page py-3 text-ink-2">{t('empty')}</p>
    case 'decoding':
      return (
        <p role="status" className="border-t border-line px-page py-3 text-ink-2">
          {t('decoding')}
        </p>
      )
    case 'tooLarge':
    case 'unreadable':
      return (
        <p role="alert" className="border-t border-broken-line bg-broken-tint px-page py-2">
          {t(shown.phase)}
        </p>
      )
    case 'done': {
      const { outcome, name, run } = shown
      if (outcome.kind === 'decoded') return <DecodedResult key={run} name={name} outcome={outcome} />
      const { view, offsetInView, error } = outcome
      const { code, offset, unit, expected, found } = error
      const damage = { start: offsetInView, end: offsetInView + 1 }
      return (
        <section aria-label={t('result')} className="flex min-h-0 flex-1 flex-col">
          <div role="alert" className="flex flex-none gap-2 border-y border-broken-line bg-broken-tint px-page py-2">
            <span className="mt-1">
              <StateShape state="broken" />
            </span>
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <strong className="font-medium">{t(`failedAt.${unit}`, { name, offset })}</strong>
              <p>{t(`code.${code}`)}</p>
              <p className="text-ink-2">{t('expected', { expected, found })}</p>
            </div>
          </div>
          {view ? <BytePane key={run} view={view} selection={damage} /> : null}
        </section>
      )
    }
  }
}
