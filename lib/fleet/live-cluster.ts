import { log } from '../log.ts'
import type { Problem } from '../problem.ts'
import { clockSkew } from './clock-skew.ts'
import { type AskedJob, askOfJobs, askOfUnnamed, type ClusterSources } from './cluster-evidence.ts'
import { type ClusterObjects, uidOf } from './cluster-objects.ts'
import { ClusterRest, type FlinkAccess } from './cluster-rest.ts'
import { clusterRow } from './cluster-row.ts'
import type { ClusterSurroundings } from './cluster-surroundings.ts'
import { countRecorderFailure } from './fleet-metrics.ts'
import { JobFolder } from './fold-job.ts'
import type { askDetails } from './follow-details.ts'
import { type HaFiles, haFiles } from './ha-files.ts'
import { HaState } from './ha-state.ts'
import type { RestState } from './job-manager.ts'
import { isJobManagerStarting } from './job-manager-pod.ts'
import { type ClusterKey, clusterId, type UidKind } from './keys.ts'
import { judgeLeader, leaseExpiresAt } from './leader.ts'
import type { LiveJob } from './live-job.ts'
import { observeCluster } from './observe-cluster.ts'
import { operatorJobs, operatorView } from './operator-word.ts'
import { isDefect } from './record/is-defect.ts'
import type { RecordedCluster, RecordedJob } from './record/recorder.ts'
import type { FleetRow, LeaderView, State } from './view.ts'

/** Changes that come together are folded together. */
const COALESCE_MS = 50
/** A recovery point gets late without any event. */
const REJUDGE_MS = 10_000

/**
 * A cluster as it is now: takes objects, REST answers and files as they change, has them recorded, and makes the row and
 * the jobs that pages show. Work on one cluster is done one step at a time; clusters do not wait for each other.
 */
export class LiveCluster {
  readonly namespace: string
  readonly name: string
  readonly ha = new HaState()
  readonly skew = clockSkew()
  readonly files: HaFiles
  row: FleetRow | null = null
  /** Of every job, also of those that are too many for the row. */
  jobStates: readonly State[] = []
  /** Grows with every judgement: a view made at this number is still true while it stands. */
  revision = 0
  jobs: LiveJob[] = []
  /** When the next judgement may turn by time alone (a lease that runs out, a point that gets late); epoch ms. */
  wakeAt = Number.POSITIVE_INFINITY
  recordProblem: Problem | null = null

  private readonly around: ClusterSurroundings
  private objects: ClusterObjects | null = null
  private address: { uid: string; uidKind: UidKind } | null = null
  private readonly asked: ClusterRest
  private readonly folder: JobFolder
  private recorded: RecordedCluster | null = null
  private timer: NodeJS.Timeout | null = null
  private busy = false
  private again = false
  private closed = false

  constructor(around: ClusterSurroundings, name: { namespace: string; name: string }) {
    this.around = around
    this.files = haFiles(around.storage, () => this.changed())
    this.folder = new JobFolder(this.files)
    this.asked = new ClusterRest({
      ha: this.ha,
      skew: this.skew,
      onChange: () => this.changed(),
      isRecorded: (jobId, checkpointId) => this.hasDetails(jobId, checkpointId),
    })
    this.namespace = name.namespace
    this.name = name.name
  }

  get key(): ClusterKey {
    const { namespace, name } = this
    return {
      connection: this.around.connection.id,
      namespace,
      name,
      uid: this.recorded?.cluster.uid ?? this.address?.uid ?? '',
    }
  }

  get connection(): ClusterSurroundings['connection'] {
    return this.around.connection
  }

  /** Takes the cluster's objects as Kubernetes has them now, and how its REST is reached (null: not at all). */
  update(objects: ClusterObjects, flink: FlinkAccess | null): void {
    this.objects = objects
    this.address = uidOf(objects)
    this.ha.update(objects.haMaps, Date.now())
    this.asked.askThrough(flink)
    this.asked.expectNewKeys()
    this.changed()
  }

  /** A lease was renewed: of no interest unless someone looks, or it tells of a leader where there was none. */
  renewed(objects: ClusterObjects): void {
    const now = Date.now()
    this.ha.update(objects.haMaps, now)
    if (this.row === null) return
    const turned = this.row.leader.kind !== this.leader(now).kind
    if (turned) this.nudge()
    if (turned || this.isLookedAt) this.changed()
  }

