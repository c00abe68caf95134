'use client'

import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { MODAL_BOX, MODAL_SCRIM } from './modal-frame'
import type { ModalState } from './use-modal'

/** A dialog over the page; on small screens all of the screen. Its title is a `Dialog.Title` among the children. */
export function Modal({
  modal,
  className,
  children,
}: {
  modal: ModalState
  /** Where it stands and how large it is. */
  className: string
  children: ReactNode
}) {
  return (
    <Dialog.Root open={modal.open} onOpenChange={(open) => (open ? modal.show() : modal.close())}>
      <Dialog.Portal>
        <Dialog.Overlay className={MODAL_SCRIM} />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            modal.giveFocusBack()
          }}
          className={`${MODAL_BOX} ${className}`}
        >
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
