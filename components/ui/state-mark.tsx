'use client'

import { useContext } from 'react'
import type { State } from '@/lib/fleet/view'
import { FigureStop } from './figure'

/** The colour of a state, for text and shapes. */
export const STATE_INK: Record<State, string> = {
  healthy: 'text-healthy',
  busy: 'text-busy',
  attention: 'text-attention',
  broken: 'text-broken',
  unknown: 'text-unknown',
}

/** Each state has its own shape, so that it can be told without colour. */
function Shape({ state }: { state: State }) {
  switch (state) {
    case 'healthy':
      return <circle cx="5" cy="5" r="4.2" fill="currentColor" />
    case 'busy':
      return (
        <>
          <circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor" strokeWidth="1.2" />
          <path d="M5 1.3a3.7 3.7 0 0 0 0 7.4z" fill="currentColor" />
        </>
      )
    case 'attention':
      return <path d="M5 .8 9.7 9H.3z" fill="currentColor" />
    case 'broken':
      return <rect x="1" y="1" width="8" height="8" rx=".8" fill="currentColor" />
    case 'unknown':
      return <circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor" strokeWidth="1.3" />
  }
}

export function StateShape({ state, size = 10 }: { state: State; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 10 10" aria-hidden="true" className={STATE_INK[state]}>
      <Shape state={state} />
    </svg>
  )
}

/** Shape, colour and word of a state. The word is the caller's: "completed" is healthy, too. */
export function StateMark({ state, word, tip }: { state: State; word: string; tip?: string | undefined }) {
  const stop = useContext(FigureStop)
  return (
    <span
      {...(tip ? { 'data-tip': tip, tabIndex: stop } : {})}
      className={`inline-flex items-center gap-1.5 whitespace-nowrap [td>&]:flex ${STATE_INK[state]}`}
    >
      <StateShape state={state} />
      {word}
    </span>
  )
}