  /** A cluster known only by the address of its REST. */
  updateAddress(uid: string, flink: FlinkAccess): void {
    this.address = { uid, uidKind: 'address' }
    this.asked.askThrough(flink)
    this.changed()
  }

  /** Whether a page shows this cluster or one of its jobs by itself. */
  get isLookedAt(): boolean {
    return this.asked.isLookedAt
  }

  /** Someone looks at this cluster: its JobManager is asked as often as that is of use. Returns how to stop. */
  look(): () => void {
    return this.asked.look()
  }

  /** Why HA ConfigMaps can't be read; null while they can. */
  haProblem(): Problem | null {
    return this.around.haProblem()
  }

  /** The right to the service proxy that Weir lacks; null where it has it, or nothing was asked yet. */
  proxyForbidden(): Problem | null {
    return this.asked.proxyForbidden()
  }

  /** A new leader or pod: what REST said before may be outdated. */
  nudge(): void {
    this.asked.nudge()
  }

  /** What REST tells; nothing where the Service turned out to lead to another cluster's JobManager. */
  rest(): RestState {
    return this.asked.state()
  }

  /** How its JobManager is asked and told; null: not at all. */
  get flink(): FlinkAccess | null {
    return this.asked.access
  }

  /** What the JobManager tells now of a checkpoint's subtasks; null where it does not know it, or can't be asked. */
  askDetails(jobId: string, checkpointId: number): ReturnType<typeof askDetails> {
    return this.asked.askDetails(jobId, checkpointId)
  }

  changed(): void {
    if (this.closed || this.timer !== null) return
    this.timer = setTimeout(() => {
      this.timer = null
      void this.refresh()
    }, COALESCE_MS)
    this.timer.unref()
  }

  close(): void {
    this.closed = true
    if (this.timer !== null) clearTimeout(this.timer)
    this.asked.stop()
    this.files.close()
  }

  leader(now: number): LeaderView {
    const map = this.ha.ofCluster()
    // A lease that can't be seen renewed has not run out.
    if (this.around.haProblem() !== null) return judgeLeader(null, now, this.skew.value())
    if (map === null && this.ha.all().length === 0) {
      // The operator removes the maps of a job that it stops with a savepoint: that is no cluster without HA.
      if (operatorView(this.objects)?.absence) return judgeLeader(null, now, this.skew.value())
      return { kind: 'no-ha', holder: null, since: null, renewedAt: null, leaseDurationMs: null, reason: null }
    }
    const leader = judgeLeader(this.ha.lease(map), this.leasesAsOf(now), this.skew.value())
    return leader.kind === 'none' && this.isStarting(now) ? { ...leader, reason: { code: 'leader.starting' } } : leader
  }

  /** Whether its JobManager's pod came up a moment ago. */
  isStarting(now: number): boolean {
    return isJobManagerStarting(this.objects?.pods.values() ?? [], now)
  }

  /**
   * Whether no JobManager can be alive, as Kubernetes tells it: its lease has run out or was given back and none is coming up; without
   * HA, its Deployment has no pod. False where that can't be told.
   */
  isJobManagerGone(now: number): boolean {
    if (this.around.stale() !== null || this.isStarting(now)) return false
    const { kind } = this.leader(now)
    if (kind !== 'no-ha') return kind === 'none'
    if (this.objects?.deployment == null) return false
    const forbidden = this.around.forbidden().some(({ params }) => params?.resource === 'pods')
    return !forbidden && [...this.objects.pods.values()].every(({ component }) => component !== 'jobmanager')
  }

  /** The time to judge leases at: one that was held when its map was last known to be current has not run out since. */
  leasesAsOf(now: number): number {
    return Math.min(now, this.around.syncedAt() ?? now)
  }

  /** Whether only the per-job map of a deleted cluster is left (1.18+). */
  isOrphaned(jobId: string): boolean {
    return (
      this.ha.ofJob(jobId) !== null &&
      this.ha.ofCluster() === null &&
      !this.rest().overview?.ok &&
      !this.around.haProblem()
    )
  }

