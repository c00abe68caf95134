'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { button } from '@/components/ui/button'

/** Copies the whole JSON of what was decoded, however much of it is shown. */
export function CopyJson({ json }: { json: () => Promise<Blob> }) {
  const t = useTranslations('decoder')
  const [outcome, setOutcome] = useState<'copy' | 'copied' | 'notCopied'>('copy')
  const copy = async () => {
    try {
      // With a promise: the permission of the click would be gone once the text is there.
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': json() })])
      setOutcome('copied')
    } catch {
      // Without permission, or too long for one text: it can still be selected.
      setOutcome('notCopied')
    }
  }
  return (
    <button type="button" onClick={() => void copy()} onBlur={() => setOutcome('copy')} className={button()}>
      <span aria-live="polite">{t(outcome)}</span>
    </button>
  )
}
