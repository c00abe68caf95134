import { counter, gauge } from '../metrics.ts'
import type { ConnectionView, FleetRow, State } from './view.ts'

/** Registers what is counted when somebody asks: connections by status, clusters and jobs by state. */
export function meterFleet(fleet: { connections(): ConnectionView[]; rows(): FleetRow[]; jobStates(): State[] }): void {
  meter('weir_connections', 'Connections by status', 'status', () => fleet.connections().map(({ status }) => status))
  meter('weir_clusters', 'Flink clusters by state', 'state', () => fleet.rows().map(({ state }) => state))
  meter('weir_jobs', 'Flink jobs by state', 'state', () => fleet.jobStates())
}

function meter(name: string, help: string, label: string, values: () => string[]): void {
  gauge({
    name,
    help,
    labelNames: [label],
    collect() {
      this.reset()
      for (const value of values()) this.inc({ [label]: value })
    },
  })
}

/** Counts a change that could not be written to the record. */
export function countRecorderFailure(): void {
  counter({ name: 'weir_recorder_failures_total', help: 'Changes that could not be recorded' }).inc()
}
