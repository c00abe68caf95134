import { setTimeout as delay } from 'node:timers/promises'
import { fromPrisma, PgBoss } from 'pg-boss'
import { ANSWER_TIMEOUTS, type Transaction } from '../db/client.ts'
import { log } from '../log.ts'

/** The one queue: a job says which operation is to be worked on. */
const QUEUE = 'operation'

/** A job at work. `signal` aborts when another replica may have taken it over, or when Weir ends. */
export interface OperationJob {
  operationId: string
  signal: AbortSignal
}

/**
 * Who works on which operation, among all replicas on one database. A job is sent in the transaction that makes the
 * operation, so that there is never one without the other, and is handed to another worker when its own one died.
 */
export interface JobQueue {
  send(tx: Transaction, operationId: string): Promise<void>
  /** Lets go of what is being worked on: another replica takes it over at once, else the next start. */
  stop(): Promise<void>
}

// A dead worker is noticed after HEARTBEAT + SUPERVISE at the latest. pg-boss allows no shorter heartbeat.
const HEARTBEAT_SECONDS = 10
const SUPERVISE_SECONDS = 5
const OPERATIONS_AT_ONCE = 16
const CONNECTIONS = 4
/** A worker that does not hear its signal is left behind; its job is then tried again as a dead worker's is. */
const LET_GO_WITHIN_MS = 1_500
const A_DAY_SECONDS = 24 * 60 * 60

/**
 * Opens the queue, in a schema of its own that it makes and migrates itself, and begins to work.
 *
 * @param handle works on one operation, to its end or until nothing can be done for a while: it is then handed on, so that one
 * that waits holds up no other. What it throws has the job tried again later, ever more rarely.
 */
export async function openJobQueue(
  databaseUrl: string,
  handle: (job: OperationJob) => Promise<'ended' | { againInMs: number }>,
): Promise<JobQueue> {
  const boss = new PgBoss({
    // Handed on to its pool, which knows them; the types of pg-boss do not.
    ...ANSWER_TIMEOUTS,
    connectionString: databaseUrl,
    application_name: 'weir jobs',
    schema: 'weir_jobs',
    max: CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    useListenNotify: true,
  })
  boss.on('error', (error) => log('jobs').warn({ err: error }, 'the job queue met an error'))
  boss.on('warning', ({ message }) => log('jobs').warn({ warning: message }, 'the job queue warns'))
  await boss.start()
  await boss.createQueue(QUEUE, {
    notify: true,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    // Operations have deadlines of their own: as long as one is not over, its job is tried again.
    retryLimit: 100_000,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 30,
    expireInSeconds: A_DAY_SECONDS - 60,
    deleteAfterSeconds: A_DAY_SECONDS,
  })
  const ending = new AbortController()
  await boss.work<{ operationId: string }>(
    QUEUE,
    { localConcurrency: OPERATIONS_AT_ONCE, notifyPollingIntervalSeconds: 10, pollingIntervalSeconds: 2 },
    async ([job]) => {
      if (job === undefined) return
      const { operationId } = job.data
      const signal = AbortSignal.any([job.signal, ending.signal])
      try {
        const turn = await handle({ operationId, signal })
        if (turn === 'ended') return
        // Sent before this one is done: a crash in between leaves two, of which the one that is superseded ends.
        await boss.send(QUEUE, { operationId }, { startAfter: new Date(Date.now() + turn.againInMs) })
      } catch (error) {
        if (!ending.signal.aborted) throw error
        // A new job wakes another replica at once; a failed one would wait for its retry, and for somebody to look.
        await boss.send(QUEUE, { operationId })
      }
    },
  )
  return {
    async send(tx, operationId) {
      await boss.send(QUEUE, { operationId }, { db: fromPrisma(tx) })
    },
    async stop() {
      // Before anything is let go of: it is not to come back to these workers.
      const left = boss.offWork(QUEUE, { wait: true })
      ending.abort()
      await Promise.race([left, delay(LET_GO_WITHIN_MS, undefined, { ref: false })])
      await boss.stop({ graceful: false })
    },
  }
}
