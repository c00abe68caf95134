import { checkDatabase } from '../db/readiness.ts'
import { env } from '../env.ts'
import { log } from '../log.ts'
import { type Problem, WeirError } from '../problem.ts'

type Start = { phase: 'starting' } | { phase: 'started' } | { phase: 'failed'; problem: Problem }

// Next compiles the start and the route into different bundles; they meet in the global symbol registry.
const KEY = Symbol.for('weir.start')
const CHECK_AGE_MS = 1_000

/** Runs the start and remembers how it went; never throws. */
export async function trackStart(start: () => Promise<void>): Promise<void> {
  Reflect.set(globalThis, KEY, { phase: 'starting' } satisfies Start)
  try {
    await start()
    Reflect.set(globalThis, KEY, { phase: 'started' } satisfies Start)
  } catch (error) {
    const id = crypto.randomUUID()
    log('start').fatal({ err: error, id }, 'Weir could not start')
    const problem = error instanceof WeirError ? error.problem : { code: 'unexpected', params: { id } }
    Reflect.set(globalThis, KEY, { phase: 'failed', problem } satisfies Start)
  }
}

let lastCheck: { at: number; problem: Promise<Problem | null> } | undefined

/**
 * Why this replica can't serve yet; empty where it can. The database is asked at most once a second, however often this is.
 *
 * @returns problems: `weir.starting`, what kept the start from succeeding, and what is wrong with the database.
 */
export async function readReadiness(): Promise<Problem[]> {
  const started = startProblem()
  if (!lastCheck || performance.now() - lastCheck.at > CHECK_AGE_MS) {
    lastCheck = { at: performance.now(), problem: checkDatabase(env().databaseUrl) }
  }
  const database = await lastCheck.problem
  return [started, database].filter((problem) => problem !== null)
}

function startProblem(): Problem | null {
  const start: Start | undefined = Reflect.get(globalThis, KEY)
  if (start?.phase === 'started') return null
  return start?.phase === 'failed' ? start.problem : { code: 'weir.starting' }
}
