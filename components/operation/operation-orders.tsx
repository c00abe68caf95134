'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { OperationView } from '@/lib/fleet/operation-view'
import type { Problem } from '@/lib/problem'

export type OrderOutcome = { operation: OperationView } | { problem: Problem }

export interface SavepointWish {
  connection: string
  namespace: string
  cluster: string
  jobId: string
  /** The same for one wish, however often it is sent. */
  requestId: string
  format: 'canonical' | 'native'
  /** Null: the directory the cluster is configured with. */
  target: string | null
}

/** The server actions that change something: they live in `app`, which components do not import. */
export interface OperationOrders {
  savepoint(wish: SavepointWish): Promise<OrderOutcome>
}

const OrdersContext = createContext<OperationOrders | null>(null)

export function OperationOrdersProvider({ savepoint, children }: OperationOrders & { children: ReactNode }) {
  return <OrdersContext value={{ savepoint }}>{children}</OrdersContext>
}

export function useOperationOrders(): OperationOrders {
  const orders = useContext(OrdersContext)
  if (orders === null) throw new Error('an operation is ordered outside of the layout')
  return orders
}
