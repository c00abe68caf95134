import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import { type DamageTask, damageFile } from './damage-file.ts'

// One of the threads that damage files: its heap is capped, so that a reader that takes too much dies of it.

const { tasks, heartbeat }: { tasks: DamageTask[]; heartbeat: SharedArrayBuffer } = workerData
const cases = new Int32Array(heartbeat)

// What is held is what is left after a collection; when one comes by itself is chance.
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

for (const task of tasks) {
  const report = damageFile(task, () => Atomics.add(cases, 0, 1))
  collectGarbage()
  const { arrayBuffers } = process.memoryUsage()
  parentPort?.postMessage({ report, arrayBuffers })
}
