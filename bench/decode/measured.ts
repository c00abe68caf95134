// Measures one reader on one file, in a process of its own: node measured.ts READER FILE. Prints what `Rounds.java` does.
import { READERS, type Reader, type ReaderName } from './readers.ts'

const WARM_UP_MS = 1_500
const MEASURED_MS = 1_500
const LEAST_ROUNDS = 5

const [name, path] = process.argv.slice(2)
if (!isReader(name) || path === undefined) throw new Error('usage: measured.ts READER FILE')
// One of the packages warns about every class that it has no counterpart of.
console.warn = () => {}

const read: Reader = READERS[name](path)
const [coldMs] = await rounds(0, 1)
await rounds(WARM_UP_MS, LEAST_ROUNDS)
const ms = await rounds(MEASURED_MS, LEAST_ROUNDS)
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
process.stdout.write(`${JSON.stringify({ coldMs, ms, sum: await read(), peakMb })}\n`)

async function rounds(leastMs: number, leastRounds: number): Promise<number[]> {
  const ms: number[] = []
  const begin = performance.now()
  while (ms.length < leastRounds || performance.now() - begin < leastMs) {
    const start = performance.now()
    const result = read()
    const sum = typeof result === 'number' ? result : await result
    ms.push(performance.now() - start)
    if (sum === 0) throw new Error('nothing was read')
  }
  return ms
}

function isReader(name: string | undefined): name is ReaderName {
  return name !== undefined && name in READERS
}
