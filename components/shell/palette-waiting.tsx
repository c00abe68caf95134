'use client'

import { useTranslations } from 'next-intl'
import { MODAL_BOX, MODAL_SCRIM } from '@/components/ui/modal-frame'
import { PaletteField } from './palette-field'
import { PALETTE_SIZE } from './palette-frame'

/** Search and commands while their script is on its way: the field is there at once, and what is typed is kept. */
export function PaletteWaiting({
  text,
  onText,
  failed,
  onClose,
}: {
  text: string
  onText: (text: string) => void
  /** The script could not be loaded, and is asked for again. */
  failed: boolean | undefined
  onClose: () => void
}) {
  const t = useTranslations('palette')
  return (
    <>
      <div className={MODAL_SCRIM} onPointerDown={onClose} aria-hidden="true" />
      <div role="dialog" aria-modal="true" aria-label={t('label')} className={`${MODAL_BOX} ${PALETTE_SIZE}`}>
        <PaletteField
          text={text}
          onText={onText}
          chosenId={undefined}
          onKeyDown={(event) => {
            // The rest of the page can't be reached while this is open, as later on.
            if (event.key === 'Tab') event.preventDefault()
            if (event.key === 'Escape') onClose()
          }}
        />
        <div id="choices" role="listbox" aria-label={t('results')} aria-busy={!failed} className="min-h-0 flex-1" />
        <p role="status" className="flex min-h-7 flex-none items-center bg-sunk px-4 text-meta text-ink-3">
          {failed ? t('notLoaded') : ''}
        </p>
      </div>
    </>
  )
}
