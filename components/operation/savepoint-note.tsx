'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { reachable } from '@/components/ui/reachable'
import { isUnderWay } from './job-operations'
import type { SavepointState } from './use-savepoint'

// Not of the first load: it is fetched once the page stands, so that it is there even when Weir is gone by then.
const told = () => import('./savepoint-told')
const Told = dynamic(() => reachable(() => told().then((module) => module.Told)))
const Refused = dynamic(() => reachable(() => told().then((module) => module.Refused)))

/**
 * What became of the job's newest savepoint, or why it was not taken on: progress while it runs, then its result. What is
 * announced stands apart from what is shown, which counts seconds.
 */
export function SavepointNote({ savepoint }: { savepoint: SavepointState }) {
  const t = useTranslations('operation.savepoint.status')
  const [closed, setClosed] = useState<string | null>(null)
  const place = useRef<HTMLDivElement>(null)
  const { operation, problem } = savepoint
  useEffect(() => void told().catch(() => {}), [])
  const shown = operation !== null && (isUnderWay(operation) || closed !== operation.id) ? operation : null
  const close = (id: string) => {
    setClosed(id)
    // The button that had the focus is gone: Tab goes on from where it was.
    place.current?.focus()
  }
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <p role="status" className="sr-only">
        {shown === null ? '' : t(shown.status)}
      </p>
      <div role="status">{problem !== null && !savepoint.busy ? <Refused problem={problem} /> : null}</div>
      {shown === null ? null : <Told operation={shown} close={() => close(shown.id)} />}
    </div>
  )
}
