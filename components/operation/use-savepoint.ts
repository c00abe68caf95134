'use client'

import { useState, useTransition } from 'react'
import type { OperationView } from '@/lib/fleet/operation-view'
import type { JobHeaderView } from '@/lib/fleet/view'
import type { Problem } from '@/lib/problem'
import { isUnderWay, leavesOpen, newestOf, operationsWith, type Unanswered, unlessTold } from './job-operations'
import { useOperationOrders } from './operation-orders'

export interface SavepointState {
  /** The newest operation of this job, under way or ended lately. */
  operation: OperationView | null
  /** Why the order was not taken. */
  problem: Problem | null
  busy: boolean
  order(how?: { format: 'canonical' | 'native'; target: string | null }): void
}

/** Orders savepoints of one job and knows the newest one. */
export function useSavepoint(job: JobHeaderView): SavepointState {
  const orders = useOperationOrders()
  const [sending, start] = useTransition()
  const [ordered, setOrdered] = useState<OperationView | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [unheard, setUnheard] = useState<Unanswered | null>(null)
  const operation = newestOf(job, operationsWith(job.operations, ordered))
  const unanswered = unlessTold(unheard, operation)
  const busy = sending || (operation !== null && isUnderWay(operation))

  function order(
    how: { format: 'canonical' | 'native'; target: string | null } = { format: 'canonical', target: null },
  ) {
    if (busy || job.savepoint.refusal !== null) return
    const wish = JSON.stringify(how)
    const requestId = unanswered?.wish === wish ? unanswered.requestId : crypto.randomUUID()
    start(async () => {
      setProblem(null)
      const { connection, namespace, cluster, currentJobId: jobId } = job
      const untold = (why: Problem) => setUnheard({ requestId, wish, problem: why, newest: operation?.id ?? null })
      try {
        const outcome = await orders.savepoint({
          connection: connection.id,
          namespace,
          cluster,
          jobId,
          requestId,
          ...how,
        })
        if ('problem' in outcome && leavesOpen(outcome.problem)) {
          untold(outcome.problem)
          return
        }
        setUnheard(null)
        if ('operation' in outcome) setOrdered(outcome.operation)
        else setProblem(outcome.problem)
      } catch {
        untold({ code: 'operation.unanswered' })
      }
    })
  }

  return { operation, problem: unanswered?.problem ?? problem, busy, order }
}
