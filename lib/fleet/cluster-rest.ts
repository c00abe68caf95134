import type { FlinkClient } from '../flink/client.ts'
import type { SavepointEndpoints } from '../flink/savepoints.ts'
import type { Problem } from '../problem.ts'
import type { ClockSkew } from './clock-skew.ts'
import { askDetails } from './follow-details.ts'
import type { HaState } from './ha-state.ts'
import { type JobManagerPoller, pollJobManager, type RestState } from './job-manager.ts'

/** A JobManager's REST: what is read through the poller's client, and the orders it may be given. */
export interface FlinkAccess {
  client: FlinkClient
  savepoints: SavepointEndpoints
}

export interface ClusterRestOptions {
  ha: HaState
  skew: ClockSkew
  onChange: () => void
  /** Whether Weir's record has the details of a checkpoint of the job's present run already. */
  isRecorded: (jobId: string, checkpointId: number) => boolean
}

/** Longer than any cache on the way makes REST and HA tell of different jobs. */
const FOREIGN_AFTER_MS = 30_000
const NOTHING_TOLD: RestState = { overview: null, config: null, jobs: new Map() }

/** How one cluster's JobManager is reached, and what it told last. Where it can't be reached at all, it told nothing. */
export class ClusterRest {
  /** How it is asked and told; null: not at all. */
  access: FlinkAccess | null = null

  private readonly options: ClusterRestOptions
  private poller: JobManagerPoller | null = null
  private foreignSince: number | null = null
  private newestKeys: ReadonlyMap<string, string> = new Map()
  private lookers = 0
  private stopLooking: () => void = () => undefined

  constructor(options: ClusterRestOptions) {
    this.options = options
  }

  /** From now on it is asked through this; through what it already was, all it told stands. */
  askThrough(access: FlinkAccess | null): void {
    const client = access?.client ?? null
    if (client === (this.access?.client ?? null)) return
    this.access = access
    this.poller?.stop()
    const { skew, onChange, isRecorded } = this.options
    this.poller = client === null ? null : pollJobManager({ client, skew, onChange, isRecorded })
    this.passOnLook()
  }

  /** A new key in HA is the sign to ask REST: what it tells of a checkpoint dies with the JobManager. */
  expectNewKeys(): void {
    const newest = new Map<string, string>()
    for (const { decoded } of this.options.ha.all()) {
      if (decoded.role !== 'job' || decoded.jobId === null) continue
      const entry = decoded.entries.findLast(({ kind }) => kind === 'checkpoint')
      if (entry === undefined) continue
      newest.set(decoded.jobId, entry.key)
      if (entry.key !== this.newestKeys.get(decoded.jobId)) this.poller?.expect(decoded.jobId)
    }
    this.newestKeys = newest
  }

  /** What REST tells; nothing where the Service turned out to lead to another cluster's JobManager. */
  state(): RestState {
    const state = this.poller?.state() ?? NOTHING_TOLD
    if (!this.isForeign(state)) return state
    const problem: Problem = { code: 'cluster.rest-foreign' }
    return { overview: { ok: false, problem, status: null, observedAt: Date.now() }, config: null, jobs: new Map() }
  }

  /**
   * Whether the running jobs that REST lists are none of those HA keeps. A map that a deleted cluster left behind says
   * nothing of the one that has its name now: only with the leader's map HA tells what should run. Each is a moment
   * ahead of the other when a job begins or ends, so it has to stay that way.
   */
  private isForeign(state: RestState): boolean {
    const running = state.overview?.ok ? state.overview.value.filter((job) => job.state === 'RUNNING') : []
    const kept = this.options.ha.jobIds()
    const keepsHa = this.options.ha.ofCluster() !== null && kept.size > 0
    const disjoint = running.length > 0 && keepsHa && !running.some((job) => kept.has(job.jobId))
    this.foreignSince = disjoint ? (this.foreignSince ?? Date.now()) : null
    return this.foreignSince !== null && Date.now() - this.foreignSince > FOREIGN_AFTER_MS
  }

  /** The right to the service proxy that Weir lacks; null where it has it, or nothing was asked yet. */
  proxyForbidden(): Problem | null {
    const overview = this.poller?.state().overview ?? null
    return overview?.ok === false && overview.problem.code === 'kubernetes.forbidden' ? overview.problem : null
  }

  get isLookedAt(): boolean {
    return this.lookers > 0
  }

  /** While someone looks it is asked as often as that is of use, also through another Service. Returns how to stop. */
  look(): () => void {
    this.lookers += 1
    if (this.lookers === 1) this.passOnLook()
    let done = false
    return () => {
      if (done) return
      done = true
      this.lookers -= 1
      if (this.lookers === 0) this.stopLooking()
    }
  }

  private passOnLook(): void {
    this.stopLooking = (this.lookers > 0 ? this.poller?.look() : undefined) ?? (() => undefined)
  }

  /** What it said before may be outdated. */
  nudge(): void {
    this.poller?.nudge()
  }

  /** What it tells now of a checkpoint's subtasks; null where it does not know it, or can't be asked. */
  async askDetails(jobId: string, checkpointId: number): ReturnType<typeof askDetails> {
    const job = this.state().jobs.get(jobId)
    return job === undefined || this.access === null ? null : askDetails(this.access.client, jobId, checkpointId, job)
  }

  stop(): void {
    this.poller?.stop()
  }
}
