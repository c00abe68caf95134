import { fileURLToPath } from 'node:url'

/** Flink writes `file:/a` where it was told `file:///a`: the same place. Other schemes are written as they are. */
export function samePlace(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && normal(a) === normal(b)
}

export function normal(path: string): string {
  return path.replace(/^file:\/*/, 'file:///').replace(/\/+$/, '')
}

/** The file on this machine that a cluster of the tier means by a `file:` path. */
export function localFile(path: string): string {
  return fileURLToPath(normal(path))
}
