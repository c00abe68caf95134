import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { DAMAGED_FORMATS, type FormatName } from '../damage/formats.ts'
import { type FormatReport, runFuzz } from './run-fuzz.ts'

const HELP = `usage: npm run fuzz -- [--runs N] [--format NAME]… [--seed N] [--keep]

  --runs N       of each format (1000000)
  --format NAME  ${Object.keys(DAMAGED_FORMATS).join(', ')} (all of them)
  --seed N       of the random numbers (1): the same seed finds the same
  --keep         adds inputs that took new ways to lib/formats/fuzz/corpus

Findings are written to lib/formats/fuzz/corpus/<format>/found-…, where the tests read them ever after; exit code 1.
`

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    format: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

// The slowest first, so that it runs beside the others.
const names = Object.keys(DAMAGED_FORMATS).filter(isFormat).reverse()
const formats = values.format ? names.filter((name) => values.format?.includes(name)) : names
const runs = Number(values.runs)
if (values.help || formats.length === 0 || !Number.isSafeInteger(runs)) {
  process.stderr.write(HELP)
  process.exit(values.help ? 0 : 2)
}

const reports = await runFuzz(formats, { runs, seed: Number(values.seed), onReport: print })
process.exitCode = reports.some(({ report }) => report.findings.length > 0) ? 1 : 0

function print({ name, report, cpuMs }: FormatReport): void {
  const { runs, errors, values: read, branches, branchesTaken, corpus, findings } = report
  const rate = Math.round(runs / (cpuMs / 1000))
  process.stdout.write(
    `${name}: ${runs} runs (${rate}/s), ${errors} errors, ${read} values, ` +
      `${branchesTaken} of ${branches} branches, ${corpus.length} ways, ${findings.length} findings\n`,
  )
  for (const { bytes, outcome } of findings) {
    process.stdout.write(`  ${outcome}: ${keep(name, 'found', bytes)}\n`)
  }
  if (values.keep) for (const bytes of corpus) keep(name, 'way', bytes)
}

function keep(name: FormatName, kind: string, bytes: Uint8Array): string {
  const folder = fileURLToPath(new URL(`./corpus/${name}/`, import.meta.url))
  const file = `${folder}${kind}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, bytes)
  return file
}

function isFormat(name: string): name is FormatName {
  return Object.hasOwn(DAMAGED_FORMATS, name)
}
