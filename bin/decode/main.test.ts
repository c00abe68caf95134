import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { finishedSubtask } from '../../lib/formats/checkpoint-metadata/subtask-state.ts'
import { writeCheckpointMetadata } from '../../lib/formats/checkpoint-metadata/write-checkpoint-metadata.ts'
import { captureBytes, captureText } from '../../lib/formats/testing/captures.ts'

const script = fileURLToPath(new URL('../weir-decode.mjs', import.meta.url))
const METADATA = '1.20.5/running/chk-10/_metadata'
const CONFIG_MAPS = '1.20.5/running/configmaps.json'
const FAILED_JOB = '1.20.5/variants/result-store/ha/job-result-store/orders/73850eb738feb1be8021b32c5b426c3d.json'

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

test('finds out what each kind of file is, and reads on past broken ones', async () => {
  const fixture = (name: string) => fileURLToPath(new URL(`../../lib/formats/fixtures/${name}`, import.meta.url))
  const checkpoint = fixture('2.3.0/restored/ha/orders/completedCheckpointad83d788e395')
  const maps: { items: { data: Record<string, string> }[] } = JSON.parse(captureText('2.3.0/running/configmaps.json'))
  const pointer = maps.items.flatMap(({ data }) => Object.values(data)).find((value) => value.startsWith('rO0'))
  const written: Record<string, string | Uint8Array> = {
    'pointer.b64': `${pointer}\n`,
    'map.json': JSON.stringify({ kind: 'ConfigMap', ...maps.items[0] }),
    'map.yaml': 'kind: ConfigMap\nmetadata:\n  name: orders-cluster-config-map\ndata: {}\nbinaryData:\n  blob: AQID\n',
    'text.java': Uint8Array.from(Buffer.from('aced0005740004776569', 'hex')),
    'unknown.java': Uint8Array.from(Buffer.from('aced00057400047765697279', 'hex')),
    'flink-conf.yaml': 'state.backend: rocksdb\n',
    'config.yaml': 'state:\n  backend:\n    type: rocksdb\n',
    'old.metadata': Uint8Array.from(Buffer.from(`4960672d00000001${'00'.repeat(20)}`, 'hex')),
    'bad.json': '{"kind":"ConfigMap","metadata":{"name":"x",}}',
    'bad.b64': 'rO0ABXNyAFhvcmcuYXBhY2hl!!',
    'notes.txt': 'no file of Flink',
  }
  for (const [name, content] of Object.entries(written)) writeFileSync(at(name), content)
  const kinds = {
    [checkpoint]: 'completed-checkpoint',
    [fixture('2.3.0/running/ha/orders/submittedExecutionPlan6aa301cd9c16')]: 'submitted-job',
    [fixture('1.20.5/running/ha/orders/submittedJobGraph7020f387c9fe')]: 'submitted-job',
    [fixture('2.3.0/variants/run-application/ha/submittedApplication24dff84b54ef')]: 'submitted-job',
    [fixture(FAILED_JOB)]: 'job-result',
    [at('pointer.b64')]: 'state-handle',
    [at('map.json')]: 'config-map',
    [at('map.yaml')]: 'config-map',
    [at('unknown.java')]: 'java-stream',
    [at('flink-conf.yaml')]: 'configuration',
    [at('config.yaml')]: 'configuration',
  }
  const broken = ['text.java', 'old.metadata', 'bad.json', 'bad.b64', 'notes.txt'].map(at)
  const { out, err, exitCode } = await run(['--lines', ...Object.keys(kinds), ...broken])
  const printed = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(Object.fromEntries(printed.map(({ file, kind }) => [file, kind]))).toEqual(kinds)
  expect(printed.find(({ file }) => file === at('map.yaml')).value.entries).toEqual([
    { key: 'blob', kind: 'unknown', binaryBytes: 3 },
  ])
  const told = err.trim().split('\n')
  expect(told.map((line) => broken.find((file) => line.startsWith(`weir-decode: ${file}: `)))).toEqual(broken)
  for (const line of told) expect(line).toMatch(/ at (byte|character) \d+: expected .*, found /)
  expect(exitCode).toBe(2)
})

