import type { State } from '@/lib/fleet/view'

const INK: Record<State, string> = {
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
    <svg width={size} height={size} viewBox="0 0 10 10" aria-hidden="true" className={INK[state]}>
      <Shape state={state} />
    </svg>
  )
}

/** Shape, colour and word of a state. The word is the caller's: "completed" is healthy, too. */
export function StateMark({ state, word, title }: { state: State; word: string; title?: string }) {
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap [td>&]:flex ${INK[state]}`} title={title}>
      <StateShape state={state} />
      {word}
    </span>
  )
}
