import type { JobSpec } from './job-spec.ts'

/** A Flink cluster of the demo. */
export interface ClusterSpec {
  namespace: string
  /** Flink's cluster id. */
  name: string
  /** `1.20.5` */
  version: string
  mode: 'application' | 'session'
  manager: 'operator' | 'native' | 'standalone'
  /** Who deploys it from a repository, and as part of what. */
  gitOps: { tool: 'argocd' | 'flux'; name: string } | null
  labels: Readonly<Record<string, string>>
  /** Where checkpoints, savepoints and HA data go: `s3://web-state`. */
  storage: string
  /** False: nobody but Flink can read it, and no files are written. */
  readableStorage: boolean
  highAvailability: boolean
  leaderForMs: number
  /** `web.checkpoints.history` */
  history: number
  /** `execution.checkpointing.num-retained` */
  retained: number
  /** Increments over the base that a RocksDB snapshot is made of. */
  increments: number
  /** Its JobManager was killed so long ago; null: it lives. */
  killedAgoMs: number | null
  /** Somebody emptied the directories that HA points to. */
  emptiedDirectories: boolean
  jobs: readonly JobSpec[]
}