test('reads standard input, and prints what Flink said', async () => {
  const { out, exitCode } = await run(['--golden', '-'], captureBytes(METADATA))
  const expected = JSON.parse(captureText(`${METADATA}.expected.json`))
  expect(JSON.parse(out)).toMatchObject({ bytes: expected.bytes, magic: '4960672d', totals: expected.totals })
  expect(exitCode).toBe(0)
})

test('prints the smaller shape of captures that have it, by their name or when asked', async () => {
  const fixture = (name: string) => fileURLToPath(new URL(`../../lib/formats/fixtures/${name}`, import.meta.url))
  const metadata = 'metadata/flink1.10-rocksdb-savepoint'
  const named = await run(['--golden', fixture(`${metadata}.metadata`)])
  const expected = JSON.parse(captureText(`${metadata}.json`))
  expect(JSON.parse(named.out)).toEqual(expected)
  const asked = await run(['--golden=sums', '-'], captureBytes(`${metadata}.metadata`))
  expect(JSON.parse(asked.out)).toEqual({ ...expected, file: '-' })

  const { out, err, exitCode } = await run(['--golden', fixture('field/ha-1.13.configmaps.json')])
  expect(JSON.parse(out)).toEqual(JSON.parse(captureText('field/ha-1.13.expected.json')))
  // Both leader annotations are cut short, and nothing else is lost.
  expect(err.match(/control-plane.alpha.kubernetes.io\/leader: truncated at character 138/g)).toHaveLength(2)
  expect(exitCode).toBe(2)
})

test('a summary reads a pipe that brings byte by byte', async () => {
  const bytes = captureBytes(METADATA)
  const { out, exitCode } = await run(
    ['--summary', '-'],
    Readable.from(Array.from(bytes, (byte) => Buffer.from([byte]))),
  )
  expect(JSON.parse(out)).toMatchObject({ kind: 'checkpoint-metadata', byteLength: bytes.length })
  expect(exitCode).toBe(0)
})

test('a summary of 200 MB from a pipe takes no more memory than one of some', { timeout: 180_000 }, async () => {
  const { bytes, pieces } = largeMetadata(200_000_000)
  const told = 'process.on("exit", () => process.stderr.write(String(process.resourceUsage().maxRSS)))'
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${told}`, script, '--summary', '-'])
  Readable.from(pieces).pipe(child.stdin)
  const [out, peakKb, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  expect(exitCode).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    byteLength: bytes,
    value: { totals: { fileHandleBytes: expect.any(Number) } },
  })
  // Node itself takes some 80 MB.
  expect(Number(peakKb) / 1024).toBeLessThan(150)
})

/** `_metadata` of one subtask with as many files of RocksDB as it takes. */
function largeMetadata(leastBytes: number): { bytes: number; pieces: Iterable<Uint8Array> } {
  const file = (localName: string) => ({
    localName,
    handle: { kind: 'file' as const, path: `s3://flink/checkpoints/orders/shared/${'0'.repeat(64)}`, sizeBytes: 1 },
  })
  const of = (names: string[]) =>
    writeCheckpointMetadata(
      {
        version: 4,
        checkpointId: 1,
        masterStates: [],
        operators: [
          {
            id: '01'.repeat(16),
            name: null,
            uid: null,
            parallelism: 1,
            maxParallelism: 128,
            coordinatorState: null,
            fullyFinished: false,
            subtasks: [
              {
                ...finishedSubtask(0),
                finished: false,
                managedKeyedState: {
                  kind: 'incremental',
                  checkpointId: 1,
                  backendIdentifier: 'backend',
                  keyGroups: { startKeyGroup: 0, count: 128 },
                  persistedSizeBytes: 1,
                  meta: { kind: 'inline', name: 'meta', bytes: new Uint8Array(1) },
                  shared: names.map(file),
                  private: [],
                  stateHandleId: 'handle',
                },
              },
            ],
          },
        ],
      },
      null,
    )
  const one = Buffer.from(of(['000001.sst']))
  const fileBytes = of(['000001.sst', '000002.sst']).length - one.length
  // A length of two bytes stands before the name, and the number of files before that.
  const begin = one.indexOf('000001.sst') - 2
  const [piece, times] = [
    Buffer.alloc(fileBytes * 10_000, one.subarray(begin, begin + fileBytes)),
    Math.ceil(leastBytes / fileBytes / 10_000),
  ]
  const head = Buffer.from(one.subarray(0, begin))
  head.writeInt32BE(times * 10_000, begin - 4)
  const tail = one.subarray(begin + fileBytes)
  return {
    bytes: head.length + piece.length * times + tail.length,
    pieces: (function* () {
      yield head
      for (let i = 0; i < times; i++) yield piece
      yield tail
    })(),
  }
}

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
  expect(lines[1]).toMatch(/absent: could not be read: there is no such file$/)
  expect(lines[2]).toMatch(/checkpointID-0000000000000000008: malformedText at character 11: expected a Base64 digit/)
  expect(lines.length).toBe(3)
  expect(exitCode).toBe(2)
})

