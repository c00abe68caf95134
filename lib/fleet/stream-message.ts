import type { Problem } from '../problem.ts'
import type { HaMapView } from './high-availability-view.ts'
import type { OperationView } from './operation-view.ts'
import type { CheckpointRow, ConnectionView, FleetRow, JobHeaderView, SourceStatus } from './view.ts'

/** One message of the event stream. Rows replace rows of the same id; `removed` names ids that are gone. */
export type StreamMessage =
  | {
      kind: 'fleet'
      now: number
      connections: ConnectionView[]
      upserted: FleetRow[]
      removed: string[]
      reset: boolean
    }
  | {
      kind: 'job'
      now: number
      job: JobHeaderView
      upserted: CheckpointRow[]
      removed: string[]
      total: number
      sources: SourceStatus[]
      reset: boolean
    }
  | {
      kind: 'high-availability'
      now: number
      job: JobHeaderView
      maps: HaMapView[]
      findings: Problem[]
      sources: SourceStatus[]
    }
  /** All that are under way wherever this actor may see them, newest first. */
  | { kind: 'operations'; now: number; underWay: OperationView[] }
