import { WeirError } from '../problem.ts'
import { type Database, withAdvisoryLock } from './client.ts'

/**
 * Ties a connection to the cluster it turned out to reach, once the uid of its kube-system namespace is known. History
 * belongs to a cluster and not to an address, so
 * - a row that reached this cluster before and is out of use (the kubeconfig was moved, the context renamed) is taken
 *   into use again with the new address;
 * - a row whose address leads to another cluster now (made anew under the old name) goes out of use with its history.
 *
 * @returns the id of the row that stands for this cluster from now on.
 * @throws WeirError `connection.same-cluster` with `name` and `other`, another connection in use that reaches this cluster.
 */
export function claimClusterUid(database: Database, connectionId: string, clusterUid: string): Promise<string> {
  return database.$transaction(async (tx) => {
    await withAdvisoryLock(tx, `connection:${clusterUid}`)
    const own = await tx.connection.findUniqueOrThrow({ where: { id: connectionId } })
    if (own.clusterUid === clusterUid) return own.id
    const first = await tx.connection.findUnique({ where: { clusterUid } })
    if (first && first.removedAt === null) {
      throw new WeirError({ code: 'connection.same-cluster', params: { name: own.name, other: first.name } })
    }
    if (own.clusterUid === null && !first) {
      await tx.connection.update({ where: { id: own.id }, data: { clusterUid } })
      return own.id
    }
    if (own.clusterUid === null) await tx.connection.delete({ where: { id: own.id } })
    else await tx.connection.update({ where: { id: own.id }, data: { removedAt: new Date() } })

    const { kind, name, origin, kubeconfigPath, context, namespaces, url } = own
    const address = { kind, name, origin, kubeconfigPath, context, namespaces, url, removedAt: null }
    const { id } = await tx.connection.upsert({
      where: { clusterUid },
      create: { ...address, clusterUid },
      update: address,
    })
    return id
  })
}
