import type { ObjectStore } from './kubernetes/object-store.ts'
import { CONFIG_MAPS } from './kubernetes/objects.ts'

const LEADER_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader'

/** A ConfigMap whose leader lives. Up to Flink 1.17 every renewal counts as a transition. */
export interface HeldLease {
  namespace: string
  name: string
  renewalsCountAsTransitions: boolean
}

/** How often Flink's leader renews. */
export const RENEWAL_INTERVAL_MS = 5_000

/**
 * Renews leases as their leaders do: a new `renewTime`, hence a new resource version, and nothing else of the data.
 * The annotation is edited as text, because `15.000000000` would not survive a JSON parser.
 */
export function renewLeases(store: ObjectStore, leases: readonly HeldLease[], now: number): void {
  const renewTime = new Date(now).toISOString().replace('Z', '000Z')
  for (const { namespace, name, renewalsCountAsTransitions } of leases) {
    const configMap = store.get(CONFIG_MAPS, namespace, name)
    const annotation = configMap?.metadata.annotations?.[LEADER_ANNOTATION]
    if (!configMap || annotation === undefined) continue
    const renewed = annotation
      .replace(/("renewTime":)"[^"]*"/, (_, key: string) => `${key}"${renewTime}"`)
      .replace(/("leaderTransitions":)(\d+)/, (_, key: string, count: string) => {
        return `${key}${Number(count) + (renewalsCountAsTransitions ? 1 : 0)}`
      })
    store.put(CONFIG_MAPS, {
      ...configMap,
      metadata: {
        ...configMap.metadata,
        annotations: { ...configMap.metadata.annotations, [LEADER_ANNOTATION]: renewed },
      },
    })
  }
}

/** Whether a ConfigMap carries a leader's lease. */
export function carriesLease(annotations: Record<string, string> | undefined): boolean {
  return annotations?.[LEADER_ANNOTATION] !== undefined
}
