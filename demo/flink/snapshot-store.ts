import { writeCheckpointMetadata } from '../../lib/formats/checkpoint-metadata/write-checkpoint-metadata.ts'
import { writeCheckpointProperties } from '../../lib/formats/checkpoint-metadata/write-checkpoint-properties.ts'
import { writeCompletedCheckpoint } from '../../lib/formats/completed-checkpoint/write-completed-checkpoint.ts'
import { isSince } from '../../lib/formats/flink-release.ts'
import { type CheckpointAttempt, endsAt } from './checkpoint-attempt.ts'
import { baseIdOf } from './checkpoint-figures.ts'
import type { KeptCheckpoint, KeptJob } from './ha-maps.ts'
import { hexDigits } from './seeded.ts'
import type { RestoredSnapshot, SimulatedJob } from './simulated-job.ts'
import { metadataVersion, type SnapshotState, snapshotProperties, snapshotState } from './snapshot-state.ts'
import type { StateStorage } from './state-storage.ts'
import { submittedJob, submittedJobPrefix } from './submitted-job.ts'

/** A snapshot that HA keeps, and what it is made of. */
interface Kept extends KeptCheckpoint {
  attempt: CheckpointAttempt
}

interface WrittenState extends SnapshotState {
  /** Length of `_metadata`. */
  metadataBytes: number
}

/** What pointers say of files that nobody can read. */
const UNREAD_BYTES = 9_800

/** Files of one job in checkpoint and HA storage, and what its HA map says of them. The two move together. */
export class SnapshotStore {
  readonly #job: SimulatedJob
  /** Null: nobody can read it, so nothing is written. */
  readonly #storage: StateStorage | null
  readonly #publish: ((kept: KeptJob) => void) | null
  readonly #graph: KeptJob['graph']
  #kept: Kept[] = []

