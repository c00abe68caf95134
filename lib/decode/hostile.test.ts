import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import type { HostileReport, HostileTask } from './testing/hostile-thread.ts'

const MOST_MB = 64
/** What the modules take, and what is not collected yet while other tests have the processors. */
const MODULES_MB = 56
/** What grows with the square of its input takes minutes. */
const MOST_CPU_MS = 5_000

function decodedInThread(length: number): Promise<HostileReport[]> {
  const workerData: HostileTask = { length }
  const reports: HostileReport[] = []
  let begun = ''
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./testing/hostile-thread.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: MODULES_MB + MOST_MB },
      execArgv: [],
    })
    thread.on('message', (message: { begun: string } | { report: HostileReport }) => {
      if ('begun' in message) begun = message.begun
      else reports.push(message.report)
    })
    thread.on('error', (error) => reject(new Error(`at ${begun}`, { cause: error })))
    thread.on('exit', () => resolve(reports))
  })
}

it('what is made to be endless, deep or wide is decoded or refused, in bounded time and memory', {
  timeout: 300_000,
}, async () => {
  const reports = await decodedInThread(1_000_000)
  const outcomes = new Set(reports.map(({ outcome }) => outcome))
  expect([...outcomes].filter((outcome) => outcome.startsWith('threw'))).toEqual([])
  for (const outcome of ['configuration', 'java-stream', 'tooLarge']) expect(outcomes).toContain(outcome)
  expect(reports.filter(({ cpuMs }) => cpuMs > MOST_CPU_MS)).toEqual([])
})