test('a damaged throwable is told, beside all else of its result', async () => {
  const result = captureText(FAILED_JOB).replace(/("serialized-throwable"\s*:\s*"[^"]{40})[^"]*/, '$1')
  const { out, err, exitCode } = await run(['-'], Buffer.from(result))
  expect(JSON.parse(out)).toMatchObject({ kind: 'job-result', value: { status: 'FAILED' } })
  expect(err).toMatch(/^weir-decode: -: serialized-throwable: truncated at decoded byte \d+: expected .+\n$/)
  expect(exitCode).toBe(2)
})

test('the password in a path is printed in goldens alone, which are what Flink’s classes say', async () => {
  const bytes = Buffer.from(captureBytes(METADATA))
  const address = 's3://u:hunter2hunter2@b/'
  for (let at = bytes.indexOf('file:/'); at >= 0; at = bytes.indexOf('file:/', at + 1)) bytes.write(address, at)
  for (const words of [['-'], ['--summary', '-']]) {
    const { out } = await run(words, bytes)
    expect(out).toContain('s3://u:******@b/')
    expect(out).not.toContain('hunter2')
  }
  expect((await run(['--golden', '-'], bytes)).out).toContain(address)
})

test('what has no golden is masked in their shape too, and printed at all', async () => {
  const result = captureText(FAILED_JOB).replace(
    '"stack-trace":"',
    '"stack-trace":"jdbc:x?user=u&password=hunter2hunter2 ',
  )
  const told = await run(['--golden', '-'], Buffer.from(result))
  expect(told.out).toContain('password=******')
  expect(told.out).not.toContain('hunter2')
  const map = {
    kind: 'ConfigMap',
    metadata: { name: 'x' },
    data: { 'flink-conf.yaml': 's3.secret-key: hunter2hunter2\n' },
  }
  const { out } = await run(['--golden', '-'], Buffer.from(JSON.stringify(map)))
  expect(JSON.parse(out)).toMatchObject({ purpose: 'other', name: 'x' })
  expect(out).not.toContain('hunter2')
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

test('a place in a file of text has its line, and a name is told without what moves a cursor', async () => {
  writeFileSync(at('bad.json'), '{\n  "kind": "ConfigMap",\n  x\n}')
  const { err, exitCode } = await run([at('bad.json'), at('\u001b[31m\nred'), folder])
  const [json, red, directory] = err.trim().split('\n')
  expect(json).toMatch(/malformedText at character 27: .* \(line 3, column 3\)$/)
  expect(red).toMatch(/\/\\u001b\[31m\\u000ared: could not be read: there is no such file$/)
  expect(directory).toMatch(/could not be read: it is a directory; name the files in it$/)
  expect(exitCode).toBe(2)
})

test('what cannot be written is told, and no defect', async () => {
  const child = spawn('sh', ['-c', `"$0" "$1" "$2" > /dev/full`, process.execPath, script, at('metadata')])
  const [err, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect(err).toMatch(/^weir-decode: what was decoded could not be written: .*ENOSPC.*\n$/)
  expect(exitCode).toBe(2)
})
