import { captureBytes, captureText } from '../testing/captures.ts'
import { DAMAGED_FORMATS, type DamagedFormat, type FormatName } from './formats.ts'
import { outcomeOf } from './outcome.ts'
import { boundariesOf, seededRandom } from './places.ts'

export interface DamageTask {
  format: FormatName
  /** Below `fixtures/`; `#key` names a value of a ConfigMap, `#n` the n-th map of a list. */
  file: string
  /**
   * Every bit of every byte, of a file above 16 KiB one of every byte; or one of every byte, of a file above 16 KiB at
   * every boundary between values and at many places more; or one at some places.
   */
  extent: 'every bit' | 'every byte' | 'some places'
}

export interface DamageReport {
  task: DamageTask
  cases: number
  errors: number
  values: number
  failures: string[]
}

/** Longest file that is damaged at every byte. */
const EXHAUSTIVE_BYTES = 16 * 1024
const SEEDED_PLACES = 2048
const SOME_PLACES = 64
/** Of one thread's time: what a case may take. */
const MOST_CASE_MS = 1000
/** Of 64 MB above the input; the rest is the heap's. */
const MOST_BUFFER_BYTES = 40_000_000
const MOST_FAILURES = 5

/** Damages one file in every way the task asks for. `onCase` is told before each. */
export function damageFile(task: DamageTask, onCase: () => void): DamageReport {
  const bytes = bytesOf(task.file)
  const format: DamagedFormat = DAMAGED_FORMATS[task.format]
  const report: DamageReport = { task, cases: 0, errors: 0, values: 0, failures: [] }
  const run = (name: string, damaged: Uint8Array) => {
    onCase()
    report.cases++
    const { arrayBuffers } = process.memoryUsage()
    const started = process.threadCpuUsage()
    const outcome = outcomeOf(format, damaged)
    const spent = process.threadCpuUsage(started)
    if (outcome === 'error') report.errors++
    else if (outcome === 'value') report.values++
    else fail(`${name}: ${outcome}`)
    // A collection meanwhile makes it less: what is seen was held at once.
    const buffers = process.memoryUsage().arrayBuffers - arrayBuffers
    if (buffers > MOST_BUFFER_BYTES) fail(`${name} took ${buffers} bytes of buffers`)
    if (spent.user + spent.system > MOST_CASE_MS * 1000) fail(`${name} took ${(spent.user + spent.system) / 1000} ms`)
  }
  const fail = (failure: string) => {
    if (report.failures.length < MOST_FAILURES) report.failures.push(failure)
  }

  const random = seededRandom(bytes.length)
  const hasEveryBit = task.extent === 'every bit' && bytes.length <= EXHAUSTIVE_BYTES
  for (const at of placesOf(format, bytes, task.extent, random)) {
    run(`cut at ${at}`, bytes.subarray(0, at))
    for (const mask of hasEveryBit ? [1, 2, 4, 8, 16, 32, 64, 128, 255] : [1 << Math.floor(random() * 8)]) {
      const damaged = bytes.slice()
      damaged[at] = (damaged[at] ?? 0) ^ mask
      run(`byte ${at} ^ ${mask}`, damaged)
    }
  }
  return report
}

function placesOf(
  format: DamagedFormat,
  bytes: Uint8Array,
  extent: DamageTask['extent'],
  random: () => number,
): Iterable<number> {
  const seeded = (count: number) => Array.from({ length: count }, () => Math.floor(random() * bytes.length))
  if (extent === 'some places') return new Set(seeded(SOME_PLACES))
  if (extent === 'every bit' || bytes.length <= EXHAUSTIVE_BYTES) return bytes.keys()
  const boundaries = boundariesOf(() => {
    const again = format.rewrite(bytes)
    return 'exact' in again ? again.exact : bytes
  })
  return new Set([...boundaries, ...seeded(SEEDED_PLACES)])
}

function bytesOf(name: string): Uint8Array {
  const [file = '', part] = name.split('#')
  if (part === undefined) return captureBytes(file)
  const items: { data?: Record<string, string> }[] = JSON.parse(captureText(file)).items
  const item = items[Number(part)]
  if (item) return new TextEncoder().encode(JSON.stringify(item))
  const value = items.map(({ data }) => data?.[part]).find((each) => each !== undefined)
  return new TextEncoder().encode(value ?? '')
}
