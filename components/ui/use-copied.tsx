'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { copyText } from './copy-text'

const SAID_MS = 3000

/** Copies a text by key, and says so for a moment. @returns what to show, and how to copy. */
export function useCopied(): [said: ReactNode, copy: (text: string) => void] {
  const t = useTranslations('copy')
  const [outcome, setOutcome] = useState<{ text: string; copied: boolean } | null>(null)
  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(null), SAID_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = (text: string) => void copyText(text).then((copied) => setOutcome({ text, copied }))
  const said = (
    <span role="status" className="text-ink-2">
      {outcome ? `${t(outcome.copied ? 'copied' : 'refused', { text: outcome.text })} ` : ''}
      {outcome?.copied ? <span className="mono">{outcome.text}</span> : null}
    </span>
  )
  return [said, copy]
}
