import { existsSync, mkdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { StateFile } from './snapshot-state.ts'

/**
 * The storage of the demo's clusters: a local folder for each prefix that Flink writes to, such as `s3://web-state`.
 * Paths are as Flink writes them; of a file prefix that is `file:/srv/…`, with one slash.
 */
export class StateStorage {
  readonly #roots: { prefix: string; directory: string }[] = []
  readonly #directory: string

  /** What lies in `directory` from an earlier start is removed. */
  constructor(directory: string) {
    this.#directory = directory
    rmSync(directory, { recursive: true, force: true })
    mkdirSync(directory, { recursive: true })
  }

  /** Takes a prefix in, as a configuration has it: `s3://web-state`, `file:///srv/flink`. */
  register(prefix: string): void {
    if (this.#roots.some((root) => root.prefix === flinkPath(prefix))) return
    const directory = join(this.#directory, prefix.replace(/:\/+/, '/').replaceAll('@', '-at-'))
    mkdirSync(directory, { recursive: true })
    this.#roots.push({ prefix: flinkPath(prefix), directory })
  }

  /** `prefix=directory` of each, as Weir's `--storage-root` takes it. */
  roots(): string[] {
    return this.#roots.map(({ prefix, directory }) => `${prefix.replace(/^file:\//, 'file:///')}=${directory}`)
  }

  /** Whether a path lies below a prefix that this storage has, whatever its spelling. */
  holds(path: string): boolean {
    return this.#root(path) !== undefined
  }

  write(path: string, bytes: Uint8Array, at: number): void {
    const file = this.#locate(path)
    writeInto(file, () => writeFileSync(file, bytes))
    utimesSync(file, at / 1_000, at / 1_000)
  }

  /** Makes files of that length that take no room, where there are none: nobody reads what is in them. */
  reserve(files: readonly StateFile[]): void {
    for (const { path, sizeBytes } of files) {
      const file = this.#locate(path)
      if (existsSync(file)) continue
      writeInto(file, () => writeFileSync(file, ''))
      truncateSync(file, sizeBytes)
    }
  }

  /** Removes a file or a directory with all that is in it; one that is not there is no error. */
  remove(path: string): void {
    rmSync(this.#locate(path), { recursive: true, force: true })
  }

  makeDirectory(path: string): void {
    mkdirSync(this.#locate(path), { recursive: true })
  }

  #root(path: string): { prefix: string; directory: string } | undefined {
    const wanted = flinkPath(path)
    return this.#roots.find(({ prefix }) => wanted === prefix || wanted.startsWith(`${prefix}/`))
  }

  #locate(path: string): string {
    const root = this.#root(path)
    if (!root || path.split('/').includes('..')) throw new Error(`outside the demo's storage: ${path}`)
    return join(root.directory, flinkPath(path).slice(root.prefix.length))
  }
}

/** A path as Flink writes it, whatever it was configured as. */
export function flinkPath(path: string): string {
  return path.replace(/^file:\/+/, 'file:/')
}

/** Most files lie beside others: their directory is made only where it is missing. */
function writeInto(file: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    mkdirSync(dirname(file), { recursive: true })
    write()
  }
}
