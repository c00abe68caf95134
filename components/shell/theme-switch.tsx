'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { THEMES, type Theme } from '@/components/preference/theme'
import { button } from '@/components/ui/button'
import { Icon, type IconName } from '@/components/ui/icon'
import { useShellCommand } from './shell-commands'

const ICON: Record<Theme, IconName> = { system: 'system', light: 'sun', dark: 'moon' }

/** Goes round system, light, dark: at once here, and remembered for the next page. @param props.choose a server action. */
export function ThemeSwitch({ current, choose }: { current: Theme; choose: (theme: string) => Promise<void> }) {
  const t = useTranslations('theme')
  const [theme, setTheme] = useState(current)
  const [, start] = useTransition()
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
  const switchTo = () => {
    setTheme(next)
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
    start(() => choose(next))
  }
  useShellCommand('theme', switchTo)
  const label = t('label', { current: t(theme), next: t(next) })
  return (
    <button
      type="button"
      onClick={switchTo}
      aria-label={label}
      title={label}
      className={button({ kind: 'quiet', size: 'icon' })}
    >
      <Icon name={ICON[theme]} size={15} />
    </button>
  )
}
