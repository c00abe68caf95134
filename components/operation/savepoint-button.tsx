'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useShortcuts } from '@/components/keyboard/use-shortcuts'
import { useProblem } from '@/components/problem/use-problem'
import { useShellCommand } from '@/components/shell/shell-commands'
import { button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { reachable } from '@/components/ui/reachable'
import { StateShape } from '@/components/ui/state-mark'
import { useDismissal } from '@/components/ui/use-dismissal'
import type { JobHeaderView } from '@/lib/fleet/view'
import type { SavepointState } from './use-savepoint'

// Loaded when somebody asks for it: one click needs no menu.
const SavepointMenu = dynamic(
  () => reachable(() => import('./savepoint-menu').then((module) => module.SavepointMenu)),
  { ssr: false },
)

/** Between the two parts of the button. */
const DIVIDER = {
  primary: 'shadow-[inset_1px_0_0_var(--color-accent-line)]',
  plain: 'shadow-[inset_1px_0_0_var(--color-line-2)]',
}

/** One click to a savepoint; the part beside it opens how. Where it can't be taken now, its tip says what is missing. */
export function SavepointButton({ job, savepoint }: { job: JobHeaderView; savepoint: SavepointState }) {
  const t = useTranslations('operation')
  const sentence = useProblem()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const how = useRef<HTMLButtonElement>(null)
  const { busy, order } = savepoint
  const { refusal } = job.savepoint
  const close = () => {
    setOpen(false)
    how.current?.focus()
  }
  useDismissal(box, open, (by) => (by === 'escape' ? close() : setOpen(false)))
  const disabled = busy || refusal !== null
  // One filled button at a time: the menu has its own.
  const kind = disabled ? 'disabled' : open ? 'plain' : 'primary'
  const tip = refusal !== null ? sentence(refusal) : busy ? t('savepoint.busyMeans') : t('savepoint.means')
  useShortcuts({ s: () => order() })
  useShellCommand('savepoint', () => order(), !disabled)
  // Disabled for everybody, but reachable: its tip must be readable by keyboard, too.
  return (
    <div ref={box} className="relative inline-flex">
      <button
        type="button"
        aria-disabled={disabled}
        aria-describedby={refusal === null ? undefined : 'savepoint-refusal'}
        data-tip={tip}
        onClick={() => order()}
        className={button({
          kind,
          className: 'min-w-28 justify-center rounded-r-none',
        })}
      >
        {busy ? <StateShape state="busy" /> : <Icon name="flag" />}
        {busy ? t('savepoint.busy') : t('savepoint.order')}
      </button>
      <button
        ref={how}
        type="button"
        aria-disabled={disabled}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={t('savepoint.how')}
        data-tip={disabled ? tip : t('savepoint.how')}
        onClick={() => setOpen(!disabled && !open)}
        className={button({
          kind,
          size: 'icon',
          className: `rounded-l-none border-l-0 ${kind === 'primary' ? DIVIDER.primary : DIVIDER.plain}`,
        })}
      >
        <Icon name="down" size={12} />
      </button>
      {refusal === null ? null : (
        <span id="savepoint-refusal" className="sr-only">
          {tip}
        </span>
      )}
      {open ? <SavepointMenu formats={job.savepoint.formats} order={order} close={close} /> : null}
    </div>
  )
}
