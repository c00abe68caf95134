import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { type BenchFile, FLINK_VERSION } from './files.ts'
import { type Comparison, median, missed, RATIO_TARGETS, round } from './report.ts'

const RIVALS = ['java-deserialization', 'java-object-serialization']

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

Files by Flink's own writer: RocksDB, incremental, and for \`-inline\` heap state below the threshold.

${makeup(files.filter(({ kind }) => kind === 'rocksdb' || kind === 'inline'))}

Flink is \`Checkpoints.loadCheckpointMetadata\`. *full*: \`readCheckpointMetadata\`, which checks everything and makes values when they
are asked for (target: 10 times Flink); *values*: the same with every handle, path and distinct file made; *summary*:
\`summarizeCheckpointMetadata\` (target: 100 times); *chunks*: the same from disk, in chunks of 1 MiB.

${table(of('rocksdb', 'inline'))}

What that is for each handle, in nanoseconds, and what a summary at its target would have for one:

${perHandle(of('rocksdb', 'inline'))}

Flink makes objects of every handle, in some two microseconds; where its collector comes in, as in one of the larger
files, in twice that, and so the ratio varies. A target of some 20 ns a handle is not met: a summary reads its three
lengths and its size and compares its path with the directory that files are counted by, byte for byte, and that
comparison is the larger half. In \`-inline\`, Flink's time is one copy of the bytes in line,
which a summary never touches: what it takes is per subtask, as in the other files, and the copy is too cheap for a
hundred times less than that.

## Java serialization

The operator states of such a checkpoint, as an HA file holds them, by ObjectOutputStream. Ours: \`JavaObjectStream\`;
*full*: everything checked and noted, values made when they are asked for; *values*: every object visited and every field
and text of it made, as the rivals do. With bounds on bytes, nesting and memory, and an offset in each error: the packages from npm
(${RIVALS.map((name) => `${name} ${versionOf(name)}`).join(', ')}; MIT) have none of these.

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
      megabytes(file.bytes),
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
  return lines(head, rows, 4)
}

/** A table whose first columns are words and whose others are numbers. */
function lines(head: readonly string[], rows: readonly (readonly (string | number)[])[], wordColumns: number): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i < wordColumns ? '-' : '-:'))), ...rows.map(line)].join('\n')
}

function makeup(files: readonly BenchFile[]): string {
  const rows = files.map(({ name, bytes, files: named, inlineHandles, inlineBytes }) => {
    const share = `${((inlineBytes / bytes) * 100).toFixed(0)} %`
    return [name, megabytes(bytes), named, inlineHandles, Math.round((named + inlineHandles) / (bytes / 1e6)), share]
  })
  return lines(['File', 'MB', 'Handles of files', 'Handles in line', 'Handles per MB', 'Bytes in line'], rows, 1)
}

function perHandle(comparisons: readonly Comparison[]): string {
  const files = [...new Set(comparisons.map(({ file }) => file))]
  const rows = files.map((file) => {
    const handles = file.files + file.inlineHandles
    const nanos = (ms: number) => round((ms * 1e6) / handles)
    const of = comparisons.filter((comparison) => comparison.file === file)
    const ours = (mode: Comparison['mode']) => {
      const found = of.find((comparison) => comparison.mode === mode)
      return found ? nanos(median(found.ours.ms)) : '–'
    }
    const theirMs = of[0] ? median(of[0].theirs.ms) : 0
    const target = nanos(theirMs / RATIO_TARGETS.summary)
    return [file.name, Math.round(file.bytes / handles), nanos(theirMs), ours('full'), ours('summary'), target]
  })
  return lines(['File', 'Bytes per handle', 'Flink', 'full', 'summary', 'summary at its target'], rows, 1)
}

function machine(): string {
  const [cpu] = cpus()
  return `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB`
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}

function versionOf(packageName: string): string {
  const manifest = join(import.meta.dirname, '..', '..', 'node_modules', packageName, 'package.json')
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8'))).version
}
