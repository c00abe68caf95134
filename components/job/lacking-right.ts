import type { Problem } from '@/lib/problem'
import type { JobTab } from './job-address'

/** What a tab is made of besides Weir's record. */
const NEEDS: Record<JobTab, readonly string[]> = {
  checkpoints: ['services/proxy'],
  'recovery-points': [],
  'high-availability': ['configmaps'],
}

/** The rights of which a tab lacks what it shows: of others it has all. */
export function lackingFor(tab: JobTab, forbidden: readonly Problem[]): Problem[] {
  return forbidden.filter(({ params }) => NEEDS[tab].some((resource) => resource === params?.resource))
}
