import type { FlinkClient } from '../flink/client.ts'
import { log } from '../log.ts'
import type { Problem } from '../problem.ts'
import type { StorageReader } from '../storage/reader.ts'
import { clockSkew } from './clock-skew.ts'
import { type ClusterObjects, uidOf } from './cluster-objects.ts'
import { clusterRow } from './cluster-row.ts'
import { countRecorderFailure } from './fleet-metrics.ts'
import { type HaFiles, haFiles } from './ha-files.ts'
import { HaState } from './ha-state.ts'
import {
  askSources,
  type JobEvidenceInput,
  type JobWords,
  jobSighting,
  mergeWords,
  timeOfOrigin,
} from './job-evidence.ts'
import { type JobManagerPoller, pollJobManager, type RestState } from './job-manager.ts'
import { type ClusterKey, clusterId, type UidKind } from './keys.ts'
import { judgeLeader, leaseExpiresAt } from './leader.ts'
import type { LiveJob } from './live-job.ts'
import { newestPoint } from './newest-point.ts'
import type { ClusterSighting } from './record/record-cluster.ts'
import type { RecordedCluster, RecordedJob, Recorder } from './record/recorder.ts'
import type { FleetRow, LeaderView } from './view.ts'

/** What a cluster needs of the connection it is reached through. */
export interface ClusterSurroundings {
  connection: { id: string; rowId: string; name: string }
  storage: StorageReader
  recorder: Recorder
  /** Null: the objects were last in step with the API server at `syncedAt`, and still are. */
  stale(): { since: number; reason: Problem | null } | null
  /** When each source in Kubernetes was last known to be current. */
  syncedAt(): number | null
  /** Null while HA ConfigMaps can be read. */
  haProblem(): Problem | null
  onRow(cluster: LiveCluster): void
}

