import type { ReactNode } from 'react'
import type { State } from '@/lib/fleet/view'

type Tone = State | 'plain'

const TONE: Record<Tone, string> = {
  plain: 'border-line-2 text-ink-2',
  healthy: 'border-healthy-line bg-healthy-tint text-healthy',
  busy: 'border-busy-line bg-busy-tint text-busy',
  attention: 'border-attention-line bg-attention-tint text-attention',
  broken: 'border-broken-line bg-broken-tint text-broken',
  unknown: 'border-unknown-line bg-unknown-tint text-unknown',
}

export function Tag({ tone = 'plain', title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span
      title={title}
      className={`inline-flex h-[18px] items-center gap-1 rounded-sm border px-[5px] align-middle text-meta whitespace-nowrap ${TONE[tone]}`}
    >
      {children}
    </span>
  )
}
