import { openDatabase } from '../db/client.ts'
import { env } from '../env.ts'
import { currentFleet, openFleet, setFleet } from '../fleet/fleet.ts'
import { keepHistoryMaintained } from '../fleet/record/maintenance/keep-maintained.ts'
import { log } from '../log.ts'
import type { OperationKinds } from './operation/operation-kind.ts'
import { type Operations, openOperations, setOperations } from './operation/running-operations.ts'
import { savepointKind } from './savepoint/savepoint-kind.ts'

/** Everything that Weir changes for somebody. */
const KINDS: OperationKinds = new Map([['savepoint', savepointKind]])

/**
 * Starts what runs beside the requests: the live model over the connections of the database, and the work on
 * operations. Called once per process.
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
  keepHistoryMaintained(databaseUrl, database)
  const operations = await openOperations(database, databaseUrl, KINDS)
  setOperations(operations)
  endByItself(operations)
}

/** Of the conventional exit codes, that of a program which a signal has ended. */
const EXIT_CODE = { SIGTERM: 143, SIGINT: 130 }
const END_WITHIN_MS = 2_500

/**
 * When the server is asked to end, operations are handed over first: other replicas, or the next start, go on with them at
 * once instead of waiting until a heartbeat is missed. Streams stay open for as long as a page does and are not waited for.
 */
function endByItself(operations: Operations): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(EXIT_CODE[signal]), END_WITHIN_MS)
      const handedOver = operations.close().catch((error: unknown) => {
        log('operations').warn({ err: error }, 'operations could not be handed over')
      })
      void handedOver.then(() => process.exit(EXIT_CODE[signal]))
    })
  }
}
