'use client'

import { type FocusEvent, type KeyboardEvent, type MouseEvent, useCallback, useRef, useState } from 'react'
import { useShortcuts } from '@/components/keyboard/use-shortcuts'

export interface GridRowProps {
  'data-row': string
  tabIndex: 0 | -1
}

/**
 * One stop in the tab order for a whole table: arrows, `j` and `k`, Home and End go from row to row, Enter opens, → and ←
 * unfold and fold, Esc folds, from within its details too. `j` and `k` lead into the table from anywhere on the page.
 *
 * @param options.rowIds the rows on screen, in their order.
 */
export function useGrid(options: {
  rowIds: readonly string[]
  onOpen: (id: string) => void
  onFold?: (id: string, open: boolean) => void
  /** More rows are wanted: the last one was reached by key. */
  onEnd?: () => void
  /** What `c` copies of the row that has the focus. */
  onCopy?: (id: string) => void
  /** False for all but one where a page has several tables. */
  reachable?: boolean
}) {
  const { rowIds } = options
  const table = useRef<HTMLTableElement>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const active = chosen !== null && rowIds.includes(chosen) ? chosen : rowIds[0]

  const focus = useCallback((id: string | undefined) => {
    if (id === undefined) return
    table.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus()
  }, [])
  const step = (by: number) => {
    const index = active === undefined ? -1 : rowIds.indexOf(active)
    if (by > 0 && index >= rowIds.length - 2) options.onEnd?.()
    focus(rowIds[Math.min(rowIds.length - 1, Math.max(0, index + by))])
  }

  /** @param onRow false within a row: a link or button there acts for itself. */
  const actionOf = (key: string, id: string, onRow: boolean): (() => void) | null => {
    switch (key) {
      case 'j':
      case 'ArrowDown':
        return () => step(1)
      case 'k':
      case 'ArrowUp':
        return () => step(-1)
      case 'Home':
        return () => focus(rowIds[0])
      case 'End':
        return () => focus(rowIds.at(-1))
      case 'c':
        return options.onCopy ? () => options.onCopy?.(id) : null
      case 'Enter':
        return onRow ? () => options.onOpen(id) : null
      case 'ArrowRight':
        return onRow ? () => options.onFold?.(id, true) : null
      case 'ArrowLeft':
        return onRow ? () => options.onFold?.(id, false) : null
      case 'Escape':
        return () => {
          options.onFold?.(id, false)
          focus(id)
        }
      default:
        return null
    }
  }

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    if (event.ctrlKey || event.altKey || event.metaKey || active === undefined) return
    if (event.defaultPrevented || !(event.target instanceof Element)) return
    const row = event.target.closest<HTMLElement>('[data-row]')
    if (!row) {
      const id = event.key === 'Escape' ? rowOfDetail(event.target) : undefined
      if (id === undefined) return
      event.preventDefault()
      actionOf('Escape', id, false)?.()
      return
    }
    const action = actionOf(event.key, active, row === event.target)
    if (!action) return
    event.preventDefault()
    action()
  }

  // A mouse may open a row anywhere but on what acts for itself, and not at the end of a selection.
  const onClick = ({ target }: MouseEvent<HTMLTableElement>) => {
    if (!(target instanceof Element) || target.closest('a, button') || window.getSelection()?.toString()) return
    const id = target.closest<HTMLElement>('[data-row]')?.dataset.row
    if (id !== undefined) options.onOpen(id)
  }

  const onFocus = ({ target }: FocusEvent<HTMLTableElement>) => {
    const id = target.closest<HTMLElement>('[data-row]')?.dataset.row
    if (id !== undefined) setChosen(id)
  }

  const enter = () => focus(active)
  useShortcuts(options.reachable === false ? {} : { j: enter, k: enter })

  const rowProps = (id: string): GridRowProps => ({
    'data-row': id,
    tabIndex: id === active ? 0 : -1,
  })
  return { tableProps: { ref: table, onKeyDown, onClick, onFocus }, rowProps, active, focus }
}

/** The row whose details an element is part of: the nearest one above them. */
function rowOfDetail(element: Element): string | undefined {
  let above = element.closest('tr.detail')?.previousElementSibling
  while (above && !above.matches('[data-row]')) above = above.previousElementSibling
  return above instanceof HTMLElement ? above.dataset.row : undefined
}

/** Whether a row of a table would be drawn as it was: for `memo`, by what it is given. */
export function isSameRow<Props extends { gridRow: GridRowProps }>(before: Props, after: Props): boolean {
  const { gridRow: was, ...given } = before
  const { gridRow: is, ...now } = after
  if (was['data-row'] !== is['data-row'] || was.tabIndex !== is.tabIndex) return false
  const values = new Map<string, unknown>(Object.entries(given))
  const entries = Object.entries(now)
  return entries.length === values.size && entries.every(([name, value]) => Object.is(values.get(name), value))
}
