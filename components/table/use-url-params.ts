'use client'

import { useSearchParams } from 'next/navigation'

/**
 * Values that a link should carry. They replace the address in place: no request, and no step in the browser's history.
 */
export function useUrlParams(): [values: URLSearchParams, set: (changes: Record<string, string | null>) => void] {
  return [useSearchParams(), setUrlParams]
}

function setUrlParams(changes: Record<string, string | null>): void {
  const next = new URLSearchParams(window.location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value)
    else next.delete(name)
  }
  const query = next.toString()
  window.history.replaceState(null, '', query ? `?${query}` : window.location.pathname)
}
