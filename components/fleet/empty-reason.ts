import type { FleetView } from '@/lib/fleet/view'

/** Why there is no row. A connection that was never reached may have any number of clusters. */
export function emptyReason({
  connections,
}: Pick<FleetView, 'connections'>): 'noConnection' | 'reaching' | 'noneReached' | 'empty' {
  if (connections.length === 0) return 'noConnection'
  if (connections.some(({ status }) => status === 'connecting')) return 'reaching'
  return connections.some(({ status }) => status === 'failed') ? 'noneReached' : 'empty'
}

/** What hides the rows there are. */
export type HiddenBy = 'filter' | 'view' | 'scope'

/** What empties a list: the scope leaves nothing, or its view of what is in scope, or the filter of what is in view. */
export function hiddenBy({ all, inScope, inView }: { all: number; inScope: number; inView: number }): HiddenBy | null {
  if (all === 0) return null
  if (inScope === 0) return 'scope'
  return inView === 0 ? 'view' : 'filter'
}
