/** An id or name cut in the middle, where ids of one kind are most alike: `7d1f…c02a`. Short ones stay whole. */
export function shortenMiddle(text: string, head = 4, tail = 4): string {
  return text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`
}

/** The pieces of a path between which a line may break: after each slash, never within `://`. */
export function pathPieces(path: string): string[] {
  return path.match(/^[a-z][a-z0-9+.-]*:\/+|[^/]+\/*|\/+/gi) ?? []
}

/** Job ids within a longer name, cut in the middle. */
export function shortenIds(text: string): string {
  return text.replace(/[0-9a-f]{32}/g, (id) => shortenMiddle(id))
}

/**
 * A path in one line: job ids are cut; where it is still longer than `limit` characters the middle goes. Scheme and
 * authority stay, and the last two segments, or the last one alone: where it lies and what it is called.
 */
export function shortenPath(path: string, limit = 64): string {
  const short = shortenIds(path)
  const pieces = pathPieces(short)
  if (short.length <= limit || pieces.length <= 4) return short
  const [root, last] = [`${pieces[0]}${pieces[1]}…/`, pieces.at(-1)]
  const both = `${root}${pieces.at(-2)}${last}`
  return both.length <= limit ? both : `${root}${last}`
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
