'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import { useSingleKeys } from '@/components/keyboard/single-keys'
import { button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Kbd } from '@/components/ui/kbd'
import { Modal } from '@/components/ui/modal'
import type { ModalState } from '@/components/ui/use-modal'

const KEYS = [
  { keys: ['j', 'k'], does: 'rows' },
  { keys: ['Enter'], does: 'open' },
  { keys: ['→', '←'], does: 'fold' },
  { keys: ['Esc'], does: 'close' },
  { keys: ['/'], does: 'filter' },
  { keys: ['[', ']'], does: 'tabs' },
  { keys: ['s'], does: 'savepoint' },
  { keys: ['c'], does: 'copy' },
  { keys: ['g', 'f'], does: 'fleet' },
  { keys: ['g', 'j'], does: 'jobs' },
  { keys: ['⌘K'], does: 'palette' },
  { keys: ['?'], does: 'help' },
] as const

/** All keys, and the switch that keeps single letters from acting. */
export function HelpDialog({ modal }: { modal: ModalState }) {
  const t = useTranslations('help')
  const keys = useTranslations('keys')
  const [on, setOn] = useSingleKeys()
  return (
    <Modal modal={modal} className="top-1/2 w-96 -translate-y-1/2">
      <header className="flex h-12 items-center border-b border-line pr-3 pl-5">
        <Dialog.Title className="text-body font-semibold">{t('title')}</Dialog.Title>
        <Dialog.Close aria-label={t('close')} className={button({ kind: 'quiet', size: 'icon', className: 'ml-auto' })}>
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
    </Modal>
  )
}
