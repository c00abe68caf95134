import { Mutator } from './mutate.ts'

export interface FuzzOptions {
  seeds: readonly Uint8Array[]
  runs: number
  maxBytes: number
  random: () => number
  /** Counters that a run adds to, and how many of them there are. */
  hits: Uint8Array
  branchCount: () => number
  /** `error` and `value` are fine; anything else is a finding. */
  outcome: (bytes: Uint8Array) => string
  onRun: () => void
}

export interface FuzzReport {
  runs: number
  errors: number
  values: number
  branches: number
  branchesTaken: number
  /** Inputs that took a way no input before them took, the seeds among them. */
  corpus: Uint8Array[]
  findings: { bytes: Uint8Array; outcome: string }[]
}

const MOST_FINDINGS = 3
/** How often a branch is taken, in the classes of AFL: 1, 2, 3, 4–7, 8–15, 16–31, 32–127, 128 and more. */
const CLASS_OF = Uint8Array.from({ length: 256 }, (_, hits) => {
  const bit = [0, 1, 2, 4][hits]
  if (bit !== undefined) return bit
  return hits < 8 ? 8 : hits < 16 ? 16 : hits < 32 ? 32 : hits < 128 ? 64 : 128
})

/**
 * A coverage-guided fuzzer in one thread: mutates inputs of a corpus, and keeps each that takes a branch a new number of
 * times. The same seeds and random numbers find the same.
 */
export function fuzz(options: FuzzOptions): FuzzReport {
  const { seeds, hits, outcome } = options
  const seen = new Uint8Array(hits.length)
  const mutator = new Mutator(options.random, options.maxBytes)
  const report: FuzzReport = {
    runs: 0,
    errors: 0,
    values: 0,
    branches: 0,
    branchesTaken: 0,
    corpus: [],
    findings: [],
  }
  const run = (bytes: Uint8Array) => {
    options.onRun()
    hits.fill(0, 0, options.branchCount())
    const result = outcome(bytes)
    report.runs++
    if (result === 'error') report.errors++
    else if (result === 'value') report.values++
    else report.findings.push({ bytes: bytes.slice(), outcome: result })
    if (isNew(hits, seen, options.branchCount())) report.corpus.push(bytes.slice())
  }

  for (const seed of seeds) run(seed)
  // A corpus begins with something, even if no seed is new to another.
  if (report.corpus.length === 0) report.corpus.push(new Uint8Array(1))
  while (report.runs < options.runs && report.findings.length < MOST_FINDINGS) {
    run(mutator.mutate(pick(report.corpus, options.random), pick(report.corpus, options.random)))
  }
  report.branches = options.branchCount()
  report.branchesTaken = seen.reduce((sum, classes) => sum + (classes === 0 ? 0 : 1), 0)
  return report
}

/** Adds what was taken to what was seen. */
function isNew(hits: Uint8Array, seen: Uint8Array, count: number): boolean {
  let added = false
  for (let i = 0; i < count; i++) {
    const hit = hits[i] ?? 0
    if (hit === 0) continue
    const bit = CLASS_OF[hit] ?? 0
    const before = seen[i] ?? 0
    if ((before & bit) === 0) {
      seen[i] = before | bit
      added = true
    }
  }
  return added
}

/** Newer ones more often: they lead on. */
function pick(corpus: readonly Uint8Array[], random: () => number): Uint8Array {
  const place = Math.floor(Math.max(random(), random()) * corpus.length)
  return corpus[place] ?? new Uint8Array()
}
