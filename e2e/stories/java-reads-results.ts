import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { readJobResult } from '../../lib/formats/index.ts'
import { writeJobResult } from '../../lib/formats/job-result/write-job-result.ts'
import type { FlinkVersion } from '../cluster/cache.ts'
import type { JavaReader } from '../cluster/java-reader.ts'
import { writeResults } from '../cluster/java-results.ts'
import { causesOf, ownResult } from '../cluster/own-words.ts'

// By the release itself, from 1.15 on; what is the same in each.
const RELEASES = { '1.20.5': '1.20', '2.3.0': '2.3' } as const

/**
 * Entries of the job result store: both readers read the same, of what the store writes and of what our encoder makes of
 * it. There is none up to 1.14.
 */
export async function readsResults(java: JavaReader, home: string, version: FlinkVersion, dir: string): Promise<void> {
  if (version === '1.14.6') return
  await mkdir(dir)
  const files = await writeResults(home, dir)
  assert.equal(files.length, 3)
  const again = await Promise.all(files.map((file) => writtenAgain(file, version)))
  const all = [...files, ...again]
  const own = await Promise.all(all.map(async (file) => ownResult(await readFile(file))))
  const words = await java.words('result', all)
  // Of accumulators no more than how long they are is read, so that there are none in what is written again.
  assert.deepEqual(own, words, `${version}: entries of the job result store`)
  assert.deepEqual(
    words.slice(files.length),
    words.slice(0, files.length).map((word) => ({ ...word, accumulators: [] })),
    `${version}: entries written again`,
  )
  const failed = words.find(({ status }) => status === 'FAILED')
  assert.match(JSON.stringify(failed?.causes), /IllegalStateException.*java\.io\.IOException.*No space left on device/)
}

async function writtenAgain(file: string, version: keyof typeof RELEASES): Promise<string> {
  const result = readJobResult(await readFile(file, 'utf8'))
  assert.ok(result.kind === 'job')
  const { failure } = result
  const rewritten = { ...result, accumulators: [], failure: failure && { ...failure, causes: causesOf(failure) } }
  const path = file.replace(/\.json$/, '-again.json')
  await writeFile(path, writeJobResult(rewritten, RELEASES[version]))
  return path
}
