const AGAIN_MS = 2_000

/**
 * For what is loaded on demand: what `load` brings, asked for again while Weir can't be reached. A part that did not come would else
 * take down the whole page, and with it what it told last; until it comes, nothing is in its place.
 */
export function reachable<T>(load: () => Promise<T>): Promise<T> {
  return load().catch(() => new Promise((resolve) => setTimeout(() => resolve(reachable(load)), AGAIN_MS)))
}
