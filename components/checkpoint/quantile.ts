/** The value below which that part of the sorted values lies, one of them; null of none. */
export function quantile(sorted: readonly number[], part: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))] ?? null
}

export function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b)
}
