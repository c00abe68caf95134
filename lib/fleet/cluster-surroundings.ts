import type { Problem } from '../problem.ts'
import type { StorageReader } from '../storage/reader.ts'
import type { Recorder } from './record/recorder.ts'

/** What a cluster needs of the connection it is reached through. */
export interface ClusterSurroundings {
  connection: { id: string; rowId: string; name: string }
  storage: StorageReader
  recorder: Recorder
  /** Null: the objects were last in step with the API server at `syncedAt`, and still are. */
  stale(): { since: number; reason: Problem | null } | null
  /** When each source in Kubernetes was last known to be current. */
  syncedAt(): number | null
  /** When the operator's resources were last known to be current. */
  operatorSyncedAt(): number | null
  /** Null while HA ConfigMaps can be read. */
  haProblem(): Problem | null
  /** Rights that Weir lacks in the cluster's namespace. */
  forbidden(): Problem[]
  /** The cluster was judged anew. */
  onRow(): void
}
