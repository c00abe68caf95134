'use client'

import dynamic from 'next/dynamic'
import { reachable } from '@/components/ui/reachable'

/** Operators and subtasks of an opened checkpoint, as a chunk of its own. */
export const LazyBreakdown = dynamic(() => reachable(() => import('./breakdown').then(({ Breakdown }) => Breakdown)), {
  ssr: false,
  loading: () => <div className="h-40" aria-busy="true" />,
})
