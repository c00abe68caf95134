import { parentPort, workerData } from 'node:worker_threads'
import { seededRandom } from '../../formats/damage/places.ts'
import { corpusOf } from '../../formats/fuzz/corpus.ts'
import { fuzz } from '../../formats/fuzz/engine.ts'
import { branchCount, branchHits } from '../../formats/fuzz/instrument.ts'
import { captureBytes, captures } from '../../formats/testing/captures.ts'

// Fuzzes the recognising of what an input is, and what is shown of it. What does it is imported below and not here, so that
// it is instrumented.

interface FuzzTask {
  runs: number
  seed: number
  heartbeat: SharedArrayBuffer
}

const LONGEST_SEED = 4096

Error.stackTraceLimit = 0

const { runs, seed, heartbeat }: FuzzTask = workerData
const counted = new Int32Array(heartbeat)
const { byteViews, DecodeError, decode, failureView } = await import('../index.ts')

const found = ['haConfigMap', 'jobResult', 'stateHandle', 'metadata', 'flinkConf', 'configYaml'].map((name) =>
  corpusOf(name).map(({ bytes }) => bytes),
)
const captured = captures(/\.(jsonl?|ya?ml)$/).map(captureBytes)
const seeds = [...found.flat(), ...captured].filter(({ length }) => length <= LONGEST_SEED)

parentPort?.postMessage(
  fuzz({
    seeds,
    runs,
    maxBytes: LONGEST_SEED,
    random: seededRandom(seed),
    hits: branchHits,
    branchCount,
    outcome,
    onRun: () => Atomics.add(counted, 0, 1),
  }),
)

/** A value or a DecodeError; bytes are masked in order and within their view. */
function outcome(input: Uint8Array): string {
  try {
    const views = shownOf(input)
    return views.every(({ bytes, masked }) => isInOrder(masked, bytes.length)) ? 'value' : 'masks out of order'
  } catch (error) {
    if (!(error instanceof DecodeError)) return `threw ${String(error)}`
    const failure = failureView(input, error)
    return failure === null || isInOrder(failure.view.masked, failure.view.bytes.length)
      ? 'error'
      : 'masks out of order'
  }
}

/** Half of the inputs are called as a configuration file, which is taken for one whatever is in it. */
function shownOf(input: Uint8Array) {
  return byteViews(decode(input, { fileName: input.length % 2 === 0 ? '' : 'flink-conf.yaml' }))
}

function isInOrder(spans: readonly { start: number; end: number }[], length: number): boolean {
  let at = 0
  for (const { start, end } of spans) {
    if (start < at || end < start || end > length) return false
    at = end
  }
  return true
}