  /** Whether details of the job's present run are in the record: a restarted Weir does not ask for them again. */
  private hasDetails(jobId: string, checkpointId: number): boolean {
    const recent = this.recorded?.jobs.get(jobId)?.recent ?? []
    return recent.some((row) => row.checkpointId === checkpointId && row.parts !== null)
  }

  private async refresh(): Promise<void> {
    if (this.busy) {
      this.again = true
      return
    }
    this.busy = true
    try {
      await this.record()
      if (!this.closed) this.judge(Date.now())
    } catch (error) {
      log('fleet').error({ err: error, cluster: this.name, namespace: this.namespace }, 'a cluster could not be folded')
    } finally {
      this.busy = false
    }
    if (this.again) {
      this.again = false
      this.changed()
    }
  }

  private sources(): ClusterSources {
    return {
      rest: this.rest(),
      ha: this.ha,
      haObservedAt: this.around.syncedAt(),
      haReadable: this.around.haProblem() === null,
      files: this.files,
      operated: operatorJobs(this.objects, this.around.operatorSyncedAt()),
    }
  }

  private async record(): Promise<void> {
    if (this.address === null) return
    const now = Date.now()
    const sources = this.sources()
    const { rest } = sources
    const named = { namespace: this.namespace, name: this.name, ...this.address }
    const seen = { objects: this.objects, rest, jobs: askOfJobs(sources) }
    const complete = rest.overview?.ok === true && sources.haReadable && this.around.stale() === null
    const connectionRowId = this.around.connection.rowId
    try {
      const observation = { connectionRowId, complete, ...observeCluster(named, seen, now) }
      this.recorded = await this.around.recorder.record(observation, now)
      this.recordProblem = null
    } catch (error) {
      // What was seen is still shown; it is not kept until the database answers again.
      const about = { err: error, cluster: this.name, namespace: this.namespace }
      if (isDefect(error)) log('fleet').error(about, 'the database refused what was to be recorded')
      else log('fleet').warn(about, 'history could not be recorded')
      countRecorderFailure()
      this.recordProblem = { code: 'recorder.unavailable' }
    }
  }

  /** Its time has come: it is judged again, and what the record could not take is given to it again, changed or not. */
  wake(now: number): void {
    if (this.recordProblem !== null) this.changed()
    this.judge(now)
  }

  /** Folds what is known into the jobs and the row, and hands the row on. */
  judge(now: number): void {
    if (this.address === null) return
    const sources = this.sources()
    const named = askOfJobs(sources)
    const known = new Set(named.map(({ input }) => input.jobId))
    const unnamed = this.recorded?.lost ?? []
    // A job that only the operator names is one that REST and HA no longer do: its record is among the lost.
    const recordOf = (jobId: string) =>
      this.recorded?.jobs.get(jobId) ?? unnamed.find(({ run }) => run.jobId === jobId) ?? null
    const fold = (asked: AskedJob, record: RecordedJob | null) =>
      this.folder.fold(asked, record, this.isOrphaned(asked.input.jobId), now)
    this.jobs = [
      ...named.map((asked) => fold(asked, recordOf(asked.input.jobId))),
      ...unnamed
        .filter(({ run }) => !known.has(run.jobId))
        .map((record) => fold(askOfUnnamed(sources, record.run.jobId), record)),
    ]
    const judged = clusterRow({
      id: clusterId(this.key),
      connection: { id: this.connection.id, name: this.connection.name },
      namespace: this.namespace,
      name: this.name,
      jobs: this.jobs,
      objects: this.objects,
      recorded: this.recorded?.cluster ?? null,
      leader: this.leader(now),
      starting: this.isStarting(now),
      rest: this.rest(),
      stale: this.around.stale(),
      forbidden: [...this.around.forbidden(), ...[this.proxyForbidden() ?? []].flat()],
      skewMs: this.skew.value(),
      now,
    })
    this.row = judged.row
    this.jobStates = judged.jobStates
    const lease = this.ha.lease(this.ha.ofCluster())
    const expires = lease === null ? null : leaseExpiresAt(lease, this.skew.value())
    this.wakeAt = Math.min(expires !== null && expires > now ? expires + 1 : Number.POSITIVE_INFINITY, now + REJUDGE_MS)
    this.revision += 1
    this.around.onRow()
  }
}
