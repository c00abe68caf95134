import { z } from 'zod'
import type { Transaction } from '../../db/client.ts'
import type { Cluster } from '../../db/generated/client.ts'
import { sameCluster, strongerUid, UID_KINDS, type UidKind } from '../keys.ts'

/** A kind that only another version of Weir knows gives way to any that this one sees. */
const RecordedKind = z.enum(UID_KINDS).catch('address')

export interface ClusterSighting {
  namespace: string
  name: string
  uid: string
  uidKind: UidKind
  mode: string | null
  manager: string | null
  flinkVersion: string | null
}

/**
 * The row of a cluster, made or brought up to date. A cluster first seen by its HA ConfigMap alone keeps its row when its
 * Deployment appears (see `sameCluster`). Call under the cluster's advisory lock.
 */
export async function recordCluster(
  tx: Transaction,
  connectionId: string,
  seen: ClusterSighting,
  now: number,
): Promise<Cluster> {
  const { namespace, name } = seen
  const known = await tx.cluster.findMany({
    where: { connectionId, namespace, name },
    orderBy: { lastSeenAt: 'desc' },
  })
  const exact = known.find((row) => row.uid === seen.uid)
  const newest = known[0]
  const row = exact ?? (newest && sameCluster(kindOf(newest), seen) ? newest : undefined)
  const at = new Date(now)
  if (row === undefined) {
    return tx.cluster.create({ data: { connectionId, ...seen, firstSeenAt: at, lastSeenAt: at } })
  }
  const { uid, uidKind } = strongerUid(kindOf(row), { uid: seen.uid, uidKind: seen.uidKind })
  return tx.cluster.update({
    where: { id: row.id },
    data: {
      uid,
      uidKind,
      mode: seen.mode ?? row.mode,
      manager: seen.manager ?? row.manager,
      flinkVersion: seen.flinkVersion ?? row.flinkVersion,
      lastSeenAt: at,
    },
  })
}

function kindOf(row: Cluster): { uid: string; uidKind: UidKind } {
  return { uid: row.uid, uidKind: RecordedKind.parse(row.uidKind) }
}
