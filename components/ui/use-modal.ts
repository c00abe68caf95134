'use client'

import { type RefObject, useRef, useState } from 'react'

/** Whether a dialog is open, and where the focus was. Apart from the dialog, whose code is loaded when it is asked for. */
export interface ModalState {
  open: boolean
  /** Whether it was ever opened. */
  asked: boolean
  /** What had the focus before, and gets it back: a button or a row, as dialogs open by key as well. */
  cameFrom: RefObject<Element | null>
  show: () => void
  close: () => void
}

export function useModal(): ModalState {
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  const cameFrom = useRef<Element | null>(null)
  const show = () => {
    cameFrom.current = document.activeElement
    setAsked(true)
    setOpen(true)
  }
  return { open, asked, cameFrom, show, close: () => setOpen(false) }
}
