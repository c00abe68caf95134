/**
 * How things are told apart, for ever:
 * - a cluster is a connection (uid of its kube-system namespace) + namespace + name + uid of its resource: a deleted and
 *   recreated cluster of the same name is another one;
 * - a job run is a Flink job id in a cluster + start, because ids of checkpoints start again with every restore;
 * - a checkpoint is a job run + id.
 */
export interface ClusterName {
  /** uid of the connection's kube-system namespace, or the id of a plain Flink address */
  connection: string
  namespace: string
  name: string
}

export interface ClusterKey extends ClusterName {
  uid: string
}

/** What a cluster's uid is the uid of, strongest first. */
export const UID_KINDS = ['flink-deployment', 'deployment', 'service', 'ha-map', 'address'] as const
export type UidKind = (typeof UID_KINDS)[number]

export function clusterId(key: ClusterKey): string {
  return `${key.connection}/${key.namespace}/${key.name}/${key.uid}`
}

/** The part of a key that URLs carry, and that stays the same while the cluster's resource is recreated. */
export function clusterAddress(name: ClusterName): string {
  return `${name.connection}/${name.namespace}/${name.name}`
}

/**
 * Whether a cluster seen under `found` is the one recorded as `known`.
 *
 * A cluster is often seen in parts: its HA ConfigMap without its Deployment (deleted, or not permitted), or the Service
 * first. So a uid of another kind says nothing: the stronger kind is kept and the cluster stays itself. Two uids of one
 * kind are two clusters.
 */
export function sameCluster(
  known: { uid: string; uidKind: UidKind },
  found: { uid: string; uidKind: UidKind },
): boolean {
  return known.uidKind !== found.uidKind || known.uid === found.uid
}

/** The uid to go by from now on: the one of the stronger kind. */
export function strongerUid<T extends { uid: string; uidKind: UidKind }>(a: T, b: T): T {
  return UID_KINDS.indexOf(b.uidKind) < UID_KINDS.indexOf(a.uidKind) ? b : a
}
