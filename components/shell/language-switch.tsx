'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useTransition } from 'react'
import type { Locale } from '@/components/preference/locale'
import { button } from '@/components/ui/button'
import { useShellCommand } from './shell-commands'

const OTHER: Record<Locale, Locale> = { en: 'zh', zh: 'en' }

/** Switches to the other language, named in that language. @param props.choose a server action. */
export function LanguageSwitch({ choose }: { choose: (locale: string) => Promise<void> }) {
  const t = useTranslations('language')
  const other = OTHER[useLocale()]
  const [pending, start] = useTransition()
  const change = () => start(() => choose(other))
  useShellCommand('language', change)
  return (
    <button
      type="button"
      lang={other}
      disabled={pending}
      aria-label={t('switch')}
      title={t('switch')}
      onClick={change}
      className={button({ kind: 'quiet', size: 'icon' })}
    >
      {t('other')}
    </button>
  )
}
