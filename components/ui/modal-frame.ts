/** Where a dialog stands, apart from the dialog: what waits for its script looks the same. */
export const MODAL_BOX =
  'fixed left-1/2 z-20 max-w-[calc(100vw-32px)] -translate-x-1/2 overflow-hidden rounded-lg border border-line-2 bg-raised small:inset-0 small:w-auto small:max-w-none small:translate-0 small:rounded-none'

export const MODAL_SCRIM = 'fixed inset-0 z-10 bg-scrim'
