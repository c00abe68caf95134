import { execFile } from 'node:child_process'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { compile } from './java.ts'

const run = promisify(execFile)

/**
 * Has Flink's own store write the results of a finished, a failed and a cancelled job.
 *
 * @param dir a folder of its own.
 * @returns the paths of the entries.
 */
export async function writeResults(home: string, dir: string): Promise<string[]> {
  const store = join(dir, 'job-result-store')
  await mkdir(store, { recursive: true })
  const classes = await compile('WriteResults', home, join(dir, 'write-results'))
  await run('java', ['-cp', `${classes}:${join(home, 'lib')}/*`, 'WriteResults', store])
  return (await readdir(store)).map((name) => join(store, name))
}
