'use client'

import { useEffect, useEffectEvent } from 'react'

/** What the palette can do besides going to a page. Whoever shows its button also does it. */
export type ShellCommand = 'keys' | 'theme' | 'language'

const actions = new Map<ShellCommand, () => void>()

/** Makes a command of the palette do this as long as the component is there. */
export function useShellCommand(command: ShellCommand, act: () => void): void {
  const run = useEffectEvent(act)
  useEffect(() => {
    const action = () => run()
    actions.set(command, action)
    return () => {
      if (actions.get(command) === action) actions.delete(command)
    }
  }, [command])
}

export function runShellCommand(command: ShellCommand): void {
  actions.get(command)?.()
}