/** Changes that come together are folded together. */
const COALESCE_MS = 50
/** `num-retained` is rarely more; each is read in storage once. */
const VERIFIED_POINTS = 10
/** Longer than any cache on the way makes REST and HA tell of different jobs. */
const FOREIGN_AFTER_MS = 30_000
const NOTHING_TOLD: RestState = { overview: null, config: null, jobs: new Map() }

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
  /** Grows with every judgement: a view made at this number is still true while it stands. */
  revision = 0
  jobs: LiveJob[] = []
  /** When the next judgement may turn by time alone (a lease that runs out, a point that gets late); epoch ms. */
  wakeAt = Number.POSITIVE_INFINITY
  recordProblem: Problem | null = null

  private readonly around: ClusterSurroundings
  private objects: ClusterObjects | null = null
  private address: { uid: string; uidKind: UidKind } | null = null
  private poller: JobManagerPoller | null = null
  private recorded: RecordedCluster | null = null
  private timer: NodeJS.Timeout | null = null
  private busy = false
  private again = false
  private closed = false
  private foreignSince: number | null = null
  private readonly newestKeys = new Map<string, string>()

  constructor(around: ClusterSurroundings, name: { namespace: string; name: string }) {
    this.around = around
    this.files = haFiles(around.storage, () => this.changed())
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
  update(objects: ClusterObjects, client: FlinkClient | null): void {
    this.objects = objects
    this.address = uidOf(objects)
    this.ha.update(objects.haMaps, Date.now())
    this.askThrough(client)
    this.expectUnreadable()
    this.changed()
  }

  /** Where storage can't be read, a new key is the sign to ask REST: a checkpoint's path dies with the JobManager. */
  private expectUnreadable(): void {
    for (const { decoded } of this.ha.all()) {
      if (decoded.role !== 'job' || decoded.jobId === null) continue
      const newest = decoded.entries.findLast((entry) => entry.kind === 'checkpoint')
      const known = this.newestKeys.get(decoded.jobId)
      if (newest === undefined || newest.key === known) continue
      this.newestKeys.set(decoded.jobId, newest.key)
      const pointer = newest.pointer?.path ?? null
      if (pointer === null || !this.around.storage.covers(pointer)) this.poller?.expect(decoded.jobId)
    }
  }

  /** A lease was renewed: of no interest unless it tells of a leader where there was none. */
  renewed(objects: ClusterObjects): void {
    const now = Date.now()
    this.ha.update(objects.haMaps, now)
    if (this.row !== null && this.row.leader.kind !== this.leader(now).kind) {
      this.nudge()
      this.changed()
    }
  }

  /** A cluster known only by the address of its REST. */
  updateAddress(uid: string, client: FlinkClient): void {
    this.address = { uid, uidKind: 'address' }
    this.askThrough(client)
    this.changed()
  }

  /** Someone looks at this cluster: its JobManager is asked as often as that is of use. Returns how to stop. */
  look(): () => void {
    return this.poller?.look() ?? (() => undefined)
  }

  /** A new leader or pod: what REST said before may be outdated. */
  nudge(): void {
    this.poller?.nudge()
  }

  /** What REST tells; nothing where the Service turned out to lead to another cluster's JobManager. */
  rest(): RestState {
    const state = this.poller?.state() ?? NOTHING_TOLD
    if (!this.isForeign(state)) return state
    const problem: Problem = { code: 'cluster.rest-foreign' }
    return { overview: { ok: false, problem, status: null, observedAt: Date.now() }, config: null, jobs: new Map() }
  }

  /**
   * Whether the running jobs that REST lists are none of those HA keeps. Each is a moment ahead of the other when a job
   * begins or ends, so it has to stay that way.
   */
  private isForeign(state: RestState): boolean {
    const running = state.overview?.ok ? state.overview.value.filter((job) => job.state === 'RUNNING') : []
    const kept = this.ha.jobIds()
    const disjoint = running.length > 0 && kept.size > 0 && !running.some((job) => kept.has(job.jobId))
    this.foreignSince = disjoint ? (this.foreignSince ?? Date.now()) : null
    return this.foreignSince !== null && Date.now() - this.foreignSince > FOREIGN_AFTER_MS
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
    this.poller?.stop()
    this.files.close()
  }

  leader(now: number): LeaderView {
    const map = this.ha.ofCluster()
    if (map === null && this.around.haProblem() === null && this.ha.all().length === 0) {
      return { kind: 'no-ha', holder: null, since: null, renewedAt: null, leaseDurationMs: null, reason: null }
    }
    return judgeLeader(this.ha.lease(map), now, this.skew.value())
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

  private client: FlinkClient | null = null

  private askThrough(client: FlinkClient | null): void {
    if (client === this.client) return
    this.client = client
    this.poller?.stop()
    this.poller = client === null ? null : pollJobManager({ client, skew: this.skew, onChange: () => this.changed() })
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

  private evidence(): Array<{ input: JobEvidenceInput; words: JobWords }> {
    const rest = this.rest()
    const ids = new Set([...rest.jobs.keys(), ...this.ha.jobIds()])
    return [...ids].map((jobId) => {
      const input: JobEvidenceInput = {
        jobId,
        rest: rest.jobs.get(jobId) ?? null,
        restReachable: rest.overview?.ok === true,
        map: this.ha.ofJob(jobId),
        submittedName: rest.jobs.has(jobId) ? null : this.submittedName(jobId),
        haObservedAt: this.around.syncedAt(),
        haReadable: this.around.haProblem() === null,
        files: this.files,
      }
      return { input, words: askSources(input) }
    })
  }

  private submittedName(jobId: string): string | null {
    const pointer = this.ha.submittedPointer(jobId)
    return pointer === null ? null : this.files.jobName(pointer)
  }

  private async record(): Promise<void> {
    if (this.address === null) return
    const now = Date.now()
    const rest = this.rest()
    const named = this.evidence().filter(({ input }) => input.map !== null || input.restReachable)
    const cluster: ClusterSighting = {
      namespace: this.namespace,
      name: this.name,
      ...this.address,
      mode: this.objects?.deployment?.mode ?? null,
      manager: this.objects?.deployment?.manager ?? null,
      flinkVersion: rest.config?.ok ? rest.config.value.flinkVersion : null,
    }
    const complete = rest.overview?.ok === true && this.around.haProblem() === null && this.around.stale() === null
    try {
      this.recorded = await this.around.recorder.record(
        {
          connectionRowId: this.around.connection.rowId,
          cluster,
          jobs: named.map(({ input, words }) => ({
            job: jobSighting(input, words),
            rows: mergeWords(input, words, '', [], now),
          })),
          complete,
        },
        now,
      )
      this.recordProblem = null
    } catch (error) {
      // What was seen is still shown; it is not kept until the database answers again.
      log('fleet').warn({ err: error, cluster: this.name }, 'history could not be recorded')
      countRecorderFailure()
      this.recordProblem = { code: 'recorder.unavailable' }
    }
  }

  /** Folds what is known into the jobs and the row, and hands the row on. */
  judge(now: number): void {
    if (this.address === null) return
    const folded = this.evidence()
    const known = new Set(folded.map(({ input }) => input.jobId))
    const lost = (this.recorded?.lost ?? []).filter(({ run }) => !known.has(run.jobId))
    this.jobs = [
      ...folded.map(({ input, words }) =>
        this.foldJob(input, words, this.recorded?.jobs.get(input.jobId) ?? null, now),
      ),
      ...lost.map((record) => {
        const input: JobEvidenceInput = {
          jobId: record.run.jobId,
          rest: null,
          restReachable: this.rest().overview?.ok === true,
          map: null,
          submittedName: null,
          haObservedAt: this.around.syncedAt(),
          haReadable: this.around.haProblem() === null,
          files: this.files,
        }
        return this.foldJob(input, askSources(input), record, now)
      }),
    ]
    this.row = clusterRow({
      id: clusterId(this.key),
      connection: { id: this.connection.id, name: this.connection.name },
      namespace: this.namespace,
      name: this.name,
      jobs: this.jobs,
      objects: this.objects,
      recorded: this.recorded?.cluster ?? null,
      leader: this.leader(now),
      rest: this.rest(),
      stale: this.around.stale(),
      skewMs: this.skew.value(),
      now,
    })
    const lease = this.ha.lease(this.ha.ofCluster())
    const expires = lease === null ? null : leaseExpiresAt(lease, this.skew.value())
    this.wakeAt = Math.min(expires !== null && expires > now ? expires + 1 : Number.POSITIVE_INFINITY, now + REJUDGE_MS)
    this.revision += 1
    this.around.onRow(this)
  }

  private foldJob(input: JobEvidenceInput, words: JobWords, record: RecordedJob | null, now: number): LiveJob {
    const runId = record?.run.id ?? `unrecorded-${input.jobId}`
    const rows = mergeWords(input, words, runId, record?.recent ?? [], now)
    const recoveryPoint = newestPoint(rows, timeOfOrigin(record))
    // What HA would restore from is looked up in storage; older points are not, for the sake of storage.
    const kept = rows.filter((row) => row.evidence.some((word) => word.source === 'ha' && word.verdict === 'names'))
    for (const { path, checkpointId } of [
      ...kept.slice(0, VERIFIED_POINTS),
      ...(recoveryPoint ? [recoveryPoint] : []),
    ]) {
      if (path !== null && checkpointId !== null) this.files.verifiedAt(path, checkpointId)
    }
    return { jobId: input.jobId, evidence: input, record, rows, recoveryPoint, orphaned: this.isOrphaned(input.jobId) }
  }
}

/** A recovery point gets late without any event. */
const REJUDGE_MS = 10_000
