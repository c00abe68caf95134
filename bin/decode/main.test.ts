import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { captureBytes, captureText } from '../../lib/formats/testing/captures.ts'

const script = fileURLToPath(new URL('../weir-decode.mjs', import.meta.url))
const METADATA = '1.20.5/running/chk-10/_metadata'
const CONFIG_MAPS = '1.20.5/running/configmaps.json'

// Each starts a Node, some of them on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

let folder: string
const at = (name: string) => join(folder, name)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-decode-'))
  writeFileSync(at('metadata'), captureBytes(METADATA))
  writeFileSync(at('cut'), captureBytes(METADATA).subarray(0, 3000))
  writeFileSync(at('maps.json'), captureText(CONFIG_MAPS))
  writeFileSync(at('watch.jsonl'), captureText('1.14.6/watch.jsonl'))
  writeFileSync(at('damaged.json'), captureText(CONFIG_MAPS).replace('rO0ABXNyAGNv', 'rO0ABXNyAGN!'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the command as a shell does, with what it reads from standard input. */
async function run(words: string[], input: Readable | Uint8Array = new Uint8Array()) {
  const child = spawn(process.execPath, [script, ...words], { stdio: ['pipe', 'pipe', 'pipe'] })
  // A command that has read enough closes its end.
  child.stdin.on('error', () => {})
  const source = input instanceof Uint8Array ? Readable.from([Buffer.from(input)]) : input
  source.pipe(child.stdin)
  const [out, err, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, err, exitCode }
}

test('prints each file as JSON', async () => {
  const { out, err, exitCode } = await run(['--lines', at('metadata'), at('maps.json')])
  const [metadata, maps] = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(metadata).toMatchObject({ file: at('metadata'), kind: 'checkpoint-metadata', value: { checkpointId: 10 } })
  expect(metadata.value.operators[1].subtasks.length).toBeGreaterThan(0)
  expect(maps).toMatchObject({
    kind: 'config-map-list',
    encoding: 'json',
    value: { configMaps: [{ counter: 11 }, {}] },
  })
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 })
})

test('reads standard input, and prints what Flink said', async () => {
  const { out, exitCode } = await run(['--golden', '-'], captureBytes(METADATA))
  const expected = JSON.parse(captureText(`${METADATA}.expected.json`))
  expect(JSON.parse(out)).toMatchObject({ bytes: expected.bytes, magic: '4960672d', totals: expected.totals })
  expect(exitCode).toBe(0)
})

test('events of a watch are lines', async () => {
  const count = captureText('1.14.6/watch.jsonl').trim().split('\n').length
  for (const shape of ['--golden', '--lines']) {
    const { out } = await run([shape, at('watch.jsonl')])
    const lines = out.trim().split('\n')
    expect(lines.length).toBe(count)
    for (const line of lines) JSON.parse(line)
  }
})

test('bad input is one line with file, offset and expectation, and the others are printed', async () => {
  const { out, err, exitCode } = await run(['--lines', at('cut'), at('absent'), at('metadata'), at('damaged.json')])
  const printed = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).file)
  expect(printed).toEqual([at('metadata'), at('damaged.json')])
  const lines = err.trim().split('\n')
  expect(lines[0]).toBe(
    `weir-decode: ${at('cut')}: truncated at byte 2993: expected local file name (14 bytes), found 7 bytes`,
  )
  expect(lines[1]).toMatch(/absent: could not be read: ENOENT/)
  expect(lines[2]).toMatch(/checkpointID-0000000000000000008: malformedText at character 11: expected a Base64 digit/)
  expect(lines.length).toBe(3)
  expect(exitCode).toBe(2)
})

test('a summary of _metadata that is cut short is refused as the whole is', async () => {
  const { out, err, exitCode } = await run(['--summary', at('cut')])
  expect({ out, exitCode }).toEqual({ out: '', exitCode: 2 })
  expect(err).toMatch(/cut: truncated at byte \d+: expected/)
})

test('words that are none are refused before anything is read', async () => {
  const { out, err, exitCode } = await run(['--no-such-option', at('metadata')])
  expect({ out, exitCode }).toEqual({ out: '', exitCode: 1 })
  expect(err).toMatch(/^weir-decode: .*--help/)
})

test('whoever reads may stop reading', async () => {
  const child = spawn(process.execPath, [script, at('metadata')], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  const [err, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 })
})