  /** @param publish writes the job's HA map; null for a cluster without HA. */
  constructor(job: SimulatedJob, storage: StateStorage, publish: ((kept: KeptJob) => void) | null, now: number) {
    this.#job = job
    const { haDirectory, release, checkpointDirectory } = job.settings
    this.#storage = storage.holds(checkpointDirectory) ? storage : null
    this.#publish = publish
    const path = `${haDirectory}/${submittedJobPrefix(release)}${hexDigits(12, job.seed, 41)}`
    this.#graph = { path, sizeBytes: UNREAD_BYTES }
    if (!this.#storage) return
    const graph = submittedJob(job.jobId, job.spec, release)
    this.#graph = { path, sizeBytes: graph.length }
    if (publish) this.#storage.write(path, graph, now - job.spec.runningForMs)
    for (const folder of ['shared', 'taskowned']) {
      this.#storage.makeDirectory(`${checkpointDirectory}/${job.jobId}/${folder}`)
    }
  }

  /** What HA keeps of the job now. */
  kept(): KeptJob {
    return {
      jobId: this.#job.jobId,
      counter: this.#job.counter,
      checkpoints: this.#kept,
      graph: this.#graph,
    }
  }

  /** The snapshot that a new JobManager would start the job from. */
  newest(now: number): RestoredSnapshot | null {
    const newest = this.#kept.at(-1)
    return newest ? { id: newest.id, restoredAt: now, isSavepoint: false, path: newest.attempt.path } : null
  }

  /** Lays out what a job has that has been running for a while. */
  layOut(): void {
    const completed = this.#job.completedAttempts()
    const isOld = !isSince(this.#job.settings.release, '1.15')
    const kept = completed.filter(({ type }) => isOld || type !== 'SAVEPOINT').slice(-this.#job.settings.retained)
    for (const attempt of completed) {
      if (kept.includes(attempt)) this.#keep(attempt)
      else if (attempt.type === 'SAVEPOINT') this.#write(attempt)
      else attempt.discarded = true
    }
  }

  triggered(): void {
    this.#publish?.(this.kept())
  }

  /** A snapshot completed: its files and its key appear, the oldest one's go. */
  completed(attempt: CheckpointAttempt): void {
    if (attempt.type === 'SAVEPOINT' && isSince(this.#job.settings.release, '1.15')) {
      this.#write(attempt)
      return
    }
    this.#keep(attempt)
    this.#publish?.(this.kept())
    while (this.#kept.length > this.#job.settings.retained) this.#subsumeOldest()
  }

  /** Removes what lies in the directories of the checkpoints, as if somebody had cleaned up. HA keeps its pointers. */
  emptyDirectories(): void {
    for (const { attempt } of this.#kept) {
      this.#storage?.remove(attempt.path)
      this.#storage?.makeDirectory(attempt.path)
    }
  }

  #subsumeOldest(): void {
    const [oldest, ...rest] = this.#kept
    if (!oldest) return
    if (isSince(this.#job.settings.release, '1.15')) {
      this.#kept = [{ ...oldest, markedForDeletion: true }, ...rest]
      this.#publish?.(this.kept())
    }
    this.#kept = rest
    this.#publish?.(this.kept())
    if (this.#publish) this.#storage?.remove(oldest.path)
    if (oldest.attempt.type === 'SAVEPOINT') return
    oldest.attempt.discarded = true
    this.#storage?.remove(oldest.attempt.path)
    this.#removeUnused(oldest.attempt)
  }

  /** Shared files of increments that no kept snapshot is made of any more. */
  #removeUnused(subsumed: CheckpointAttempt): void {
    if (!this.#storage) return
    const used = new Set(this.#kept.flatMap(({ attempt }) => attempt.increments))
    const unused = subsumed.increments.filter((id) => !used.has(id) && id !== baseIdOf(this.#job.spec))
    if (unused.length === 0) return
    for (const { path } of this.#state({ ...subsumed, increments: unused }).files) this.#storage.remove(path)
  }

  #keep(attempt: CheckpointAttempt): void {
    const { haDirectory } = this.#job.settings
    const path = `${haDirectory}/completedCheckpoint${hexDigits(12, this.#job.seed, attempt.id, 43)}`
    const written = this.#write(attempt)
    const sizeBytes = written && this.#publish ? this.#writeHaFile(path, attempt, written) : UNREAD_BYTES
    this.#kept.push({ id: attempt.id, path, sizeBytes, markedForDeletion: false, attempt })
  }

  /** Returns the length of the file. */
  #writeHaFile(path: string, attempt: CheckpointAttempt, state: WrittenState): number {
    const { release } = this.#job.settings
    const metadata = `${attempt.path}/_metadata`
    const bytes = writeCompletedCheckpoint(
      {
        jobId: this.#job.jobId,
        checkpointId: attempt.id,
        timestamp: attempt.triggeredAt,
        completionTimestamp: endsAt(attempt) + 4,
        externalPointer: attempt.path,
        metadataHandle: { kind: 'file', path: metadata, sizeBytes: state.metadataBytes },
        properties: snapshotProperties(attempt, release),
        restoredProperties: null,
        masterStates: [],
        operators: state.operators,
      },
      release,
    )
    this.#storage?.write(path, bytes, endsAt(attempt) + 4)
    return bytes.length
  }

  #write(attempt: CheckpointAttempt): WrittenState | null {
    if (!this.#storage) return null
    const { release } = this.#job.settings
    const state = this.#state(attempt)
    const version = metadataVersion(release)
    const properties = version >= 4 ? writeCheckpointProperties(snapshotProperties(attempt, release), release) : null
    const metadata = { version, checkpointId: attempt.id, masterStates: [], operators: state.operators }
    const bytes = writeCheckpointMetadata(metadata, properties)
    this.#storage.reserve(state.files)
    this.#storage.write(`${attempt.path}/_metadata`, bytes, endsAt(attempt) + 4)
    return { ...state, metadataBytes: bytes.length }
  }

  #state(attempt: CheckpointAttempt): SnapshotState {
    const { settings, spec, seed, jobId } = this.#job
    const shared = `${settings.checkpointDirectory}/${jobId}/shared`
    return snapshotState(spec, seed, attempt, { release: settings.release, shared })
  }
}
