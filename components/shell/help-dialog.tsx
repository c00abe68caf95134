'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import type { RefObject } from 'react'
import { useSingleKeys } from '@/components/keyboard/single-keys'
import { button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Kbd } from '@/components/ui/kbd'

const KEYS = [
  { keys: ['j', 'k'], does: 'rows' },
  { keys: ['Enter'], does: 'open' },
  { keys: ['→', '←'], does: 'fold' },
  { keys: ['Esc'], does: 'close' },
  { keys: ['/'], does: 'filter' },
  { keys: ['[', ']'], does: 'tabs' },
  { keys: ['g', 'f'], does: 'fleet' },
  { keys: ['?'], does: 'help' },
] as const

/**
 * All keys, and the switch that keeps single letters from acting.
 *
 * @param props.cameFrom what had the focus before, and gets it back: a button or a row, as it opens by key as well.
 */
export function HelpDialog({
  open,
  onOpenChange,
  cameFrom,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  cameFrom: RefObject<Element | null>
}) {
  const t = useTranslations('help')
  const keys = useTranslations('keys')
  const [on, setOn] = useSingleKeys()
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-10 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus()
          }}
          className="fixed top-1/2 left-1/2 z-20 w-96 overflow-hidden max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 rounded-lg border border-line-2 bg-raised small:inset-0 small:w-auto small:max-w-none small:translate-0 small:rounded-none"
        >
          <header className="flex h-12 items-center border-b border-line pr-3 pl-5">
            <Dialog.Title className="text-body font-semibold">{t('title')}</Dialog.Title>
            <Dialog.Close
              aria-label={t('close')}
              className={button({ kind: 'quiet', size: 'icon', className: 'ml-auto' })}
            >
              <Icon name="close" />
            </Dialog.Close>
          </header>
          <dl className="grid grid-cols-[96px_1fr] gap-y-2 px-5 py-4 text-table">
            {KEYS.map(({ keys: names, does }) => (
              <div key={does} className="contents">
                <dt className="flex items-center gap-1">
                  {names.map((name) => (
                    <Kbd key={name}>{name}</Kbd>
                  ))}
                </dt>
                <dd>{keys(does)}</dd>
              </div>
            ))}
          </dl>
          <label className="flex items-center gap-2 border-t border-line bg-sunk px-5 py-3 text-table">
            <input
              type="checkbox"
              checked={on}
              onChange={(event) => setOn(event.target.checked)}
              className="accent-accent"
            />
            {t('singleKeys')}
          </label>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
