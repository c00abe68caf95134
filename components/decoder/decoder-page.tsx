'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Bytes } from '@/components/format/bytes'
import { QuietBar } from '@/components/shell/quiet-bar'
import { Scope } from '@/components/shell/scope'
import { button } from '@/components/ui/button'
import { StateShape } from '@/components/ui/state-mark'
import { BytePane } from './byte-pane'
import { DecodedResult } from './decoded-result'
import { DecoderThread } from './decoder-thread'
import { FailureText } from './failure-text'
import type { Outcome } from './outcome'

type Shown =
  | { phase: 'empty' }
  /** `readBytes` of a large file so far. */
  | { phase: 'decoding'; readBytes: number }
  /** `run` sets one result apart from the next. */
  | { phase: 'done'; name: string; outcome: Outcome; run: number }

/** Decodes a dropped file or a pasted value in the browser. Nothing is sent, and nothing of it is in the address. */
export function DecoderPage() {
  const t = useTranslations('decoder')
  const [shown, setShown] = useState<Shown>({ phase: 'empty' })
  const [text, setText] = useState('')
  const [dragging, setDragging] = useState(false)
  const run = useRef(0)
  const [thread] = useState(() => new DecoderThread())
  useEffect(() => () => thread.end(), [thread])

  const decode = async (name: string, input: Blob) => {
    run.current++
    const mine = run.current
    setShown({ phase: 'decoding', readBytes: 0 })
    const outcome = await thread.decode(input, (readBytes) => setShown({ phase: 'decoding', readBytes }))
    if (outcome) setShown({ phase: 'done', name, outcome, run: mine })
  }
  const decodeFile = (file: File | null | undefined) => {
    if (!file) return
    setText('')
    void decode(file.name, file)
  }
  const decodeText = (value: string) => {
    void decode(t('pasted'), new Blob([value]))
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
        <Result shown={shown} json={() => thread.json()} />
      </main>
      <QuietBar>{t('nothingSent')}</QuietBar>
    </>
  )
}

function Result({ shown, json }: { shown: Shown; json: () => Promise<Blob> }) {
  const t = useTranslations('decoder')
  switch (shown.phase) {
    case 'empty':
      return <p className="border-t border-line px-page py-3 text-ink-2">{t('empty')}</p>
    case 'decoding':
      return (
        <p role="status" className="border-t border-line px-page py-3 text-ink-2">
          {t('decoding')}
          {shown.readBytes > 0 ? (
            <span className="ml-2 text-ink-3">
              <Bytes bytes={shown.readBytes} source={t('readSource')} />
            </span>
          ) : null}
        </p>
      )
    case 'done': {
      const { outcome, name, run } = shown
      if (outcome.kind === 'decoded') return <DecodedResult key={run} name={name} outcome={outcome} json={json} />
      if (outcome.kind === 'refused') {
        return (
          <p role="alert" className="border-t border-broken-line bg-broken-tint px-page py-2 [overflow-wrap:anywhere]">
            <strong className="mr-2 font-medium">{name}</strong>
            {t(outcome.reason)}
          </p>
        )
      }
      const { view, offsetInView, error } = outcome
      const damage = { start: offsetInView, end: offsetInView + 1 }
      return (
        <section aria-label={t('result')} className="flex min-h-0 flex-1 flex-col">
          <div role="alert" className="flex flex-none gap-2 border-y border-broken-line bg-broken-tint px-page py-2">
            <span className="mt-1">
              <StateShape state="broken" />
            </span>
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <FailureText name={name} error={error} />
            </div>
          </div>
          {view ? <BytePane key={run} view={view} selection={damage} /> : null}
        </section>
      )
    }
  }
}
