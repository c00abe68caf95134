'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { ProblemText } from '@/components/problem/problem-text'
import { button } from '@/components/ui/button'
import type { Problem } from '@/lib/problem'
import { PlainPage } from './plain-page'

/** A page whose data could not be read, for a reason that can be told. */
export function FailedPage({ problem }: { problem: Problem }) {
  const t = useTranslations('failed')
  const router = useRouter()
  return (
    <PlainPage
      title={t('title')}
      action={
        <button type="button" onClick={() => router.refresh()} className={button()}>
          {t('again')}
        </button>
      }
    >
      <ProblemText problem={problem} />
    </PlainPage>
  )
}
