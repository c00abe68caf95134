import { cpus, totalmem } from 'node:os'
import { type BenchFile, type FileName, FLINK_VERSION } from './files.ts'

/** One process: milliseconds of its first call and of each measured round, and the most memory it had. */
export interface Measured {
  coldMs: number
  ms: number[]
  /** What was read comes to this: the same on both sides. */
  sum: number
  peakMb: number
}

export interface Comparison {
  file: BenchFile
  /** `values` makes a value of everything, `chunks` reads from disk, `cold` is the first call of a process. */
  mode: 'full' | 'summary' | 'values' | 'chunks' | 'cold'
  rival: 'flink' | 'ObjectInputStream' | 'java-deserialization' | 'java-object-serialization'
  ours: Measured
  theirs: Measured
}

export interface Result {
  file: string
  bytes: number
  mode: 'full' | 'summary'
  rival: Comparison['rival']
  oursMs: number
  rivalMs: number
  /** How many times faster ours is. */
  ratio: number
  peakMb: number
}

/** For machines: medians of the two modes; a cold start is a file of its own. */
export function results(comparisons: readonly Comparison[]): Result[] {
  return comparisons.flatMap(({ file, mode, rival, ours, theirs }) => {
    if (mode === 'values' || mode === 'chunks') return []
    const [oursMs, rivalMs] = [median(ours.ms), median(theirs.ms)]
    return [
      {
        file: mode === 'cold' ? `${file.name}-cold` : file.name,
        bytes: file.bytes,
        mode: mode === 'summary' ? 'summary' : 'full',
        rival,
        oursMs,
        rivalMs,
        ratio: rivalMs / oursMs,
        peakMb: ours.peakMb,
      },
    ]
  })
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  if (low === undefined || high === undefined) throw new RangeError('no values to take the median of')
  return (low + high) / 2
}

const RATIO_TARGETS = { full: 10, summary: 100 } as const
const MS_TARGETS: { file: FileName; mode: Comparison['mode']; ms: number }[] = [
  { file: 'config-map-1mb', mode: 'cold', ms: 20 },
  { file: 'config-map-1mb', mode: 'full', ms: 5 },
]

/** One sentence for each target that was not met. */
export function missed(comparisons: readonly Comparison[]): string[] {
  return comparisons.flatMap(({ file, mode, rival, ours, theirs }) => {
    const oursMs = median(ours.ms)
    const target = MS_TARGETS.find((each) => each.file === file.name && each.mode === mode)
    if (target && oursMs > target.ms) return [`${file.name}, ${mode}: ${round(oursMs)} ms, not ${target.ms}`]
    if (rival !== 'flink' || (mode !== 'full' && mode !== 'summary')) return []
    const ratio = median(theirs.ms) / oursMs
    return ratio < RATIO_TARGETS[mode]
      ? [`${file.name}, ${mode}: ${round(ratio)} times Flink, not ${RATIO_TARGETS[mode]}`]
      : []
  })
}

/** docs/benchmarks.md. */
export function page(comparisons: readonly Comparison[], files: readonly BenchFile[], java: string): string {
  const of = (...kinds: BenchFile['kind'][]) => comparisons.filter(({ file }) => kinds.includes(file.kind))
  const misses = missed(comparisons)
  return `# Benchmarks

\`npm run bench -- decode --write\` measures what stands here and writes this page; \`--json\` prints it for machines.

Measured on ${new Date().toISOString().slice(0, 10)}: ${machine()}; Node ${process.versions.node}, ${java},
Flink ${FLINK_VERSION}. Medians of five rounds or more after a warm-up, one process at a time, bytes in memory on both sides; peaks
are of the whole process (its runtime and the file with it).

${misses.length === 0 ? 'Every target is met.' : `Missed: ${misses.join('; ')}.`}

## \`_metadata\`

Files by Flink's own writer: RocksDB, incremental, with ${share(files)} of the bytes in line and some
${handlesPerMb(files)} handles that name files in each MB; \`-inline\` is heap state below the threshold. Flink is
\`Checkpoints.loadCheckpointMetadata\`. *full*: \`readCheckpointMetadata\`, which checks everything and makes values when they
are asked for (target: 10 times Flink); *values*: the same with every handle, path and distinct file made; *summary*:
\`summarizeCheckpointMetadata\` (target: 100 times); *chunks*: the same from disk, in chunks of 1 MiB.

${table(of('rocksdb', 'inline'))}

## Java serialization

The operator states of such a checkpoint, as an HA file holds them, by ObjectOutputStream. Ours: \`JavaObjectStream\`, which
makes an object of everything. The two packages are MIT-licensed, have had no release that adds to the protocol since 2024,
and know neither limits nor offsets in errors.

${table(of('objects'))}

## HA ConfigMap

A full one: ${files.find((file) => file.kind === 'config-map')?.bytes ?? 0} bytes of Base64 under \`checkpointID-…\` keys. *full* is warm (target: 5 ms), *cold* the first call of a process (target: 20 ms).
ObjectInputStream decodes the same values.

${table(of('config-map'))}
`
}

function table(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ file, mode, rival, ours, theirs }) => {
    const [oursMs, theirMs] = [median(ours.ms), median(theirs.ms)]
    const speed = file.bytes / 1e6 / oursMs
    return [
      file.name,
      (file.bytes / 1e6).toFixed(1),
      mode,
      rival,
      round(oursMs),
      round(theirMs),
      `**${round(theirMs / oursMs)}**`,
      speed.toFixed(2),
      ours.peakMb,
      theirs.peakMb,
    ]
  })
  const head = [
    'File',
    'MB',
    'Mode',
    'Rival',
    'Ours ms',
    'Rival ms',
    'Times',
    'Ours GB/s',
    'Our peak MB',
    'Rival peak MB',
  ]
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i < 4 && i !== 1 ? '-' : '-:'))), ...rows.map(line)].join('\n')
}

function share(files: readonly BenchFile[]): string {
  const rocksdb = files.filter((file) => file.kind === 'rocksdb')
  const most = Math.max(...rocksdb.map((file) => file.inlineBytes / file.bytes))
  return `${(most * 100).toFixed(0)} %`
}

function handlesPerMb(files: readonly BenchFile[]): number {
  const file = files.find(({ name }) => name === 'metadata-100mb')
  return file ? Math.round((file.files / file.bytes) * 1e4) * 100 : 0
}

function machine(): string {
  const [cpu] = cpus()
  return `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB`
}

/** Three digits that count. */
function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
