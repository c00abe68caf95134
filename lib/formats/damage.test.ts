import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  FormatError,
  readCheckpointMetadata,
  readCompletedCheckpoint,
  readHaConfigMap,
  readStateHandle,
} from './index.ts'

const KINDS: [name: string, file: string, read: (bytes: Uint8Array) => unknown][] = [
  ['completed checkpoint 1.14', '1.14.6/jm-killed/ha/orders/completedCheckpointb2967290c2c0', readCompletedCheckpoint],
  ['completed checkpoint 1.20', '1.20.5/jm-killed/ha/orders/completedCheckpointd427ae44005c', readCompletedCheckpoint],
  ['completed checkpoint 2.3', '2.3.0/restored/ha/orders/completedCheckpointad83d788e395', readCompletedCheckpoint],
  [
    'in-line everything',
    '1.20.5/variants/hashmap/jobmanager/ha/orders/completedCheckpointdc125794e602',
    readCompletedCheckpoint,
  ],
  ['version 3', '1.14.6/running/chk-10/_metadata', readCheckpointMetadata],
  ['version 4', '1.20.5/running/chk-10/_metadata', readCheckpointMetadata],
  ['version 6', '2.3.0/running/chk-11/_metadata', readCheckpointMetadata],
  ['canonical savepoint', '2.3.0/savepoints/canonical/_metadata', readCheckpointMetadata],
  ['native savepoint', '1.20.5/savepoints/native/_metadata', readCheckpointMetadata],
  ['file merging', '1.20.5/variants/file-merging/across-true/chk-6/_metadata', readCheckpointMetadata],
  ['changelog in files', '1.20.5/variants/changelog/filesystem/later/chk-6/_metadata', readCheckpointMetadata],
  ['changelog in memory', '1.20.5/variants/changelog/memory/early/chk-3/_metadata', readCheckpointMetadata],
  ['channel state 1.20', '1.20.5/variants/unaligned/chk-2/_metadata', readCheckpointMetadata],
  ['channel state 2.3', '2.3.0/variants/unaligned/chk-3/_metadata', readCheckpointMetadata],
  ['finished subtasks', '2.3.0/variants/finished/partially/chk-10/_metadata', readCheckpointMetadata],
  ['master hook', '2.3.0/variants/master-hook/chk-3/_metadata', readCheckpointMetadata],
]

/** Files up to this size are damaged at every byte, longer ones at this many places. */
const EXHAUSTIVE_BYTES = 8 * 1024
const PLACES = 2048

const fixture = (file: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${file}`, import.meta.url)))

/** A FormatError inside the input, or a value: throws anything else on. */
function outcome(read: () => unknown, length: number): FormatError | 'value' {
  try {
    read()
    return 'value'
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    if (!(Number.isSafeInteger(error.offset) && error.offset >= 0 && error.offset <= length)) throw error
    return error
  }
}

// A fixed sequence (mulberry32): a failure is found again.
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function places(length: number, random: () => number): number[] {
  if (length <= EXHAUSTIVE_BYTES) return Array.from({ length }, (_, at) => at)
  return Array.from({ length: PLACES }, () => Math.floor(random() * length))
}

describe.each(KINDS)('%s', (_, file, read) => {
  const bytes = fixture(file)

  it('is an error with offset when cut anywhere', { timeout: 60_000 }, () => {
    const taken: number[] = []
    for (const at of places(bytes.length, sequence(1))) {
      if (outcome(() => read(bytes.subarray(0, at)), at) === 'value') taken.push(at)
    }
    expect(taken).toEqual([])
  })

  it('is an error with offset or a value when a bit is flipped', { timeout: 60_000 }, () => {
    const random = sequence(2)
    let errors = 0
    for (const at of places(bytes.length, random)) {
      const damaged = bytes.slice()
      damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(random() * 8))
      if (outcome(() => read(damaged), bytes.length) !== 'value') errors++
    }
    expect(errors).toBeGreaterThan(0)
  })

  it('is an error when something follows', () => {
    const longer = new Uint8Array(bytes.length + 1)
    longer.set(bytes)
    expect(outcome(() => read(longer), longer.length)).toMatchObject({ code: 'trailingBytes', offset: bytes.length })
  })
})

describe('state handle', () => {
  const maps: { metadata: { name: string }; data: Record<string, string> }[] = JSON.parse(
    readFileSync(new URL('./fixtures/2.3.0/running/configmaps.json', import.meta.url), 'utf8'),
  ).items
  const map = maps.find((each) => each.data['checkpointID-0000000000000000011'])
  const value = map?.data['checkpointID-0000000000000000011'] ?? ''

  it('is an error with offset when cut anywhere', () => {
    const bytes = Uint8Array.from(atob(value), (char) => char.charCodeAt(0))
    const taken: number[] = []
    for (let at = 0; at < bytes.length; at++) {
      const cut = btoa(String.fromCharCode(...bytes.subarray(0, at)))
      if (outcome(() => readStateHandle(cut), cut.length) === 'value') taken.push(at)
    }
    expect(taken).toEqual([])
  })

  it('is an error with offset or a value whichever character is another', () => {
    let errors = 0
    for (let at = 0; at < value.length; at++) {
      for (const char of ['A', '/', '=', '-', '\n', 'é', '😀']) {
        const changed = value.slice(0, at) + char + value.slice(at + 1)
        if (outcome(() => readStateHandle(changed), changed.length) !== 'value') errors++
      }
    }
    expect(errors).toBeGreaterThan(value.length)
  })

  it('takes nothing from the entries beside it', () => {
    const data = {
      ...map?.data,
      'checkpointID-0000000000000000011': value.slice(0, -40),
      counter: 'twelve',
      other: '?',
    }
    const read = readHaConfigMap({ name: map?.metadata.name ?? '', data })
    expect(read?.entries.filter((entry) => entry.error).map((entry) => [entry.key, entry.error?.code])).toEqual([
      ['checkpointID-0000000000000000011', 'truncated'],
      ['counter', 'malformedText'],
    ])
    expect(read?.counter).toBeNull()
    expect(read?.entries.filter((entry) => entry.pointer).map((entry) => entry.checkpointId)).toEqual([9, 10])
    expect(read?.entries.find((entry) => entry.key === 'other')).toEqual({ key: 'other', kind: 'unknown', text: '?' })
  })
})
