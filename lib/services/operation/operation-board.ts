import type { Ctx } from '../../auth/context.ts'
import type { Database } from '../../db/client.ts'
import type { Operation } from '../../db/generated/client.ts'
import type { OperationView } from '../../fleet/operation-view.ts'
import { log } from '../../log.ts'
import type { OperationKinds } from './operation-kind.ts'
import { operationView } from './operation-row.ts'

/** How long an operation that has ended well is told of on the pages of its job. */
const RECENT_MS = 15 * 60_000
/** One that failed or was lost asks for something to be done: it is told of until a later one of the job has completed. */
const UNRESOLVED_MS = 7 * 24 * 60 * 60_000
const SHOWN_AT_MOST = 200
/** Other replicas work on operations too: what they wrote is seen that soon. */
const RELOAD_EVERY_MS = 2_000

/** The operations that pages show now, by whichever replica they are worked on. */
export interface OperationBoard {
  /** Grows with every change. */
  readonly revision: number
  /** Newest first, only those this actor may see. */
  visibleTo(ctx: Ctx): OperationView[]
  /** Takes a row as it was just written, ahead of the next look into the database. */
  put(row: Operation): void
  close(): void
}

/**
 * @param kinds by which rows are read
 * @param onChange wakes whoever shows operations
 */
export function operationBoard(database: Database, kinds: OperationKinds, onChange: () => void): OperationBoard {
  const unreadable = new Set<string>()
  let views = new Map<string, OperationView>()
  let revision = 0
  let failing = false
  let writes = 0
  let closed = false

  /** A row that no version of Weir known here wrote is left out, and told of once in the log. */
  function viewed(row: Operation): [string, OperationView][] {
    try {
      const kind = kinds.get(row.kind)
      if (kind === undefined) throw new Error(`an operation of the unknown kind ${row.kind}`)
      return [[row.id, operationView(row, kind)]]
    } catch (error) {
      if (!unreadable.has(row.id)) {
        log('operations').error({ err: error, operation: row.id }, 'an operation can not be shown')
      }
      unreadable.add(row.id)
      return []
    }
  }

  function show(next: Map<string, OperationView>): void {
    if (JSON.stringify([...next]) === JSON.stringify([...views])) return
    views = next
    revision += 1
    onChange()
  }

  async function reload(): Promise<void> {
    const writesBefore = writes
    try {
      const rows = await shownOperations(database)
      failing = false
      // What was read before a row was written here is older than what is shown.
      if (writes === writesBefore) show(new Map(rows.flatMap(viewed)))
    } catch (error) {
      if (closed) return
      if (!failing) log('operations').warn({ err: error }, 'operations could not be read')
      failing = true
    }
  }

  let timer: NodeJS.Timeout | null = null
  const tick = async () => {
    await reload()
    if (closed) return
    timer = setTimeout(() => void tick(), RELOAD_EVERY_MS)
    timer.unref()
  }
  void tick()

  return {
    get revision() {
      return revision
    },
    visibleTo: (ctx) =>
      [...views.values()].filter(({ connection, namespace, cluster }) =>
        ctx.sees({ connection: connection.id, namespace, name: cluster }),
      ),
    put(row) {
      writes += 1
      const rest = [...views].filter(([id]) => id !== row.id)
      show(new Map([...viewed(row), ...rest].sort(([, a], [, b]) => b.requestedAt - a.requestedAt)))
    },
    close() {
      closed = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}

/** Newest first: what is under way, what ended lately, and what nobody has made good yet. */
async function shownOperations(database: Database): Promise<Operation[]> {
  const now = Date.now()
  const [recent, unresolved] = [new Date(now - RECENT_MS), new Date(now - UNRESOLVED_MS)]
  const ids = await database.$queryRaw<{ id: string }[]>`
    SELECT id FROM operation AS shown
    WHERE ended_at IS NULL OR ended_at > ${recent} OR (
      ended_at > ${unresolved} AND status IN ('failed', 'lost') AND NOT EXISTS (
        SELECT 1 FROM operation AS later
        WHERE (later.connection, later.namespace, later.cluster, later.job_id)
            = (shown.connection, shown.namespace, shown.cluster, shown.job_id)
          AND later.kind = shown.kind AND later.status = 'completed' AND later.requested_at > shown.requested_at))
    ORDER BY ended_at IS NULL DESC, requested_at DESC
    LIMIT ${SHOWN_AT_MOST}`
  return database.operation.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    orderBy: { requestedAt: 'desc' },
  })
}
