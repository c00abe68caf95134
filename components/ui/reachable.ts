const AGAIN_MS = 2_000

/**
 * For what is loaded on demand: what `load` brings, asked for again while Weir can't be reached. A part that did not come
 * would else take down the whole page, and with it what it told last; until it comes, nothing is in its place.
 *
 * @param failed is called each time that it did not come.
 */
export function reachable<T>(load: () => Promise<T>, failed?: () => void): Promise<T> {
  return load().catch(() => {
    failed?.()
    return new Promise((resolve) => setTimeout(() => resolve(reachable(load, failed)), AGAIN_MS))
  })
}
