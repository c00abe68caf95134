import { classifyHaConfigMapName, type HaRole } from './config-map-name.ts'
import { binaryEntry, type HaEntry, readHaEntry } from './ha-entry.ts'
import {
  type DamagedLeaderAnnotation,
  LEADER_ANNOTATION,
  type LeaderAnnotation,
  readLeaderAnnotation,
} from './leader-annotation.ts'

/** What is needed of a ConfigMap: `metadata.name`, labels and annotations, `data` and `binaryData`, each absent or null if empty. */
export interface HaConfigMapInput {
  name: string
  labels?: Record<string, string> | null | undefined
  annotations?: Record<string, string> | null | undefined
  data?: Record<string, string> | null | undefined
  /** Base64. Flink writes none. */
  binaryData?: Record<string, string> | null | undefined
}

export interface HaConfigMap {
  name: string
  role: HaRole
  clusterId: string
  jobId: string | null
  perComponent: boolean
  /** The *next* checkpoint id; null where none was triggered yet, or the value is damaged (see the entry). */
  counter: number | null
  /** Null where the map carries none: per-job maps from 1.15 on. */
  leaderAnnotation: LeaderAnnotation | DamagedLeaderAnnotation | null
  /** Every key, in the order of `data`; those of `binaryData` after. */
  entries: HaEntry[]
}

/** What else Flink and the operator's autoscaler name by the cluster's id. */
const OTHER_PREFIXES = ['flink-config-', 'pod-template-', 'hadoop-config-', 'kerberos-krb5conf-', 'autoscaler-']

/**
 * Reads a ConfigMap of Flink's Kubernetes high availability, of either layout: one map per component (1.13, 1.14), or
 * one for the cluster and one per job (1.15–2.3). Damage stays where it is: in its entry, or in the annotation.
 *
 * No label is required: `configmap-type` is gone from 2.0 on, and maps may be labelled by hand. `app`, where it is there,
 * tells `flink-config-<cluster id>` and its like from HA maps, should a cluster id end like one of their names.
 *
 * @returns null when the name is none of an HA ConfigMap.
 * Source: Flink `KubernetesLeaderElectionHaServices`, `KubernetesMultipleComponentLeaderElectionHaServices`,
 * `KubernetesUtils` (keys and names), fabric8's `ConfigMapLock` (annotation).
 */
export function readHaConfigMap(map: HaConfigMapInput): HaConfigMap | null {
  const app = map.labels?.app
  if (app !== undefined && OTHER_PREFIXES.some((prefix) => map.name === prefix + app)) return null
  const classified = classifyHaConfigMapName(map.name)
  if (!classified) return null
  const entries = Object.entries(map.data ?? {}).map(([key, value]) => readHaEntry(key, value, classified))
  const binary = Object.entries(map.binaryData ?? {}).map(([key, value]) => binaryEntry(key, value))
  const annotation = map.annotations?.[LEADER_ANNOTATION]
  const counter = entries.find((entry) => entry.kind === 'counter')
  return {
    name: map.name,
    ...classified,
    counter: counter?.text === undefined || counter.error ? null : Number(counter.text),
    leaderAnnotation: annotation === undefined ? null : readLeaderAnnotation(annotation),
    entries: [...entries, ...binary],
  }
}
