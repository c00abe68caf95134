/** An id or name cut in the middle, where ids of one kind are most alike: `7d1f…c02a`. Short ones stay whole. */
export function shortenMiddle(text: string, head = 4, tail = 4): string {
  return text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`
}

/** The pieces of a path between which a line may break: after each slash, never within `://`. */
export function pathPieces(path: string): string[] {
  return path.match(/^[a-z][a-z0-9+.-]*:\/+|[^/]+\/*|\/+/gi) ?? []
}

/** Scheme and authority stay, the middle goes, the last two segments stay: where it lies and what it is called. */
export function shortenPath(path: string, limit = 64): string {
  const pieces = pathPieces(path)
  if (path.length <= limit || pieces.length <= 4) return path
  return [pieces[0], pieces[1], '…/', pieces.at(-2), pieces.at(-1)].join('')
}

/** The last segment of a path: what a savepoint is called. */
export function lastSegment(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? path
}

/**
 * What happened, of a problem's sentences: for places with room for one. Ends at the first full stop that is followed
 * by a new sentence, so that names and addresses stay whole.
 */
export function firstSentence(text: string): string {
  return /^.*?(?:\.(?=\s+\S)|。)/su.exec(text)?.[0].replace(/[.。]$/u, '') ?? text.replace(/[.。]$/u, '')
}
