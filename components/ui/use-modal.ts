'use client'

import { useRef, useState } from 'react'

/** Whether a dialog is open, and where the focus was. Apart from the dialog, whose code is loaded when it is asked for. */
export interface ModalState {
  open: boolean
  /** Whether it was ever opened. */
  asked: boolean
  /** To what had it before: a button or a row, as dialogs open by key as well. */
  giveFocusBack: () => void
  show: () => void
  close: () => void
}

export function useModal(): ModalState {
  // Undefined until it is opened first.
  const [open, setOpen] = useState<boolean>()
  const cameFrom = useRef<HTMLElement | null>(null)
  const show = () => {
    // What has the focus can be given it.
    cameFrom.current = document.activeElement as HTMLElement | null
    setOpen(true)
  }
  return {
    open: open ?? false,
    asked: open !== undefined,
    giveFocusBack: () => cameFrom.current?.focus(),
    show,
    close: () => setOpen(false),
  }
}
