import { FLEET_COLUMNS, FOLD_CLASS } from '@/components/fleet/fleet-columns'

const FOLDED = 'folded:hidden'
const SMALL = 'small:hidden'
const SOURCE = `${SMALL} px-0.5! text-center!`

/**
 * The columns of a page's table, by the keys of their names, with the widths they have there: what stands there before the
 * rows are read. A browser test holds them against the tables.
 */
export const PENDING_COLUMNS = {
  fleet: FLEET_COLUMNS.map(
    ({ id, width, fold, figure }) =>
      [`fleet.column.${id}`, `${width} ${FOLD_CLASS[fold]} ${figure ? 'figure' : ''}`] as const,
  ),
  jobs: [
    ['fleet.column.state', 'w-26'],
    ['fleet.column.job', 'w-55 small:w-auto'],
    ['fleet.column.cluster', `w-50 ${SMALL}`],
    ['fleet.column.flinkState', `w-28 ${FOLDED}`],
    ['fleet.column.age', 'w-20 figure'],
    ['fleet.column.point', 'w-24'],
    ['fleet.column.size', `w-17 figure ${SMALL}`],
    ['fleet.column.spark', `w-29 ${FOLDED}`],
    ['fleet.column.trouble', ''],
  ],
  checkpoints: [
    ['checkpoint.column.checkpoint', 'w-[124px]'],
    ['checkpoint.column.state', 'w-[104px]'],
    ['checkpoint.column.kind', `w-[96px] ${FOLDED}`],
    ['checkpoint.column.triggered', 'w-[100px]'],
    ['checkpoint.column.duration', 'w-[160px] folded:w-[112px]'],
    ['checkpoint.column.alignment', `w-[72px] figure ${FOLDED}`],
    ['checkpoint.column.sync', `w-[66px] figure ${FOLDED}`],
    ['checkpoint.column.async', `w-[66px] figure ${FOLDED}`],
    ['checkpoint.column.newData', `w-[76px] figure ${FOLDED}`],
    ['checkpoint.column.fullSize', `w-[76px] figure ${SMALL}`],
    ['checkpoint.column.acked', `w-[66px] figure ${SMALL}`],
    ['checkpoint.column.slowest', SMALL],
    ['checkpoint.column.knownFrom', 'w-[124px]'],
  ],
  'recovery-points': [
    ['recoveryPoints.column.rank', 'w-[58px] small:w-[54px]'],
    ['recoveryPoints.column.verdict', 'w-[116px]'],
    ['recoveryPoints.column.point', 'w-[164px] folded:w-36 small:w-auto'],
    ['recoveryPoints.column.kind', `w-[92px] ${FOLDED}`],
    ['recoveryPoints.column.age', 'w-[84px] figure'],
    ['recoveryPoints.column.size', `w-[70px] figure ${SMALL}`],
    ['sources.rest', `w-10 ${SOURCE}`],
    ['sources.ha', `w-8 ${SOURCE}`],
    ['sources.operator', `w-[58px] ${SOURCE}`],
    ['sources.storage', `w-[54px] ${SOURCE}`],
    ['sources.weir', `w-[42px] ${SOURCE}`],
    ['recoveryPoints.column.files', `w-[104px] folded:w-24 figure ${SMALL}`],
    ['recoveryPoints.column.owner', `w-[54px] ${FOLDED}`],
    ['recoveryPoints.column.claim', `w-[84px] ${FOLDED}`],
    ['recoveryPoints.column.why', ''],
  ],
  'high-availability': [
    ['ha.column.key', 'w-88 small:w-auto'],
    ['ha.column.kind', `w-28 ${SMALL}`],
    ['ha.column.pointer', FOLDED],
    ['ha.column.size', `w-20 figure ${SMALL}`],
    ['ha.column.mark', `w-24 ${FOLDED}`],
    ['ha.column.resolved', 'w-74'],
  ],
} as const
