export type HaRole = 'cluster' | 'dispatcher' | 'resourcemanager' | 'restserver' | 'job'

export interface HaConfigMapName {
  role: HaRole
  clusterId: string
  /** 32 hex digits; null unless the map is one job's. */
  jobId: string | null
  /** True for the layout of 1.13 and 1.14 (and 1.15 with `use-old-ha-services`): one map per component. */
  perComponent: boolean
}

const PATTERNS: [pattern: RegExp, role: HaRole, perComponent: boolean][] = [
  [/^(?<clusterId>.+)-cluster-config-map$/, 'cluster', false],
  [/^(?<clusterId>.+)-(?<jobId>[0-9a-f]{32})-config-map$/, 'job', false],
  [/^(?<clusterId>.+)-(?<jobId>[0-9a-f]{32})-jobmanager-leader$/, 'job', true],
  [/^(?<clusterId>.+)-dispatcher-leader$/, 'dispatcher', true],
  [/^(?<clusterId>.+)-resourcemanager-leader$/, 'resourcemanager', true],
  [/^(?<clusterId>.+)-restserver-leader$/, 'restserver', true],
]

// Kubernetes' own limit for a name.
const LONGEST_NAME = 253

/**
 * Tells what an HA ConfigMap holds by its name, which all versions keep to, unlike labels (2.0 dropped
 * `configmap-type`) and unlike its data (a new map is empty).
 *
 * @param clusterId when given, maps of other clusters are not recognised.
 * @returns null for every other ConfigMap that carries the same labels: `flink-config-…`, `pod-template-…`, the
 * autoscaler's, Hadoop's and Kerberos' ones.
 */
export function classifyHaConfigMapName(name: string, clusterId?: string): HaConfigMapName | null {
  if (name.length > LONGEST_NAME) return null
  for (const [pattern, role, perComponent] of PATTERNS) {
    const groups = pattern.exec(name)?.groups
    if (groups?.clusterId === undefined) continue
    if (clusterId !== undefined && groups.clusterId !== clusterId) return null
    return { role, clusterId: groups.clusterId, jobId: groups.jobId ?? null, perComponent }
  }
  return null
}
