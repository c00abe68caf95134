'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { copyText } from './copy-text'
import { Icon } from './icon'

const SAID_MS = 1500

/** Copies `text` whole, however short it is shown. @param what its name for the label: "job id", "path". */
export function Copy({ text, what, tabIndex }: { text: string; what: string; tabIndex?: number | undefined }) {
  const t = useTranslations('copy')
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)

  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(null), SAID_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  // Where the browser refuses, the title still holds the text.
  const copy = async () => setOutcome((await copyText(text)) ? 'copied' : 'refused')
  return (
    <span className="inline-flex align-middle">
      <button
        type="button"
        tabIndex={tabIndex}
        onClick={(event) => {
          event.stopPropagation()
          void copy()
        }}
        className="grid size-6 -my-1 place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
        aria-label={t('label', { what })}
        title={outcome === 'refused' ? t('refused', { text }) : t('label', { what })}
      >
        <Icon name={outcome === 'copied' ? 'check' : 'copy'} size={12} />
      </button>
      <span role="status" className="sr-only">
        {outcome ? t(outcome, { text }) : ''}
      </span>
    </span>
  )
}
