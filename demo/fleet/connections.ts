import type { ClusterSpec } from '../flink/cluster-spec.ts'
import { EDGE_EU } from './edge-eu.ts'
import { PROD_EU } from './prod-eu.ts'
import { PROD_US } from './prod-us.ts'

/** A Kubernetes of the demo. */
export interface ConnectionSpec {
  name: string
  /** Of kube-system, always the same: whoever comes back knows this Kubernetes again. */
  kubeSystemUid: string
  /** Whether the operator is installed: then its kinds are there. */
  hasOperator: boolean
  /** Its API server answers 503 from then on, so long after it was first watched; null: it stays up. */
  failsAfterMs: number | null
  clusters: readonly ClusterSpec[]
}

/** The fleet for a first look: three Kubernetes, with something of everything that goes wrong. */
export const FLEET: readonly ConnectionSpec[] = [
  {
    name: 'prod-eu',
    kubeSystemUid: '6d1f0c9a-77f4-4f5e-9a53-0d5b3a7c2e10',
    hasOperator: true,
    failsAfterMs: null,
    clusters: PROD_EU,
  },
  {
    name: 'prod-us',
    kubeSystemUid: 'b3a0c1de-4b1c-4d0b-8c55-7f1f0f1c9e21',
    hasOperator: true,
    failsAfterMs: null,
    clusters: PROD_US,
  },
  {
    name: 'edge-eu',
    kubeSystemUid: '0f5b7c52-9d3e-4a64-9d0e-2f6c8a1b4d32',
    hasOperator: false,
    failsAfterMs: 30_000,
    clusters: EDGE_EU,
  },
]
