'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState } from 'react'
import { button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'

type Format = 'canonical' | 'native'

const TARGET = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/\S+$/

/** Format and target of a savepoint. Ordering closes it; whoever opened it closes it when it is left. */
export function SavepointMenu({
  formats,
  order,
  close,
}: {
  formats: readonly Format[]
  order: (how: { format: Format; target: string | null }) => void
  close: () => void
}) {
  const t = useTranslations('operation.savepoint')
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const [format, setFormat] = useState<Format>('canonical')
  const [target, setTarget] = useState('')
  const [left, setLeft] = useState(false)
  const wrong = target.trim() !== '' && !TARGET.test(target.trim())

  useEffect(() => {
    panel.current?.querySelector('input')?.focus()
  }, [])

  return (
    <div
      ref={panel}
      role="dialog"
      aria-label={t('how')}
      className="absolute top-full right-0 z-10 mt-1 w-96 max-w-[calc(100vw-32px)] rounded-lg border border-line-2 bg-raised p-4 text-table"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setLeft(true)
          if (wrong) return
          order({ format, target: target.trim() || null })
          close()
        }}
        className="grid gap-3"
      >
        <fieldset className="grid gap-1.5">
          <legend className="mb-1 font-medium">{t('format')}</legend>
          {(['canonical', 'native'] as const).map((name) => (
            <label key={name} className="grid grid-cols-[16px_1fr] gap-x-2">
              <input
                type="radio"
                name={`${id}format`}
                checked={format === name}
                disabled={!formats.includes(name)}
                onChange={() => setFormat(name)}
                className="mt-px size-3.5 self-start accent-accent"
              />
              <span>
                {t(name)}{' '}
                <span className="block text-ink-3">{formats.includes(name) ? t(`${name}Means`) : t('nativeFrom')}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="grid gap-1">
          <label htmlFor={`${id}target`} className="font-medium">
            {t('target')}
          </label>
          <input
            id={`${id}target`}
            value={target}
            onChange={(event) => setTarget(event.target.value)}
            onBlur={() => setLeft(true)}
            placeholder={t('targetDefault')}
            aria-invalid={wrong && left}
            aria-describedby={`${id}target-means`}
            spellCheck={false}
            autoComplete="off"
            className="mono h-control rounded-md border border-control bg-base px-2 placeholder:font-sans placeholder:text-ink-3"
          />
          <p id={`${id}target-means`} className={wrong && left ? 'text-broken' : 'text-ink-3'}>
            {wrong && left ? t('targetWrong') : t('targetMeans')}
          </p>
        </div>
        <div className="flex justify-end gap-2">
          <button type="button" onClick={close} className={button({ kind: 'quiet' })}>
            {t('cancel')}
          </button>
          <button type="submit" aria-disabled={wrong} className={button({ kind: wrong ? 'disabled' : 'primary' })}>
            <Icon name="flag" />
            {t('order')}
          </button>
        </div>
      </form>
    </div>
  )
}
