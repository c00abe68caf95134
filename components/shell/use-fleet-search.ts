'use client'

import { useEffect, useState } from 'react'
import type { SearchView } from '@/lib/fleet/view'

/** Typing goes on: what is asked for each letter is thrown away. */
const SETTLED_MS = 120

export interface FleetSearch {
  /** What the answer below is to. */
  text: string
  view: SearchView
  phase: 'done' | 'searching' | 'failed'
}

const NOTHING: SearchView = { found: [], total: 0 }

/** What the fleet has for a text; the last answer stays until there is a newer one. */
export function useFleetSearch(text: string): FleetSearch {
  const wanted = text.trim()
  const [answer, setAnswer] = useState({ text: '', view: NOTHING, failed: false })
  useEffect(() => {
    if (wanted === '') return
    const stop = new AbortController()
    const ask = async () => {
      try {
        const response = await fetch(`/api/search?${new URLSearchParams({ text: wanted })}`, { signal: stop.signal })
        if (!response.ok) throw new Error(String(response.status))
        const view: SearchView = await response.json()
        setAnswer({ text: wanted, view, failed: false })
      } catch {
        if (!stop.signal.aborted) setAnswer({ text: wanted, view: NOTHING, failed: true })
      }
    }
    const timer = setTimeout(ask, SETTLED_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [wanted])
  if (wanted === '') return { text: '', view: NOTHING, phase: 'done' }
  const phase = answer.text !== wanted ? 'searching' : answer.failed ? 'failed' : 'done'
  return { text: answer.text, view: answer.view, phase }
}
