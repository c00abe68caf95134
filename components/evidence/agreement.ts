import type { Source } from '@/lib/fleet/observed'
import type { Evidence } from '@/lib/fleet/view'

// SOURCES of lib/fleet is a value, and components take only types from there: the compiler keeps the two alike.
const ORDER: Record<Source, number> = { rest: 0, ha: 1, operator: 2, storage: 3, weir: 4 }

export const SOURCES: readonly Source[] = ['rest', 'ha', 'operator', 'storage', 'weir']

export function inOrder(evidence: readonly Evidence[]): Evidence[] {
  return [...evidence].sort((a, b) => ORDER[a.source] - ORDER[b.source])
}

/** Only a contradiction makes sources disagree: one that was not asked, or does not list the point, takes nothing away. */
export function agreement(evidence: readonly Evidence[]): { naming: Source[]; contradicting: Source[] } {
  const ordered = inOrder(evidence)
  return {
    naming: ordered.filter(({ verdict }) => verdict === 'names').map(({ source }) => source),
    contradicting: ordered.filter(({ verdict }) => verdict === 'contradicts').map(({ source }) => source),
  }
}
