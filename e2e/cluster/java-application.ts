import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { compile } from './java.ts'

const run = promisify(execFile)

/**
 * Has Flink's own class write a `submittedApplication…` file, as a JobManager of 2.3 and later does.
 *
 * @param dir where the class and the file go.
 * @returns the file's path.
 */
export async function writeApplication(
  home: string,
  dir: string,
  { id, name }: { id: string; name: string },
): Promise<string> {
  const classes = await compile('WriteApplication', home, join(dir, 'write-application'))
  const file = join(dir, 'submittedApplication')
  await run('java', ['-cp', `${classes}:${join(home, 'lib')}/*`, 'WriteApplication', file, id, name])
  return file
}
