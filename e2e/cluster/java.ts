import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const SOURCES = join(import.meta.dirname, 'java')

/** Compiles `OrdersJob` against the oldest release, so that the same jar runs on all of them. @returns the jar's path. */
export async function buildOrdersJob(oldestHome: string, dir: string): Promise<string> {
  const classes = await compile('OrdersJob', oldestHome, join(dir, 'orders-job'))
  const jar = join(dir, 'orders.jar')
  await run('jar', ['cfe', jar, 'OrdersJob', '-C', classes, '.'])
  return jar
}

/** Compiles a source of `java/`, with those it uses, against a Flink home. @returns the folder of its classes. */
export async function compile(name: string, home: string, classes: string): Promise<string> {
  await mkdir(classes, { recursive: true })
  await run('javac', [
    // Without a locale javac takes sources for ASCII.
    '-encoding',
    'UTF-8',
    '--release',
    '11',
    '-nowarn',
    '-sourcepath',
    SOURCES,
    '-cp',
    `${home}/lib/*`,
    '-d',
    classes,
    join(SOURCES, `${name}.java`),
  ])
  return classes
}
