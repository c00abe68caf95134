'use client'

import { useCallback } from 'react'
import { useCopied } from '@/components/ui/use-copied'
import { useGrid } from './use-grid'
import { useUrlParams } from './use-url-params'

/**
 * A grid of which one row at a time shows its details.
 *
 * @param parameter the name under which the open row's id stands in the address
 * @param options.idToCopy what `c` copies of a row · `reachable` as in `useGrid`
 */
export function useOpenedRow(
  parameter: string,
  rowIds: readonly string[],
  { idToCopy, reachable = true }: { idToCopy: (id: string) => string; reachable?: boolean },
) {
  const [params, setParams] = useUrlParams()
  const [copied, copy] = useCopied()
  const openId = params.get(parameter)
  const fold = useCallback(
    (id: string, open: boolean) => setParams({ [parameter]: open ? id : null }),
    [parameter, setParams],
  )
  const grid = useGrid({
    rowIds,
    onOpen: (id) => fold(id, id !== openId),
    onFold: (id, open) => {
      if (open || id === openId) fold(id, open)
    },
    onCopy: (id) => copy(idToCopy(id)),
    reachable,
  })
  return { grid: { ...grid, tableProps: { ...grid.tableProps, copied } }, openId, fold }
}
