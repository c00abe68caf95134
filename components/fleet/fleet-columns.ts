import type { FleetSort } from './fleet-order'

/** Below which width a column folds into the row's panel: 1100 px, 820 px, or never. */
export type Fold = 'folded' | 'small' | 'never'

export interface FleetColumn {
  id:
    | 'state'
    | 'cluster'
    | 'mode'
    | 'flink'
    | 'jobs'
    | 'age'
    | 'point'
    | 'size'
    | 'spark'
    | 'storage'
    | 'ha'
    | 'trouble'
  /** Classes of its `<col>`: widths are those of the picture, the last column takes what is left. */
  width: string
  fold: Fold
  figure?: boolean
  sort?: FleetSort
  /** Whether it may be hidden: what a row is about stays. */
  fixed?: boolean
}
export type ColumnId = FleetColumn['id']

export const FLEET_COLUMNS: readonly FleetColumn[] = [
  { id: 'state', width: 'w-[107px]', fold: 'never', sort: 'state', fixed: true },
  { id: 'cluster', width: 'w-40 folded:w-50 small:w-auto', fold: 'never', sort: 'cluster', fixed: true },
  { id: 'mode', width: 'w-[174px]', fold: 'folded', sort: 'mode' },
  { id: 'flink', width: 'w-[47px]', fold: 'folded', sort: 'flink' },
  { id: 'jobs', width: 'w-11', fold: 'small', figure: true, sort: 'jobs' },
  { id: 'age', width: 'w-[75px]', fold: 'never', figure: true, sort: 'age', fixed: true },
  { id: 'point', width: 'w-[101px]', fold: 'never' },
  { id: 'size', width: 'w-15', fold: 'small', figure: true, sort: 'size' },
  { id: 'spark', width: 'w-[115px]', fold: 'small' },
  { id: 'storage', width: 'w-[119px]', fold: 'folded', sort: 'storage' },
  { id: 'ha', width: 'w-[82px]', fold: 'folded' },
  { id: 'trouble', width: '', fold: 'never', fixed: true },
]

/** What keeps a column from being seen at its width. */
export const FOLD_CLASS: Record<Fold, string> = { folded: 'folded:hidden', small: 'small:hidden', never: '' }

/** The columns to show, from what an address says: names of hidden ones with commas between. */
export function shownColumns(hidden: string | null): FleetColumn[] {
  const names = new Set((hidden ?? '').split(','))
  return FLEET_COLUMNS.filter(({ id, fixed }) => fixed || !names.has(id))
}

/** What an address says when a column is hidden or shown again; null where all are shown. */
export function toggleColumn(hidden: string | null, id: ColumnId): string | null {
  const names = new Set((hidden ?? '').split(',').filter((name) => FLEET_COLUMNS.some((column) => column.id === name)))
  if (!names.delete(id)) names.add(id)
  return names.size === 0 ? null : [...names].join(',')
}
