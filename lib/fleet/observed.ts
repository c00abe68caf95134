/** Who says so. The order is the order in which evidence is always shown. */
export const SOURCES = ['rest', 'ha', 'operator', 'storage', 'weir'] as const
export type Source = (typeof SOURCES)[number]

/**
 * A value with where it comes from and when. `sourceTime` is the time on the source's own clock (null where it gives
 * none), `observedAt` the time on Weir's clock; both epoch milliseconds. A value nobody told is `null`, never 0.
 */
export interface Observed<T> {
  value: T
  /** `image`: read from the tag of the image that its Deployment runs */
  source: Source | 'image'
  sourceTime: number | null
  observedAt: number
}
