'use client'

import { useUrlParams } from './use-url-params'

/**
 * The order of a list as its address has it: by state until a column is chosen, and turned round when it is chosen again.
 *
 * @param sortOf reads the column; `state` where there is none
 */
export function useUrlSort<Sort extends string>(sortOf: (column: string | null) => Sort | 'state') {
  const [params, set] = useUrlParams()
  const sort = sortOf(params.get('sort'))
  const reversed = params.get('order') === 'reversed'
  return {
    sort,
    reversed,
    byUrgency: sort === 'state' && !reversed,
    sortBy(by: Sort | 'state') {
      set({ sort: by === 'state' ? null : by, order: by === sort && !reversed ? 'reversed' : null })
    },
  }
}
