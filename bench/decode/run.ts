import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { historySection } from '../history/report.ts'
import { type BenchFile, type Java, prepare } from './files.ts'
import { page } from './page.ts'
import type { ReaderName } from './readers.ts'
import { type Comparison, type Measured, results } from './report.ts'

const run = promisify(execFile)
const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md')
/** A cold start happens once in a process: so many processes make a median. */
const COLD_STARTS = 5
const MODES = ['full', 'summary', 'values', 'chunks'] as const
/** The other two take half of the time, and machines aren't told of them. */
const TOLD_AS_JSON = ['full', 'summary'] as const

/** Measures everything, one process at a time, and prints it; progress goes to stderr. */
export async function decode({ json, write }: { json: boolean; write: boolean }): Promise<void> {
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const { java, files } = await prepare(say)
  const comparisons: Comparison[] = []
  for (const file of files) {
    say(`reading ${file.name} (${(file.bytes / 1e6).toFixed(1)} MB)`)
    comparisons.push(...(await compare(file, java, json ? TOLD_AS_JSON : MODES)))
  }
  const text = page(comparisons, files, java.version)
  if (write) await writeFile(PAGE, text + historySection(await readFile(PAGE, 'utf8')))
  if (json) {
    process.stderr.write(text)
    process.stdout.write(`${JSON.stringify({ results: results(comparisons) }, null, 2)}\n`)
  } else {
    process.stdout.write(text)
  }
}

async function compare(file: BenchFile, java: Java, modes: readonly (typeof MODES)[number][]): Promise<Comparison[]> {
  const node = (reader: ReaderName) => inNode(reader, file)
  switch (file.kind) {
    case 'rocksdb':
    case 'inline': {
      const flink = await inJava(java, 'LoadMetadata', [file.path])
      const comparisons: Comparison[] = []
      for (const mode of modes) {
        const ours = await node(mode)
        if (ours.sum !== flink.sum)
          throw new Error(`${file.name}: ${mode} read ${ours.sum} bytes of state, Flink ${flink.sum}`)
        comparisons.push({ file, mode, rival: 'flink', ours, theirs: flink })
      }
      return comparisons
    }
    case 'objects': {
      const [full, values] = [await node('objects'), await node('objects-values')]
      const rivals = [
        ['ObjectInputStream', await inJava(java, 'ReadObjects', ['stream', file.path])],
        ['java-deserialization', await node('java-deserialization')],
        ['java-object-serialization', await node('java-object-serialization')],
      ] as const
      return rivals.flatMap(([rival, theirs]): Comparison[] => [
        { file, mode: 'full', rival, ours: full, theirs },
        { file, mode: 'values', rival, ours: values, theirs },
      ])
    }
    case 'config-map': {
      const rival = 'ObjectInputStream'
      const warm: Comparison = {
        file,
        mode: 'full',
        rival,
        ours: await node('config-map'),
        theirs: await inJava(java, 'ReadObjects', ['lines', file.path]),
      }
      if (warm.ours.sum !== warm.theirs.sum)
        throw new Error(`${file.name}: ${warm.ours.sum} values, not ${warm.theirs.sum}`)
      const starts = [warm.ours]
      while (starts.length < COLD_STARTS) starts.push(await node('config-map'))
      const cold = (measured: Measured, ms: number[]) => ({ ...measured, ms })
      return [
        warm,
        {
          file,
          mode: 'cold',
          rival,
          ours: cold(
            warm.ours,
            starts.map((start) => start.coldMs),
          ),
          theirs: cold(warm.theirs, [warm.theirs.coldMs]),
        },
      ]
    }
  }
}

async function inNode(reader: ReaderName, file: BenchFile): Promise<Measured> {
  return measured(process.execPath, [join(import.meta.dirname, 'measured.ts'), reader, file.path])
}

async function inJava(java: Java, main: string, words: string[]): Promise<Measured> {
  return measured('java', ['-Xmx4g', '-cp', java.classPath, main, ...words])
}

/** Both sides print the same line. */
async function measured(command: string, words: string[]): Promise<Measured> {
  const { stdout } = await run(command, words, { maxBuffer: 64 * 1024 * 1024 })
  const line: Measured = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  return line
}
