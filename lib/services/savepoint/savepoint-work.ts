import type { Fleet } from '../../fleet/fleet.ts'
import type { LiveCluster } from '../../fleet/live-cluster.ts'
import type { Problem } from '../../problem.ts'
import type { ClaimedOperation } from '../operation/claimed-operation.ts'
import { storedSteps } from '../operation/operation-row.ts'
import { SavepointInput, SavepointProgress, type SavepointResult, type SavepointStep } from './savepoint-state.ts'
import { endStep, startStep } from './savepoint-steps.ts'

/** How long things are waited for, in ms. Tests wait less. */
export const PACE = {
  askEveryMs: 500,
  /** A JobManager that can't be asked for its job at all is waited for that long before anything was ordered, */
  prepareWithinMs: 60_000,
  /** and that long by each worker: one that begins after all of Weir was down has waited for nothing yet. */
  prepareInTurnMs: 20_000,
  /** What was sent is with Flink by then, and the answers Flink keeps for 3 s are newer. */
  settledAfterMs: 15_000,
  /** The poller asks for the list, and the record keeps it. */
  recordedWithinMs: 10_000,
  /** A JobManager that is silent for that long may be decided about without its word, if Kubernetes says that it is gone. */
  goneAfterMs: 60_000,
  /** One that is silent for that long in a worker's turn is left for others, */
  handOnAfterMs: 30_000,
  /** and looked at again after that long. */
  restMs: 10_000,
}
export type Pace = Readonly<typeof PACE>

/** When a phase is to be entered again; the operation may be in another one by then. */
export type Next = { waitMs: number } | 'ended'

/** One worker's turn at a savepoint: what is known of it, each change written before what it tells of is done. */
export class SavepointWork {
  readonly fleet: Fleet
  readonly signal: AbortSignal
  readonly pace: Pace
  readonly input: SavepointInput
  readonly jobId: string
  progress: SavepointProgress
  private readonly operation: ClaimedOperation
  private steps: ReturnType<typeof storedSteps>
  /** What keeps it waiting, as it was told. */
  private kept: Problem | null = null
  private waitingSince: number | null = null
  private lookedSince: number | null = null

  constructor(operation: ClaimedOperation, fleet: Fleet, signal: AbortSignal, pace: Pace) {
    this.operation = operation
    this.fleet = fleet
    this.signal = signal
    this.pace = pace
    const { row } = operation
    this.jobId = row.jobId
    this.input = SavepointInput.parse(row.input)
    this.progress = SavepointProgress.parse(row.progress)
    this.steps = storedSteps(row)
  }

  get isOverdue(): boolean {
    return Date.now() > this.operation.row.deadlineAt.getTime()
  }

  cluster(): LiveCluster | null {
    const { connection, namespace, cluster } = this.operation.row
    return this.fleet.cluster({ connection, namespace, name: cluster })
  }

  /** Whether Kubernetes, asked lately, says that no JobManager of the cluster can be alive. */
  isJobManagerGone(): boolean {
    const cluster = this.cluster()
    if (cluster !== null) return cluster.isJobManagerGone(Date.now())
    const { connection, namespace } = this.operation.row
    return this.fleet.seesAll(connection, namespace)
  }

  async save(change: Partial<SavepointProgress>, begun?: SavepointStep): Promise<void> {
    const entered = change.phase !== undefined && change.phase !== this.progress.phase
    this.progress = { ...this.progress, silentSince: null, ...(entered ? { starts: 1 } : {}), ...change }
    if (begun !== undefined) this.steps = startStep(this.steps, begun, Date.now())
    this.kept = null
    this.waitingSince = null
    await this.operation.save({ progress: this.progress, steps: this.steps, problem: null })
  }

  /** Tells what keeps the operation waiting, once. */
  async waitFor(problem: Problem): Promise<Next> {
    this.waitingSince ??= Date.now()
    const newlySilent = this.progress.silentSince === null
    if (newlySilent) this.progress = { ...this.progress, silentSince: Date.now() }
    if (newlySilent || this.kept?.code !== problem.code) {
      await this.operation.save({ progress: this.progress, problem })
    }
    this.kept = problem
    return { waitMs: this.pace.askEveryMs }
  }

  /** Something was told: nothing is waited for any more but what was told. */
  async heard(): Promise<Next> {
    this.waitingSince = null
    if (this.kept !== null || this.progress.silentSince !== null) await this.save({})
    return { waitMs: this.pace.askEveryMs }
  }

  /** What is looked for is not waited for: it is about to be decided. */
  looking(): Next {
    this.waitingSince = null
    return { waitMs: this.pace.askEveryMs }
  }

  /** How long no JobManager has answered, over the turns of all workers. */
  get silentMs(): number {
    return this.progress.silentSince === null ? 0 : Date.now() - this.progress.silentSince
  }

  /** How long this worker has waited for it in this turn. */
  get waitedMs(): number {
    return this.waitingSince === null ? 0 : Date.now() - this.waitingSince
  }

  /** Whether the operation is better left to itself for a while, for the sake of others. */
  get waitsInVain(): boolean {
    return this.waitedMs > this.pace.handOnAfterMs
  }

  /** Whether this worker has looked for the savepoint for so long that what it sees is all there is to see. */
  hasLookedFor(ms: number): boolean {
    this.lookedSince ??= Date.now()
    return Date.now() - this.lookedSince > ms
  }

  /** A turn is counted before it begins, and no more once it has come to its end: those left are of workers that died. */
  async countTurn(ended: boolean): Promise<void> {
    this.progress = { ...this.progress, starts: ended ? 0 : this.progress.starts + 1 }
    await this.operation.save({ progress: this.progress })
  }

  async fail(problem: Problem): Promise<Next> {
    const steps = endStep(this.steps, 'failed', Date.now())
    await this.operation.end('failed', { progress: this.progress, steps, problem })
    return 'ended'
  }

  async lose(code: 'savepoint.lost' | 'savepoint.overdue'): Promise<Next> {
    const { triggerId, target } = this.progress
    const params = { triggerId, jobId: this.jobId, target: target ?? '', prefix: `savepoint-${this.jobId.slice(0, 6)}` }
    const steps = endStep(this.steps, 'failed', Date.now())
    await this.operation.end('lost', { progress: this.progress, steps, problem: { code, params } })
    return 'ended'
  }

  async complete(result: SavepointResult, problem: Problem | null): Promise<Next> {
    const steps = endStep(this.steps, 'done', Date.now())
    await this.operation.end('completed', { progress: this.progress, steps, result, problem })
    return 'ended'
  }
}
