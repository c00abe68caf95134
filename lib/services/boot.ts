import { openDatabase } from '../db/client.ts'
import { env } from '../env.ts'
import { currentFleet, openFleet, setFleet } from '../fleet/fleet.ts'

/**
 * Starts what runs beside the requests: the live model over the connections of the database. Called once per process.
 *
 * @throws WeirError `database.unreachable`
 */
export async function startWeir(): Promise<void> {
  if (currentFleet() !== null) return
  const { databaseUrl, demo } = env()
  const database = await openDatabase(databaseUrl)
  const [connections, locations] = await Promise.all([
    database.connection.findMany({ where: { removedAt: null }, orderBy: { createdAt: 'asc' } }),
    database.location.findMany({ orderBy: { createdAt: 'asc' } }),
  ])
  setFleet(openFleet({ database, demo, connections, locations }))
}
