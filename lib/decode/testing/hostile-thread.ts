import { parentPort, workerData } from 'node:worker_threads'
import { HOSTILE_CHECKPOINTS } from '../../formats/damage/hostile-checkpoints.ts'
import { HOSTILE_METADATA } from '../../formats/damage/hostile-metadata.ts'
import type { HostileInput } from '../../formats/damage/hostile-pieces.ts'
import { HOSTILE_STREAMS } from '../../formats/damage/hostile-streams.ts'
import { HOSTILE_BASE64, HOSTILE_JSON, HOSTILE_YAML } from '../../formats/damage/hostile-texts.ts'
import { byteViews, DecodeError, decode, failureView, jsonText, projectContent } from '../index.ts'

// A thread in which hostile inputs are decoded as the command line and the page do it. Its heap is capped, so that what
// takes too much dies of it.

export interface HostileTask {
  length: number
}

export interface HostileReport {
  name: string
  /** What it was taken for, or the code of the error. */
  outcome: string
  cpuMs: number
}

const SHOWN_CHARS = 200_000

const { length }: HostileTask = workerData

const INPUTS: (HostileInput & { fileName?: string })[] = [
  HOSTILE_YAML.map((input) => ({ ...input, fileName: 'flink-conf.yaml' })),
  HOSTILE_YAML.map((input) => ({ ...input, fileName: 'config.yaml' })),
  HOSTILE_JSON,
  HOSTILE_STREAMS,
  HOSTILE_CHECKPOINTS,
  HOSTILE_METADATA,
  HOSTILE_BASE64,
].flat()

for (const { name, fileName, make } of INPUTS) {
  const input = make(length)
  parentPort?.postMessage({ begun: name })
  const started = process.threadCpuUsage()
  const outcome = decodedAs(input, fileName ?? '')
  const spent = process.threadCpuUsage(started)
  const report: HostileReport = { name, outcome, cpuMs: (spent.user + spent.system) / 1000 }
  parentPort?.postMessage({ report })
}

function decodedAs(input: Uint8Array, fileName: string): string {
  try {
    const decoded = decode(input, { fileName })
    // As much as the page shows: all of it is what a reader asks for, and comes in pieces.
    let written = 0
    for (const piece of jsonText(projectContent(decoded.content), 2)) {
      written += piece.length
      if (written > SHOWN_CHARS) break
    }
    byteViews(decoded)
    return decoded.content.kind
  } catch (error) {
    if (!(error instanceof DecodeError)) return `threw ${String(error)}`
    failureView(input, error)
    return error.code
  }
}
