'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Passed } from '@/components/format/passed'
import type { StreamState } from '@/components/live/live-view'
import type { StreamPhase } from '@/components/live/shared-stream'
import { Figure } from '@/components/ui/figure'
import { Kbd } from '@/components/ui/kbd'
import { StateShape } from '@/components/ui/state-mark'
import type { State } from '@/lib/fleet/view'

const MARK: Record<StreamPhase, State> = { connecting: 'busy', live: 'healthy', behind: 'attention', offline: 'broken' }

export interface KeyHint {
  keys: string[]
  does: 'rows' | 'open' | 'filter' | 'tabs' | 'help'
}

/** How fresh the page is, by stream and by source, and the keys that work on it. */
export function StatusBar({
  stream,
  hints,
  note = null,
  children,
}: {
  stream: StreamState
  /** A word on what is shown, beside the keys. */
  note?: string | null
  hints: readonly KeyHint[]
  children?: ReactNode
}) {
  const t = useTranslations('status')
  const keys = useTranslations('keys')
  return (
    <footer className="flex items-center gap-4 overflow-hidden border-t border-line bg-sunk px-page text-meta whitespace-nowrap text-ink-3 [grid-area:status]">
      <Figure className="flex items-center gap-[5px]" tip={t(`${stream.phase}Means`)}>
        <StateShape state={MARK[stream.phase]} size={8} />
        <span className={stream.phase === 'behind' || stream.phase === 'offline' ? 'text-attention' : ''}>
          {t.rich(stream.phase, { age: () => <Passed since={stream.lastMessageAt} /> })}
        </span>
      </Figure>
      {children}
      <span className="ml-auto flex items-center gap-4 folded:hidden">
        {note}
        {hints.map(({ keys: names, does }) => (
          <span key={does} className="flex items-center gap-[5px]">
            {names.map((name) => (
              <Kbd key={name}>{name}</Kbd>
            ))}
            {keys(does)}
          </span>
        ))}
      </span>
    </footer>
  )
}
