import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import manifest from './package.json' with { type: 'json' }

// The formats as a package of their own, taken by a program that has nothing else of Weir.

const run = promisify(execFile)
const here = fileURLToPath(new URL('.', import.meta.url))
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url))
let folder: string

const PROGRAM = `
import { readFileSync } from 'node:fs'
import { FormatError, readCheckpointMetadata, readHaConfigMap } from 'weir-formats'
import { optionOf, readFlinkConf } from 'weir-formats/configuration'
import { JavaObject, JavaObjectStream } from 'weir-formats/java-serialization'
import { writeHaConfigMaps, writeStateHandle } from 'weir-formats/writing'

const [, , metadata, graph] = process.argv
const { checkpointId, operators } = readCheckpointMetadata(readFileSync(metadata))
const root = new JavaObjectStream(readFileSync(graph)).readObject()
let offset = -1
try {
  readCheckpointMetadata(new Uint8Array(3))
} catch (error) {
  if (error instanceof FormatError) offset = error.offset
}
const key = 'checkpointID-0000000000000000042'
const data = { [key]: writeStateHandle({ kind: 'file', path: 's3://a/b', sizeBytes: 1 }, '2.3') }
const map = readHaConfigMap({ name: 'orders-00000000000000000000000000000001-config-map', data })
console.log(JSON.stringify({
  checkpointId,
  operators: operators.length,
  graph: root instanceof JavaObject && root.className,
  offset,
  pointer: map?.entries[0]?.pointer?.path,
  conf: readFlinkConf('a.b: c').values.get('a.b'),
  type: optionOf('execution.checkpointing.interval', '1.20')?.type,
  writes: typeof writeHaConfigMaps,
}))
`

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'weir-formats-'))
  const packed = join(folder, 'node_modules', 'weir-formats')
  mkdirSync(packed, { recursive: true })
  await run(process.execPath, [
    join(modules, 'typescript', 'bin', 'tsc'),
    '-p',
    join(here, 'tsconfig.json'),
    '--outDir',
    join(packed, 'dist'),
  ])
  copyFileSync(join(here, 'package.json'), join(packed, 'package.json'))
  symlinkSync(join(modules, 'yaml'), join(folder, 'node_modules', 'yaml'))
  writeFileSync(join(folder, 'program.mjs'), PROGRAM)
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('is read by its name', async () => {
  const capture = (name: string) => join(here, 'fixtures', name)
  const { stdout } = await run(process.execPath, [
    join(folder, 'program.mjs'),
    capture('2.3.0/running/chk-11/_metadata'),
    capture('2.3.0/running/ha/orders/submittedExecutionPlan6aa301cd9c16'),
  ])
  expect(JSON.parse(stdout)).toEqual({
    checkpointId: 11,
    operators: 6,
    graph: 'org.apache.flink.streaming.api.graph.StreamGraph',
    offset: 0,
    pointer: 's3://a/b',
    conf: 'c',
    type: 'duration',
    writes: 'function',
  })
})

test('asks for the yaml that Weir has', async () => {
  const { default: root } = await import('../../package.json', { with: { type: 'json' } })
  expect(manifest.dependencies.yaml).toBe(root.dependencies.yaml)
})
