import { normalisePath, splitPath } from './path.ts'

/** A registered prefix of storage and the local directory that holds it (a mount, or the very directory). */
export interface Location {
  id: string
  /** As Flink writes it: `file:///srv/flink`, `s3://bucket/flink`. */
  prefix: string
  directory: string
}

/** Where a path lies: `segments` below the directory of `location`. */
export interface Located {
  location: Location
  segments: string[]
}

/**
 * Finds the location that holds a path, the one with the longest prefix where several do. Whole segments count:
 * `file:///srv/flink` does not hold `file:///srv/flinkier/x`.
 */
export function locate(locations: readonly Location[], path: string): Located | null {
  const wanted = normalisePath(path)
  let best: { location: Location; prefix: string } | null = null
  for (const location of locations) {
    const prefix = normalisePath(location.prefix)
    if (holds(prefix, wanted) && (best === null || prefix.length > best.prefix.length)) best = { location, prefix }
  }
  if (best === null) return null
  const rest = wanted.slice(best.prefix.length)
  return { location: best.location, segments: rest.split('/').filter((segment) => segment !== '') }
}

function holds(prefix: string, path: string): boolean {
  if (splitPath(prefix).scheme === null) return false
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)
}

/** Whether every segment names an entry below its parent: no `.`, no `..`, nothing a file system would cut at. */
export function staysBelow(segments: readonly string[]): boolean {
  return segments.every((segment) => segment !== '.' && segment !== '..' && !segment.includes('\0'))
}
