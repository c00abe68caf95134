'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { fleetHref, jobHref } from '@/components/job/job-address'
import { Icon, type IconName } from '@/components/ui/icon'
import { Modal } from '@/components/ui/modal'
import { StateShape } from '@/components/ui/state-mark'
import type { ModalState } from '@/components/ui/use-modal'
import type { FoundInFleet } from '@/lib/fleet/view'
import { PAGES } from './pages'
import { PaletteField } from './palette-field'
import { PALETTE_SIZE } from './palette-frame'
import { hasShellCommand, runShellCommand, type ShellCommand } from './shell-commands'
import { useFleetSearch } from './use-fleet-search'

interface Choice {
  id: string
  group: 'commands' | 'clusters' | 'jobs' | 'paths'
  mark: ReactNode
  label: string
  detail: string
  act: () => void
}

const GROUP = { cluster: 'clusters', job: 'jobs', path: 'paths' } as const
const COMMANDS: readonly { command: ShellCommand; icon: IconName }[] = [
  { command: 'savepoint', icon: 'flag' },
  { command: 'keys', icon: 'help' },
  { command: 'theme', icon: 'moon' },
  { command: 'language', icon: 'language' },
]

/** Where a found cluster or job is shown. Clusters have no page of their own yet: the fleet, filtered, stands for it. */
function hrefOf({ jobId, connection, namespace, cluster, kind }: FoundInFleet): string {
  if (jobId !== null) {
    return jobHref(
      { connection: connection.id, namespace, cluster, jobId },
      kind === 'path' ? 'recovery-points' : undefined,
    )
  }
  return fleetHref('/', { connection: connection.name, namespace, cluster })
}

/** Choices of a group together, under one heading: the group of the best match first, and in it the best first. */
function byGroup(choices: readonly Choice[]): Choice[] {
  const groups = new Set(choices.map(({ group }) => group))
  return [...groups].flatMap((group) => choices.filter((choice) => choice.group === group))
}

/** Search and commands: a field that keeps the focus, and below it what it leads to, chosen with arrows and Enter. */
export function PaletteDialog({
  modal,
  text,
  onText,
}: {
  modal: ModalState
  text: string
  onText: (text: string) => void
}) {
  const t = useTranslations('palette')
  return (
    <Modal modal={modal} className={PALETTE_SIZE}>
      <Dialog.Title className="sr-only">{t('label')}</Dialog.Title>
      <Choices text={text} onText={onText} close={modal.close} />
    </Modal>
  )
}

function Choices({ text, onText, close }: { text: string; onText: (text: string) => void; close: () => void }) {
  const t = useTranslations('palette')
  const router = useRouter()
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const search = useFleetSearch(text)

  const go = (href: string) => () => router.push(href)
  const commands: Choice[] = [
    ...PAGES.map(({ name, icon, href, command }) => ({ id: name, icon, label: t(command), act: go(href) })),
    ...COMMANDS.filter(({ command }) => hasShellCommand(command)).map(({ command, icon }) => ({
      id: command,
      icon,
      label: t(command),
      act: () => runShellCommand(command),
    })),
  ].map(({ icon, ...choice }) => ({ ...choice, group: 'commands', detail: '', mark: <Icon name={icon} /> }))
  const wanted = text.trim().toLowerCase()
  const choices = byGroup([
    ...search.view.found.map(
      (found, index): Choice => ({
        id: `${found.kind}-${index}`,
        group: GROUP[found.kind],
        mark: <StateShape state={found.state} />,
        label: found.label,
        detail: found.detail,
        act: go(hrefOf(found)),
      }),
    ),
    ...commands.filter(({ label }) => label.toLowerCase().includes(wanted)),
  ])
  const chosen = choices[Math.min(at, choices.length - 1)]

  useEffect(() => {
    if (chosen) list.current?.querySelector(`#choice-${chosen.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const run = (choice: Choice) => {
    close()
    choice.act()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && choices.length > 0)
      setAt((Math.min(at, choices.length - 1) + step + choices.length) % choices.length)
    else if (event.key === 'Enter' && chosen && !event.nativeEvent.isComposing) run(chosen)
    else return
    event.preventDefault()
  }
  const rest = search.view.total - search.view.found.length
  const state =
    search.phase === 'failed' ? t('failed') : choices.length === 0 && search.phase === 'done' ? t('none') : ''
  return (
    <>
      <PaletteField
        text={text}
        onText={(typed) => {
          onText(typed)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        chosenId={chosen ? `choice-${chosen.id}` : undefined}
      />
      <div
        ref={list}
        id="choices"
        role="listbox"
        aria-label={t('results')}
        tabIndex={-1}
        className="min-h-0 flex-1 overflow-y-auto py-1"
      >
        {choices.map((choice, index) => (
          <div key={choice.id} role="presentation">
            {choices[index - 1]?.group === choice.group ? null : (
              <div role="presentation" className="px-4 pt-2 pb-1 text-meta text-ink-3">
                {t(choice.group)}
              </div>
            )}
            <div
              id={`choice-${choice.id}`}
              role="option"
              aria-selected={choice === chosen}
              tabIndex={-1}
              onPointerUp={() => run(choice)}
              onPointerMove={() => setAt(index)}
              className="flex h-row cursor-default items-center gap-2.5 px-4 aria-selected:bg-selected"
            >
              <span className="text-ink-3">{choice.mark}</span>
              <span className="max-w-[60%] flex-none truncate">{choice.label}</span>
              <span className={`truncate text-table text-ink-3 ${choice.group === 'paths' ? 'mono' : ''}`}>
                {choice.detail}
              </span>
            </div>
          </div>
        ))}
      </div>
      <p
        role="status"
        className="flex min-h-7 flex-none items-center border-t border-line bg-sunk px-4 text-meta text-ink-3"
      >
        {state || (search.text ? t('found', { count: search.view.total }) : '')}
        {rest > 0 ? ` · ${t('more', { count: rest })}` : ''}
      </p>
    </>
  )
}
