/**
 * Of two positions in the change feed the one from which neither page misses anything. What comes twice does no harm:
 * messages carry whole rows.
 *
 * @returns '' where they are of two runs of Weir and can't be compared: from there the feed begins with all.
 */
export function earlierCursor(a: string, b: string): string {
  const [first, second] = [parts(a), parts(b)]
  if (!first || !second || first.run !== second.run) return a === b ? a : ''
  return first.version <= second.version ? a : b
}

function parts(cursor: string): { run: string; version: number } | null {
  const [, run, version] = /^([^.]+)\.(\d{1,15})$/.exec(cursor) ?? []
  return run === undefined || version === undefined ? null : { run, version: Number(version) }
}
