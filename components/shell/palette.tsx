'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Kbd } from '@/components/ui/kbd'
import { reachable } from '@/components/ui/reachable'
import { useModal } from '@/components/ui/use-modal'
import { PaletteWaiting } from './palette-waiting'

// Loaded when somebody asks: no page needs it to show.
const loadDialog = () => import('./palette-dialog').then((module) => module.PaletteDialog)
/** Nothing while it is on its way. */
type Loaded = { failed?: boolean; Dialog?: Awaited<ReturnType<typeof loadDialog>> }

const KEY = '⌘K'

/** The field in the top bar that opens search and commands, and the key that does: ⌘K, or Ctrl K. */
export function Palette() {
  const t = useTranslations('shell')
  const modal = useModal()
  const [text, setText] = useState('')
  const [loaded, setLoaded] = useState<Loaded>({})

  const show = () => {
    setText('')
    modal.show()
    if (loaded.Dialog) return
    setLoaded({})
    reachable(loadDialog, () => setLoaded({ failed: true })).then((Dialog) => setLoaded({ Dialog }))
  }
  /** The dialog gives the focus back by itself; what waits for its script has nothing else that does. */
  const closeWaiting = () => {
    modal.close()
    modal.giveFocusBack()
  }
  const toggle = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
    // Another dialog keeps the focus until it is closed.
    if (!modal.open && document.querySelector('[role="dialog"]')) return
    event.preventDefault()
    if (!modal.open) show()
    else if (loaded.Dialog) modal.close()
    else closeWaiting()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => toggle(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  return (
    <>
      <button
        type="button"
        onClick={show}
        aria-keyshortcuts="Meta+K Control+K"
        className="mr-1 flex h-control w-75 flex-none items-center gap-2 rounded-md border border-control bg-base px-2 text-ink-3 hover:bg-hover folded:mr-0 folded:w-control folded:justify-center folded:border-transparent folded:bg-transparent folded:px-0 folded:text-ink-2"
      >
        <Icon name="search" />
        <span className="truncate folded:sr-only">{t('search')}</span>
        <span className="ml-auto folded:hidden" aria-hidden="true">
          <Kbd>{KEY}</Kbd>
        </span>
      </button>
      {loaded.Dialog ? (
        <loaded.Dialog modal={modal} text={text} onText={setText} />
      ) : modal.open ? (
        <PaletteWaiting text={text} onText={setText} failed={loaded.failed} onClose={closeWaiting} />
      ) : null}
    </>
  )
}
