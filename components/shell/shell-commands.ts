'use client'

import { useEffect, useEffectEvent } from 'react'

/** What the palette can do besides going to a page. Whoever shows its button also does it. */
export type ShellCommand = 'savepoint' | 'keys' | 'theme' | 'language'

const actions = new Map<ShellCommand, () => void>()

/** Makes a command of the palette do this as long as the component is there, and it is possible. */
export function useShellCommand(command: ShellCommand, act: () => void, isPossible = true): void {
  const run = useEffectEvent(act)
  useEffect(() => {
    if (!isPossible) return
    const action = () => run()
    actions.set(command, action)
    return () => {
      if (actions.get(command) === action) actions.delete(command)
    }
  }, [command, isPossible])
}

/** Whether the page has what does it: a savepoint is of a job. */
export function hasShellCommand(command: ShellCommand): boolean {
  return actions.has(command)
}

export function runShellCommand(command: ShellCommand): void {
  actions.get(command)?.()
}
