import { type HaConfigMap, LEADER_ANNOTATION, readHaConfigMap, readLeaderAnnotation } from '../formats/index.ts'
import type { ConfigMapItem } from '../kubernetes/resources.ts'
import type { LeaseEvidence } from './leader.ts'

/** A decoded HA ConfigMap and the object it was decoded from. */
export interface DecodedMap {
  item: ConfigMapItem
  decoded: HaConfigMap
  /** When this state of it was seen, epoch ms. */
  observedAt: number
}

/** Decodes the HA ConfigMaps of one cluster, each state of their data once. */
export class HaState {
  private readonly maps = new Map<string, DecodedMap>()
  /** The uid of a job's map, by job id: one of a thousand jobs is looked up as fast as one of one. */
  private readonly uidOfJob = new Map<string, string>()
  private readonly renewals = new Map<string, { renewTime: number | null; seenAt: number | null }>()

  /** @param items the cluster's HA maps by uid · @param now epoch ms */
  update(items: ReadonlyMap<string, ConfigMapItem>, now: number): void {
    for (const uid of this.maps.keys()) if (!items.has(uid)) this.forget(uid)
    for (const [uid, item] of items) {
      const known = this.maps.get(uid)
      if (known?.item === item) continue
      // The reflector hands on the same `data` object when only the lease was renewed, so nothing is decoded twice.
      const renewed = known !== undefined && known.item.data === item.data
      const decoded = renewed
        ? { ...known.decoded, leaderAnnotation: item.leader === null ? null : readLeaderAnnotation(item.leader) }
        : decode(item)
      if (decoded === null) continue
      this.maps.set(uid, { item, decoded, observedAt: now })
      if (decoded.role === 'job' && decoded.jobId !== null) this.uidOfJob.set(decoded.jobId, uid)
      this.noteRenewal(uid, decoded, now)
    }
  }

  all(): DecodedMap[] {
    return [...this.maps.values()]
  }

  ofJob(jobId: string): DecodedMap | null {
    return this.maps.get(this.uidOfJob.get(jobId) ?? '') ?? null
  }

  /** The map in which the dispatcher's leadership is held: of the cluster from 1.15 on, of the dispatcher before. */
  ofCluster(): DecodedMap | null {
    return this.all().find(({ decoded }) => decoded.role === 'cluster' || decoded.role === 'dispatcher') ?? null
  }

  jobIds(): Set<string> {
    const ids = new Set<string>()
    for (const { decoded } of this.maps.values()) {
      if (decoded.role === 'job' && decoded.jobId !== null) ids.add(decoded.jobId)
      for (const entry of decoded.entries) {
        const isJob = entry.kind === 'job-graph' || entry.kind === 'execution-plan'
        if (isJob && entry.jobId && entry.pointer?.markedForDeletion !== true) ids.add(entry.jobId)
      }
    }
    return ids
  }

  /** Where HA keeps what starts the job again: its job graph, or its execution plan from 2.0 on. */
  submittedPointer(jobId: string): string | null {
    for (const { decoded } of this.maps.values()) {
      for (const { kind, pointer, jobId: of } of decoded.entries) {
        if (of === jobId && (kind === 'job-graph' || kind === 'execution-plan')) return pointer?.path ?? null
      }
    }
    return null
  }

  lease(map: DecodedMap | null): LeaseEvidence | null {
    if (map === null) return null
    const annotation = map.decoded.leaderAnnotation
    if (annotation === null || 'problem' in annotation) return null
    return {
      holder: annotation.holderIdentity ?? '',
      leaseDurationMs: annotation.leaseDurationMs ?? DEFAULT_LEASE_MS,
      acquireTime: annotation.acquireTime,
      renewTime: annotation.renewTime,
      renewalSeenAt: this.renewals.get(map.item.uid)?.seenAt ?? null,
      hasDispatcher: hasDispatcher(map.decoded),
    }
  }

  private noteRenewal(uid: string, decoded: HaConfigMap, now: number): void {
    const annotation = decoded.leaderAnnotation
    if (annotation === null || 'problem' in annotation) return
    const before = this.renewals.get(uid)
    if (before === undefined) this.renewals.set(uid, { renewTime: annotation.renewTime, seenAt: null })
    else if (before.renewTime !== annotation.renewTime)
      this.renewals.set(uid, { renewTime: annotation.renewTime, seenAt: now })
  }

  private forget(uid: string): void {
    const jobId = this.maps.get(uid)?.decoded.jobId ?? null
    if (jobId !== null && this.uidOfJob.get(jobId) === uid) this.uidOfJob.delete(jobId)
    this.maps.delete(uid)
    this.renewals.delete(uid)
  }
}

/** `high-availability.kubernetes.leader-election.lease-duration` where the annotation does not tell. */
const DEFAULT_LEASE_MS = 15_000

function decode(item: ConfigMapItem): HaConfigMap | null {
  const annotations = item.leader === null ? {} : { [LEADER_ANNOTATION]: item.leader }
  return readHaConfigMap({ name: item.name, labels: item.labels, annotations, data: item.data })
}

function hasDispatcher(decoded: HaConfigMap): boolean {
  return decoded.entries.some(
    (entry) => entry.kind === 'leader' && (decoded.role === 'dispatcher' || entry.component === 'dispatcher'),
  )
}
