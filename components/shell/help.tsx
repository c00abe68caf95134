'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useShortcuts } from '@/components/keyboard/use-shortcuts'
import { button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { reachable } from '@/components/ui/reachable'
import { useModal } from '@/components/ui/use-modal'
import { useShellCommand } from './shell-commands'

// Loaded when somebody asks: no page needs it to show.
const HelpDialog = dynamic(() => reachable(() => import('./help-dialog').then((module) => module.HelpDialog)), {
  ssr: false,
})

/** The `?` button, its dialog, and the keys that work on every page. */
export function Help() {
  const t = useTranslations('help')
  const router = useRouter()
  const modal = useModal()
  const tab = (by: 1 | -1) => {
    const tabs = [...document.querySelectorAll<HTMLAnchorElement>('a[data-tab]')]
    const at = tabs.findIndex((link) => link.ariaCurrent === 'page')
    tabs[(at + by + tabs.length) % tabs.length]?.click()
  }
  useShortcuts({
    '?': modal.show,
    'g f': () => router.push('/'),
    'g j': () => router.push('/jobs'),
    '[': () => tab(-1),
    ']': () => tab(1),
  })
  useShellCommand('keys', modal.show)
  return (
    <>
      <button
        type="button"
        onClick={modal.show}
        aria-label={t('label')}
        title={t('label')}
        className={button({ kind: 'quiet', size: 'icon' })}
      >
        <Icon name="help" size={15} />
      </button>
      {modal.asked ? <HelpDialog modal={modal} /> : null}
    </>
  )
}
