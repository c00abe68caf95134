'use client'

import dynamic from 'next/dynamic'
import { reachable } from '@/components/ui/reachable'
import { useOperationsUnderWay } from './use-operations-under-way'

// Loaded with the first operation: most pages never show one.
const OperationsLink = dynamic(
  () => reachable(() => import('./operations-link').then((module) => module.OperationsLink)),
  {
    ssr: false,
  },
)

/** In the top bar of every page: the operations that are under way. Absent where none is. */
export function OperationsChip() {
  const underWay = useOperationsUnderWay()
  return underWay.length === 0 ? null : <OperationsLink underWay={underWay} />
}
