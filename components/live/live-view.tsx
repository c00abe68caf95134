'use client'

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { StreamMessage } from '@/lib/fleet/stream-message'
import { ServerClock } from './clock'
import type { StreamPhase } from './shared-stream'
import { followStream } from './stream'
import { type StreamSubject, subjectText } from './stream-subject'

const ClockContext = createContext<ServerClock | null>(null)

/**
 * What something comes to as time passes, read anew every second. Who asks is drawn again when the answer is another one
 * and not before: ask for no more than is shown.
 *
 * @param read of epoch milliseconds on Weir's clock
 */
export function useClock<Answer extends string | number>(read: (now: number) => Answer): Answer {
  const clock = useContext(ClockContext)
  if (!clock) throw new Error('useClock outside of a live view')
  const answer = () => read(clock.now())
  return useSyncExternalStore(clock.subscribe, answer, answer)
}

export interface StreamState {
  phase: StreamPhase
  /** When the last message came, on Weir's clock. */
  lastMessageAt: number
}

interface View {
  now: number
  cursor: string
}

/**
 * Keeps a server-rendered view up to date from the event stream and gives what is inside it the clock of the server.
 *
 * @param props.apply a pure function of this module's neighbour `apply-message`; must not change between renders.
 */
export function LiveView<V extends View>({
  subject,
  initial,
  apply,
  children,
}: {
  subject: StreamSubject
  initial: V
  apply: (view: V, message: StreamMessage) => V
  children: (view: V, stream: StreamState) => ReactNode
}) {
  // The same text as long as it is the same page, whatever object it comes in.
  const followed = subjectText(subject)
  const [held, setHeld] = useState({ initial, view: initial })
  // A page that the server made anew takes the place of what was kept of the one before.
  const view = held.initial === initial ? held.view : initial

  const [clock] = useState(() => new ServerClock(initial.now))
  const [stream, setStream] = useState<StreamState>({ phase: 'connecting', lastMessageAt: initial.now })

  useEffect(() => {
    let current = initial
    clock.sync(initial.now)
    return followStream({ subject: followed, cursor: initial.cursor }, (event) => {
      if (event.kind === 'phase') return setStream((state) => ({ ...state, phase: event.phase }))
      clock.sync(event.message.now)
      current = { ...apply(current, event.message), cursor: event.cursor || current.cursor }
      setHeld({ initial, view: current })
      setStream((state) => ({ ...state, lastMessageAt: event.message.now }))
    })
  }, [clock, followed, initial, apply])

  return <ClockContext value={clock}>{children(view, stream)}</ClockContext>
}
