/**
 * Brings the spellings of one place in storage to one: `file:/a` (as Flink writes it), `file:///a` and `/a` become
 * `file:///a`. Schemes are lower-cased, trailing slashes dropped, and doubled slashes collapse where a file system would
 * collapse them; in object stores they are part of the key and stay.
 *
 * Nothing is decoded and `..` is not resolved: Flink writes paths unescaped, so `%2e` is a name, and a path that climbs
 * is for the reader to refuse. Text that is no path comes back as it is. `normalisePath(normalisePath(p))` is
 * `normalisePath(p)`.
 */
export function normalisePath(path: string): string {
  const { scheme, authority, key } = splitPath(path)
  if (scheme === null) return path
  const collapsed = scheme === 'file' ? key.replace(/\/{2,}/g, '/') : key
  const trimmed = collapsed.replace(/\/+$/, '')
  const prefix = `${scheme}://${authority}`
  return trimmed === '' && authority === '' ? `${prefix}/` : prefix + trimmed
}

/** The parts of a path, unchanged but for the scheme; `scheme` null: neither a URI with a path nor an absolute path. */
export function splitPath(path: string): { scheme: string | null; authority: string; key: string } {
  if (path.startsWith('/')) return { scheme: 'file', authority: '', key: path }
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/]*)(\/.*)?|(\/.*))$/s.exec(path)
  const scheme = match?.[1]?.toLowerCase()
  if (!match || !scheme) return { scheme: null, authority: '', key: path }
  const authority = match[2] ?? ''
  const local = scheme === 'file' && authority.toLowerCase() === 'localhost'
  return { scheme, authority: local ? '' : authority, key: match[3] ?? match[4] ?? '' }
}
