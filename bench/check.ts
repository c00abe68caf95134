// The benchmark as CI runs it: that everything is measured and told in the promised shape. How fast it was is for those
// who read the table: a shared machine has no say in it. The last line counts the checks.
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { Suite } from '../bin/test/suite.mjs'
import { RECIPES } from './decode/files.ts'
import { Results } from './decode/results.ts'

const RIVALS = {
  rocksdb: ['full flink', 'summary flink'],
  inline: ['full flink', 'summary flink'],
  objects: ['full ObjectInputStream', 'full java-deserialization', 'full java-object-serialization'],
  'config-map': ['full ObjectInputStream'],
} as const

const ended = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ended.abort())
const suite = new Suite(ended.signal)
let printed = ''
let measured: Results['results'] = []

await suite.gate('Benchmark', async () => {
  printed = await stdoutOf('npm', ['run', '--silent', 'bench', '--', 'decode', '--json'])
})
await suite.gate('Results in their shape, and nothing else on stdout', () => {
  measured = Results.parse(JSON.parse(printed)).results
})
await suite.gate('Every file in every mode beside every rival', () => {
  const told = new Set(measured.map(({ file, mode, rival }) => `${file} ${mode} ${rival}`))
  const wanted = RECIPES.flatMap(({ name, kind }) => [
    ...RIVALS[kind].map((each) => `${name} ${each}`),
    // A cold start is a file of its own.
    ...(kind === 'config-map' ? [`${name}-cold full ObjectInputStream`] : []),
  ])
  const missing = wanted.filter((each) => !told.has(each))
  if (missing.length > 0) throw new Error(`not measured: ${missing.join(', ')}`)
})
await suite.gate('Ratios are those of the medians', () => {
  for (const { file, oursMs, rivalMs, ratio } of measured) {
    if (Math.abs(ratio * oursMs - rivalMs) > rivalMs * 1e-9)
      throw new Error(`${file}: ${rivalMs} / ${oursMs} is not ${ratio}`)
  }
})
process.stdout.write(`${suite.summary()}\n`)
process.exitCode = suite.failed > 0 ? 1 : 0

/** Progress and the table, which are on stderr, go where ours go. What was started is ended with all it has started. */
async function stdoutOf(command: string, words: string[]): Promise<string> {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const end = () => child.pid !== undefined && process.kill(-child.pid)
  ended.signal.addEventListener('abort', end)
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const [output, code] = await Promise.all([text(child.stdout), closed])
  ended.signal.removeEventListener('abort', end)
  if (code !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${code}`)
  return output
}
