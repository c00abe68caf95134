import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { FLINK_RELEASES, type FlinkRelease } from '../flink-release.ts'

const root = fileURLToPath(new URL('../fixtures/', import.meta.url))

/** Captured files of the project, by their path below `fixtures/`, sorted. */
export function captures(pattern: RegExp): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length).replace(/^\//, ''))
    .filter((name) => pattern.test(name))
    .sort()
}

export function captureBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(root + name))
}

export function captureText(name: string): string {
  return readFileSync(root + name, 'utf8')
}

/** The release that wrote a captured file: its first folder. */
export function releaseOfCapture(name: string): FlinkRelease {
  const release = FLINK_RELEASES.find((each) => name.startsWith(`${each}.`))
  if (!release) throw new Error(`${name} is in no folder of a release`)
  return release
}
