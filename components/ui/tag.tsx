'use client'

import { type ReactNode, useContext } from 'react'
import type { State } from '@/lib/fleet/view'
import { FigureStop } from './figure'

type Tone = State | 'plain'

const TONE: Record<Tone, string> = {
  plain: 'border-line-2 text-ink-2',
  healthy: 'border-healthy-line bg-healthy-tint text-healthy',
  busy: 'border-busy-line bg-busy-tint text-busy',
  attention: 'border-attention-line bg-attention-tint text-attention',
  broken: 'border-broken-line bg-broken-tint text-broken',
  unknown: 'border-unknown-line bg-unknown-tint text-unknown',
}

/** A word in a frame. @param props.tip what it means, for who points at it or comes to it by Tab */
export function Tag({ tone = 'plain', tip, children }: { tone?: Tone; tip?: string; children: ReactNode }) {
  const stop = useContext(FigureStop)
  return (
    <span
      {...(tip ? { 'data-tip': tip, tabIndex: stop } : {})}
      className={`inline-flex h-[18px] items-center gap-1 rounded-sm border px-[5px] align-middle text-meta whitespace-nowrap ${TONE[tone]}`}
    >
      {children}
    </span>
  )
}
