import type { IconName } from '@/components/ui/icon'

/** The pages of the rail, in its order; what is not built is not in it. `command` is what the palette calls going there. */
export const PAGES = [
  { name: 'fleet', href: '/', icon: 'fleet', command: 'goFleet' },
  { name: 'jobs', href: '/jobs', icon: 'jobs', command: 'goJobs' },
  { name: 'decoder', href: '/decoder', icon: 'decoder', command: 'goDecoder' },
  { name: 'settings', href: '/settings', icon: 'settings', command: 'goSettings' },
] as const satisfies readonly { name: string; href: string; icon: IconName; command: string }[]

/** Pages below clusters have no entry of their own: they are of jobs. */
export function currentPage(path: string): { href: string; exact: boolean } | null {
  const own = PAGES.find(({ href }) => href === path)
  if (own) return { href: own.href, exact: true }
  return path.startsWith('/clusters/') ? { href: '/jobs', exact: false } : null
}
