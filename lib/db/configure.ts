import type { Database, Transaction } from './client.ts'
import { withAdvisoryLock } from './client.ts'

export interface ConfiguredConnections {
  /** What these rows come from; rows of a form are never touched. */
  origin: 'arguments' | 'demo'
  kubernetes: { name: string; kubeconfigPath: string; context: string; namespaces: string[] }[]
  flink: { name: string; url: string }[]
  /** `file:///prefix` and the local folder that holds it. */
  locations: { prefix: string; directory: string }[]
}

const OF_A_START = { in: ['arguments', 'demo'] } satisfies { in: ('arguments' | 'demo')[] }

/**
 * Makes the connections and locations of this start the ones in use. Those of an earlier start, arguments or demo, that are
 * not given now go out of use; their history stays and is there again when they are given again.
 */
export async function configure(database: Database, wanted: ConfiguredConnections): Promise<void> {
  const { origin } = wanted
  await database.$transaction(async (tx) => {
    await withAdvisoryLock(tx, 'configure')
    const used: string[] = []
    for (const { name, kubeconfigPath, context, namespaces } of wanted.kubernetes) {
      const address = { kind: 'kubernetes', kubeconfigPath, context } as const
      used.push(await putConnection(tx, address, { name, origin, namespaces }))
    }
    for (const { name, url } of wanted.flink) {
      used.push(await putConnection(tx, { kind: 'flink', url }, { name, origin, namespaces: [] }))
    }
    await tx.connection.updateMany({
      where: { origin: OF_A_START, removedAt: null, id: { notIn: used } },
      data: { removedAt: new Date() },
    })
    await putLocations(tx, wanted)
  })
}

type Address = { kind: 'kubernetes'; kubeconfigPath: string; context: string } | { kind: 'flink'; url: string }

async function putConnection(
  tx: Transaction,
  address: Address,
  data: { name: string; origin: 'arguments' | 'demo'; namespaces: string[] },
): Promise<string> {
  // One address may have led to several clusters over time; the row used last is tried first.
  const known = await tx.connection.findFirst({
    where: { ...address, origin: OF_A_START },
    orderBy: [{ removedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
  })
  if (!known) return (await tx.connection.create({ data: { ...address, ...data } })).id
  await tx.connection.update({ where: { id: known.id }, data: { ...data, removedAt: null } })
  return known.id
}

async function putLocations(tx: Transaction, { origin, locations }: ConfiguredConnections): Promise<void> {
  await tx.location.deleteMany({
    where: { origin: OF_A_START, prefix: { notIn: locations.map(({ prefix }) => prefix) } },
  })
  for (const { prefix, directory } of locations) {
    await tx.location.upsert({ where: { prefix }, create: { prefix, directory, origin }, update: { directory } })
  }
}
