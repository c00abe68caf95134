'use client'

import dynamic from 'next/dynamic'
import { reachable } from '@/components/ui/reachable'

/** The timeline as a chunk of its own: the table below can be read before it is there. */
export const LazyTimeline = dynamic(() => reachable(() => import('./timeline').then(({ Timeline }) => Timeline)), {
  ssr: false,
  // As high as what comes, so that nothing moves.
  loading: () => <div className="h-[312px] flex-none" aria-busy="true" />,
})
