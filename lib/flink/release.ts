/** `1.20.5` → 1.20; suffixes such as `-SNAPSHOT` are ignored. Null where a version can't be read. */
export function releaseOf(version: string): { major: number; minor: number } | null {
  const match = /^(\d{1,3})\.(\d{1,3})(?!\d)/.exec(version)
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : null
}

/** Whether a version is of a release or a later one: `isFrom('2.3.0', 1, 15)`. False where the version can't be read. */
export function isFrom(version: string, major: number, minor: number): boolean {
  const release = releaseOf(version)
  return release !== null && (release.major > major || (release.major === major && release.minor >= minor))
}
