'use client'

import { useTranslations } from 'next-intl'
import { PlainPage } from '@/components/shell/plain-page'
import { button } from '@/components/ui/button'

/** Something nobody foresaw: its text may hold anything and stays in the log, where the id finds it. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('failed')
  return (
    <PlainPage
      title={t('title')}
      action={
        <button type="button" onClick={reset} className={button()}>
          {t('again')}
        </button>
      }
    >
      <p>{t('unexpected')}</p>
      {error.digest ? (
        <p className="mt-1">
          {t.rich('id', { id: error.digest, mono: (text) => <span className="mono">{text}</span> })}
        </p>
      ) : null}
    </PlainPage>
  )
}
