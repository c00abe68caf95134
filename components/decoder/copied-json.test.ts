import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { main } from '@/bin/decode/main'
import { captureBytes, captureText } from '@/lib/formats/testing/captures'
import type { DecodeAnswer, DecodeRequest, Outcome } from './outcome'

// What the page copies is made by its worker, what weir-decode prints by its command: both run here.

const CONFIG_MAPS = captureText('1.20.5/running/configmaps.json')
const INPUTS: [what: string, input: Uint8Array][] = [
  ['a _metadata', captureBytes('1.20.5/running/chk-10/_metadata')],
  ['a _metadata with nulls', captureBytes('metadata/flink2.0-table-state-nulls.metadata')],
  ['ConfigMaps', Buffer.from(CONFIG_MAPS)],
  ['ConfigMaps of which a part is damaged', captureBytes('field/ha-1.13.configmaps.json')],
  ['the events of a watch', captureBytes('1.14.6/watch.jsonl')],
  ['a value', Buffer.from(/"checkpointID-0{18}9":"([^"]+)"/.exec(CONFIG_MAPS)?.[1] ?? '')],
  ['a job graph', captureBytes('1.14.6/running/ha/orders/submittedJobGraph3b67007dd6f5')],
  ['a completed checkpoint', captureBytes('1.14.6/restored/ha/orders/completedCheckpoint12e7df0df72c')],
  ['a configuration with a secret', Buffer.from('s3.secret-key: canary\nstate.backend: rocksdb\n')],
]

const folder = mkdtempSync(join(tmpdir(), 'weir-copied-'))
const waiting: ((answer: DecodeAnswer) => void)[] = []
let hear: (event: { data: DecodeRequest }) => void

beforeAll(async () => {
  vi.stubGlobal('self', {
    addEventListener: (_: string, listener: typeof hear) => {
      hear = listener
    },
    postMessage: (answer: DecodeAnswer) => waiting.shift()?.(answer),
  })
  await import('./decode-worker')
})

afterAll(() => {
  vi.unstubAllGlobals()
  rmSync(folder, { recursive: true })
})

function askWorker(request: DecodeRequest): Promise<DecodeAnswer> {
  const { promise, resolve } = Promise.withResolvers<DecodeAnswer>()
  waiting.push(resolve)
  hear({ data: request })
  return promise
}

async function copied(input: Uint8Array): Promise<{ outcome: Outcome; text: string }> {
  const decoded = await askWorker({ ask: 'decode', input: new Blob([Uint8Array.from(input)]) })
  const json = await askWorker({ ask: 'json' })
  if (decoded.answer !== 'outcome' || json.answer !== 'json') throw new Error('the worker answered something else')
  return { outcome: decoded.outcome, text: await json.json.text() }
}

async function printed(input: Uint8Array): Promise<string> {
  const file = join(folder, 'input')
  writeFileSync(file, input)
  let text = ''
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += String(piece)
    return true
  })
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  try {
    await main([file])
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
  return text
}

/** The text of `value` as it stands in the frame that the command prints around it, less the frame's margin. */
function valueIn(frame: string): string {
  const begin = '\n  "value": '
  const value = frame.slice(frame.indexOf(begin) + begin.length, frame.lastIndexOf('\n}'))
  return value.replaceAll('\n  ', '\n')
}

test.each(INPUTS)('what is copied of %s is, to the letter, the value that weir-decode prints', async (_, input) => {
  const { outcome, text } = await copied(input)
  const frame = await printed(input)
  const { kind, encoding, byteLength, value } = JSON.parse(frame)
  expect(text.length).toBeGreaterThan(20)
  expect(text === valueIn(frame)).toBe(true)
  expect(JSON.parse(text)).toEqual(value)
  expect(outcome).toMatchObject({ kind: 'decoded', content: kind, encoding, byteLength })
  expect(text).not.toContain('canary')
})
