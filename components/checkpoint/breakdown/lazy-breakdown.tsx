'use client'

import dynamic from 'next/dynamic'

/** Operators and subtasks of an opened checkpoint, as a chunk of its own. */
export const LazyBreakdown = dynamic(() => import('./breakdown').then(({ Breakdown }) => Breakdown), {
  ssr: false,
  loading: () => <div className="h-40" aria-busy="true" />,
})
