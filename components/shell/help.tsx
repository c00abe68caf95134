'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useShortcuts } from '@/components/keyboard/use-shortcuts'
import { button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'

// Loaded when somebody asks: no page needs it to show.
const HelpDialog = dynamic(() => import('./help-dialog').then((module) => module.HelpDialog), { ssr: false })

/** The `?` button, its dialog, and the keys that work on every page. */
export function Help() {
  const t = useTranslations('help')
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  const cameFrom = useRef<Element | null>(null)
  const show = () => {
    cameFrom.current = document.activeElement
    setAsked(true)
    setOpen(true)
  }
  const tab = (by: 1 | -1) => {
    const tabs = [...document.querySelectorAll<HTMLAnchorElement>('a[data-tab]')]
    const at = tabs.findIndex((link) => link.ariaCurrent === 'page')
    tabs[(at + by + tabs.length) % tabs.length]?.click()
  }
  useShortcuts({ '?': show, 'g f': () => router.push('/'), '[': () => tab(-1), ']': () => tab(1) })
  return (
    <>
      <button
        type="button"
        onClick={show}
        aria-label={t('label')}
        title={t('label')}
        className={button({ kind: 'quiet', size: 'icon' })}
      >
        <Icon name="help" size={15} />
      </button>
      {asked ? <HelpDialog open={open} onOpenChange={setOpen} cameFrom={cameFrom} /> : null}
    </>
  )
}
