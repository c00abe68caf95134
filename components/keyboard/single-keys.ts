'use client'

import { useSyncExternalStore } from 'react'

const STORAGE_KEY = 'weir-single-keys'
const listeners = new Set<() => void>()

function areOn(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== 'off'
  } catch {
    // A browser that keeps nothing for us: the keys work, and can't be switched off for longer than a page.
    return true
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/**
 * Whether single letters act outside of fields. People who speak to their computer, or whose hands slip, must be able to
 * switch that off (WCAG 2.1.4).
 */
export function useSingleKeys(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, areOn, () => true)
  const set = (next: boolean) => {
    try {
      localStorage.setItem(STORAGE_KEY, next ? 'on' : 'off')
    } catch {
      return
    }
    for (const listener of listeners) listener()
  }
  return [on, set]
}
