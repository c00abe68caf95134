import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FormatError, readCheckpointMetadata, readCompletedCheckpoint, readHaConfigMap } from '../index.ts'

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

const fixture = (file: string) => new Uint8Array(readFileSync(new URL(`../fixtures/${file}`, import.meta.url)))

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

describe.each(KINDS)('%s', (_, file, read) => {
  const bytes = fixture(file)

  it('is an error when something follows', () => {
    const longer = new Uint8Array(bytes.length + 1)
    longer.set(bytes)
    expect(outcome(() => read(longer), longer.length)).toMatchObject({ code: 'trailingBytes', offset: bytes.length })
  })
})

describe('state handle', () => {
  const maps: { metadata: { name: string }; data: Record<string, string> }[] = JSON.parse(
    readFileSync(new URL('../fixtures/2.3.0/running/configmaps.json', import.meta.url), 'utf8'),
  ).items
  const map = maps.find((each) => each.data['checkpointID-0000000000000000011'])
  const value = map?.data['checkpointID-0000000000000000011'] ?? ''

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
