import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import type { HostileReader, HostileReport, HostileTask } from './hostile-thread.ts'

// Every reader is given what is made to be endless, deep or wide, of 1 MB and of 16: it ends in a typed error or a value,
// within a second of its thread's time and 64 MB of memory above the input, heap and buffers together.

const MOST_CPU_MS = 1000
/** As many more bytes, as much more time: what grows with their square takes minutes. */
const MOST_LARGE_CPU_MS = 12_500
/** What the modules take. */
const MODULES_MB = 40
/** Of the heap, part of what a thread is given: where what was made last lies until a collection. */
const YOUNG_MB = 6

interface Room {
  heapMb: number
  buffersMb: number
}
/** 64 MB in all. Cells and columns lie in buffers, the objects of an outline in the heap. */
const ROOM: Room = { heapMb: 24, buffersMb: 40 }
const ROOM_OF_OBJECTS: Room = { heapMb: 60, buffersMb: 4 }
/** Of 16 MB of text there is a copy, as a string. */
const ROOM_WITH_TEXT: Room = { ...ROOM, heapMb: ROOM.heapMb + 16 }

const JAVA: HostileReader[] = ['javaValues', 'completedCheckpoint', 'submittedJob']
const METADATA: HostileReader[] = ['metadata', 'summary']
const TEXT: HostileReader[] = ['jobResult', 'leader', 'flinkConf', 'configYaml']
/** Refuse more than a ConfigMap holds before they look at it. */
const BASE64: HostileReader[] = ['stateHandle', 'haConfigMap']

/** A reader that takes more of the heap dies of it, with the case it was at. */
function readInThread(length: number, readers: readonly HostileReader[], heapMb: number): Promise<HostileReport[]> {
  const heartbeat = new SharedArrayBuffer(4)
  const workerData: HostileTask = { length, readers, heartbeat }
  const reports: HostileReport[] = []
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./hostile-thread.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: MODULES_MB + heapMb - YOUNG_MB, maxYoungGenerationSizeMb: YOUNG_MB },
      execArgv: [],
    })
    thread.on('message', (report: HostileReport) => reports.push(report))
    thread.on('error', (error) => {
      const last = reports.at(-1)
      reject(new Error(`after ${last?.reader}: ${last?.name}`, { cause: error }))
    })
    thread.on('exit', () => {
      const begun = new Int32Array(heartbeat)[0]
      if (begun === reports.length) resolve(reports)
      else reject(new Error(`${begun} cases were begun, ${reports.length} ended`))
    })
  })
}

it.each<[string, number, HostileReader[], Room, cpuMs: number]>([
  ['1 MB', 1_000_000, [...JAVA, ...METADATA, ...TEXT, ...BASE64], ROOM, MOST_CPU_MS],
  ['1 MB as an outline', 1_000_000, ['javaSyntax'], ROOM_OF_OBJECTS, MOST_CPU_MS],
  ['16 MB', 16_000_000, [...JAVA, ...METADATA], ROOM, MOST_CPU_MS],
  ['16 MB as an outline', 16_000_000, ['javaSyntax'], ROOM_OF_OBJECTS, MOST_CPU_MS],
  ['16 MB of text', 16_000_000, TEXT, ROOM_WITH_TEXT, MOST_CPU_MS],
  ['200 MB', 200_000_000, METADATA, ROOM, MOST_LARGE_CPU_MS],
])(
  '%s end in a typed error or a value, in bounded time and memory',
  { timeout: 300_000 },
  async (_name, length, readers, { heapMb, buffersMb }, mostCpuMs) => {
    const reports = await readInThread(length, readers, heapMb)
    const outcomes = new Set(reports.map(({ outcome }) => outcome))
    expect([...outcomes].filter((outcome) => outcome.startsWith('threw'))).toEqual([])
    expect(outcomes).toContain('value')
    expect(outcomes).toContain('tooLarge')
    expect(reports.filter(({ cpuMs }) => cpuMs > mostCpuMs)).toEqual([])
    expect(reports.filter(({ bufferBytes }) => bufferBytes > buffersMb * 1e6)).toEqual([])
  },
)
