'use client'

import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { StreamMessage } from '@/lib/fleet/view'
import { ServerClock } from './clock'
import { followStream, type StreamPhase } from './stream'
import { type StreamSubject, streamAddress } from './stream-address'

const ClockContext = createContext<ServerClock | null>(null)

/** Epoch milliseconds on Weir's clock, in steps of a second. */
export function useNow(): number {
  const clock = useContext(ClockContext)
  if (!clock) throw new Error('useNow outside of a live view')
  return useSyncExternalStore(clock.subscribe, clock.now, clock.now)
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
  const client = useQueryClient()
  // The same stream as long as the address is the same, whatever object it comes in.
  const address = streamAddress(subject)
  const key = useMemo(() => ['view', address], [address])
  const { data } = useQuery<V>({
    queryKey: key,
    queryFn: skipToken,
    initialData: initial,
    staleTime: Number.POSITIVE_INFINITY,
  })
  // What the server rendered just now is newer than what was kept from an earlier visit.
  const view = data && data.now >= initial.now ? data : initial

  const [clock] = useState(() => new ServerClock(initial.now))
  const [stream, setStream] = useState<StreamState>({ phase: 'connecting', lastMessageAt: initial.now })

  useEffect(() => {
    client.setQueryData<V>(key, initial)
    clock.sync(initial.now)
    return followStream({
      address,
      cursor: initial.cursor,
      onMessage: (message) => {
        clock.sync(message.now)
        client.setQueryData<V>(key, (current) => apply(current ?? initial, message))
        setStream((state) => ({ ...state, lastMessageAt: message.now }))
      },
      onPhase: (phase) => setStream((state) => ({ ...state, phase })),
    })
  }, [client, clock, key, address, initial, apply])

  return <ClockContext value={clock}>{children(view, stream)}</ClockContext>
}
