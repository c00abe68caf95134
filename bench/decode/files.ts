import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
export const FLINK_VERSION = '2.3.0'
const SOURCES = join(import.meta.dirname, '..', 'java')
const FLINK_HOME_SCRIPT = join(import.meta.dirname, '..', '..', 'e2e', 'cluster', 'flink-home.sh')

/** What is read, and what BenchFiles makes it of. */
export const RECIPES = [
  { name: 'metadata-0.5mb', kind: 'rocksdb', operators: 2, parallelism: 28 },
  { name: 'metadata-7mb', kind: 'rocksdb', operators: 6, parallelism: 128 },
  { name: 'metadata-40mb', kind: 'rocksdb', operators: 17, parallelism: 256 },
  { name: 'metadata-100mb', kind: 'rocksdb', operators: 43, parallelism: 256 },
  { name: 'metadata-100mb-inline', kind: 'inline', operators: 26, parallelism: 256 },
  { name: 'operator-states-8mb', kind: 'objects', operators: 6, parallelism: 128 },
  // Keys and values of a full ConfigMap.
  { name: 'config-map-1mb', kind: 'config-map', operators: 1078, parallelism: 0 },
] as const
export type FileName = (typeof RECIPES)[number]['name']

export interface BenchFile {
  name: FileName
  kind: (typeof RECIPES)[number]['kind']
  path: string
  bytes: number
  /** Handles that name files, handles in line, and the bytes of those. */
  files: number
  inlineHandles: number
  inlineBytes: number
}

/** The JVM's side: classes of bench/java compiled against a Flink release. */
export interface Java {
  classPath: string
  version: string
}

/** Makes what is missing in the cache: the jars of the release, classes, files. They depend on the sources alone. */
export async function prepare(say: (line: string) => void): Promise<{ java: Java; files: BenchFile[] }> {
  const cache = process.env.WEIR_CACHE ?? join(homedir(), '.cache', 'weir')
  const homes = join(cache, 'flink')
  await run('bash', [FLINK_HOME_SCRIPT, FLINK_VERSION, homes])
  const home = join(homes, `flink-${FLINK_VERSION}`)
  const folder = join(cache, 'bench', await digest(home))
  if (!(await exists(folder))) {
    say(`making the files of the benchmark in ${folder} (once)`)
    const part = `${folder}.${process.pid}`
    await mkdir(part, { recursive: true })
    await make(part, home)
    await rename(part, folder).catch(() => rm(part, { recursive: true }))
  }
  const made: Pick<BenchFile, 'files' | 'inlineHandles' | 'inlineBytes'>[] = JSON.parse(
    await readFile(join(folder, 'makeup.json'), 'utf8'),
  )
  const files = await Promise.all(
    RECIPES.map(async ({ name, kind }, i): Promise<BenchFile> => {
      const path = join(folder, name)
      const makeup = made[i]
      if (!makeup) throw new Error(`no makeup of ${name} in ${folder}: remove it`)
      return { name, kind, path, bytes: (await stat(path)).size, ...makeup }
    }),
  )
  const { stderr } = await run('java', ['-version'])
  return {
    java: { classPath: classPathOf(folder, home), version: stderr.split('\n')[0] ?? '' },
    files,
  }
}

async function make(folder: string, home: string): Promise<void> {
  const classes = join(folder, 'classes')
  const sources = (await readdir(SOURCES)).map((name) => join(SOURCES, name))
  await run('javac', ['--release', '11', '-nowarn', '-cp', join(home, 'lib', '*'), '-d', classes, ...sources])
  const words = RECIPES.flatMap(({ name, kind, operators, parallelism }) => [
    kind,
    `${operators}`,
    `${parallelism}`,
    join(folder, name),
  ])
  const { stdout } = await run('java', ['-Xmx4g', '-cp', classPathOf(folder, home), 'BenchFiles', ...words])
  await writeFile(join(folder, 'makeup.json'), `[${stdout.trim().split('\n').join(',')}]\n`)
}

function classPathOf(folder: string, home: string): string {
  return `${join(folder, 'classes')}:${join(home, 'lib', '*')}`
}

async function digest(home: string): Promise<string> {
  const hash = createHash('sha256').update(home).update(JSON.stringify(RECIPES))
  for (const name of (await readdir(SOURCES)).sort()) hash.update(await readFile(join(SOURCES, name)))
  return hash.digest('hex').slice(0, 16)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
