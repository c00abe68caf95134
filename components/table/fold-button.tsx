import { Icon } from '@/components/ui/icon'
import type { GridRowProps } from './use-grid'

/** Opens and folds a row's details. By keys the row does that itself, so it is reached with the row only. */
export function FoldButton({
  open,
  onFold,
  label,
  gridRow,
  detailId,
}: {
  open: boolean
  onFold: () => void
  label: string
  gridRow: GridRowProps
  /** Of the row with the details, while it is there. */
  detailId?: string
}) {
  return (
    <button
      type="button"
      tabIndex={gridRow.tabIndex}
      onClick={onFold}
      aria-label={label}
      aria-controls={open ? detailId : undefined}
      className="-ml-1.5 grid size-6 flex-none place-items-center rounded-sm text-ink-3 hover:text-ink"
    >
      <Icon name={open ? 'down' : 'right'} size={12} />
    </button>
  )
}
