import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'

export interface HistoryFigures {
  /** Recorded with details, through the recorder, in transactions of one cluster each. */
  checkpointsPerSecond: number
  clusters: number
  /** Of the day that sizes, reading and retiring were measured on. */
  rows: number
  /** With indexes. */
  rowBytes: number
  detailBytes: number
  binBytes: number
  /** Median of reading a job's day for the timeline. */
  readMs: number
  /** Counting the day into bins and dropping it. */
  retireMs: number
}

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md')
const [BEGIN, END] = ['<!-- history: begin -->', '<!-- history: end -->']
const ROWS_A_DAY = 7_200_000

export function historyTable(figures: HistoryFigures): string {
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
  const perDay = ROWS_A_DAY * (figures.rowBytes + figures.detailBytes)
  const binsPerDay = 5_000 * 288 * figures.binBytes
  const lines = [
    [
      'Recorder, checkpoints with details, into runs that have 7 days of them',
      `${Math.round(figures.checkpointsPerSecond)} a second`,
    ],
    ['Needed by 5,000 jobs with one a minute', '83 a second'],
    ['A row with its indexes', `${Math.round(figures.rowBytes)} bytes`],
    ['Its details: 4 operators, 32 subtasks', `${Math.round(figures.detailBytes)} bytes`],
    ['A bin of five minutes', `${Math.round(figures.binBytes)} bytes`],
    ['5,000 jobs: a day of full rows', gigabytes(perDay)],
    ['5,000 jobs: 7 days of full rows', gigabytes(7 * perDay)],
    ['5,000 jobs: a day of bins', gigabytes(binsPerDay)],
    [
      `A job's day for the timeline, among ${figures.rows.toLocaleString('en')} rows`,
      `${Math.round(figures.readMs)} ms`,
    ],
    [
      `Counting ${figures.rows.toLocaleString('en')} rows into bins and dropping them`,
      `${(figures.retireMs / 1_000).toFixed(1)} s`,
    ],
  ]
  return `${['| | |', '|-|-|', ...lines.map((cells) => `| ${cells.join(' | ')} |`)].join('\n')}\n`
}

/** The section of a page, with the marks around it; empty where there is none: whoever writes the page anew keeps it. */
export function historySection(page: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)]
  return from < 0 || to < from ? '' : `\n${page.slice(from, to + END.length)}\n`
}

/** Puts the table into docs/benchmarks.md, in place of the one that is there. */
export async function writeHistory(figures: HistoryFigures): Promise<void> {
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '# Benchmarks\n'
  const processor = cpus()[0]?.model ?? 'unknown processor'
  const section = `${BEGIN}
## History

\`npm run bench -- history\` on ${cpus().length} cores of ${processor}, PostgreSQL as Weir starts it on the same machine.

${historyTable(figures)}${END}`
  const [before, rest] = page.split(BEGIN)
  const after = rest?.split(END)[1] ?? '\n'
  writeFileSync(PAGE, `${(before ?? '').trimEnd()}\n\n${section}${after}`)
}
