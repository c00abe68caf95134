import type { HaEntry } from '../formats/index.ts'
import type { Problem } from '../problem.ts'
import { formatProblem, type HaFiles } from './ha-files.ts'
import type { DecodedMap, HaState } from './ha-state.ts'
import type { HaEntryView, HaMapView } from './high-availability-view.ts'
import { judgeLeader } from './leader.ts'
import { lessCoordinators } from './sighting.ts'
import type { FleetRow, LeaderView } from './view.ts'

/** A ConfigMap holds at most 1 MiB, about a thousand entries; more than this is not sent to a page. */
const MAX_ENTRIES = 1_000
const MAX_TEXT = 2_000

/** @param asOf the time to judge its lease at, epoch ms */
export function haMapView(state: HaState, map: DecodedMap, files: HaFiles, asOf: number, skewMs: number): HaMapView {
  const { item, decoded } = map
  const lease = state.lease(map)
  return {
    name: item.name,
    uid: item.uid,
    role: decoded.role,
    perComponent: decoded.perComponent,
    createdAt: item.createdAt,
    resourceVersion: item.resourceVersion,
    observedAt: map.observedAt,
    leader:
      lease === null
        ? damagedLeader(map)
        : judgeLeader({ ...lease, hasDispatcher: holdsDispatcher(map, lease.hasDispatcher) }, asOf, skewMs),
    leaderRaw: item.leader,
    counter: decoded.counter,
    entries: decoded.entries.slice(0, MAX_ENTRIES).map((entry) => entryView(entry, map, files)),
  }
}

/** Only the map that holds the dispatcher's leadership can lack it. */
function holdsDispatcher(map: DecodedMap, has: boolean): boolean {
  return map.decoded.role === 'cluster' || map.decoded.role === 'dispatcher' ? has : true
}

function damagedLeader(map: DecodedMap): LeaderView | null {
  if (map.item.leader === null) return null
  const reason: Problem = { code: 'leader.annotation-damaged', raw: map.item.leader.slice(0, MAX_TEXT) }
  return { kind: 'unknown', holder: null, since: null, renewedAt: null, leaseDurationMs: null, reason }
}

function entryView(entry: HaEntry, map: DecodedMap, files: HaFiles): HaEntryView {
  const { pointer } = entry
  const base: HaEntryView = {
    key: entry.key,
    kind: entry.kind,
    pointer: pointer?.path ?? null,
    sizeBytes: pointer?.stateSizeBytes ?? null,
    markedForDeletion: pointer?.markedForDeletion ?? false,
    text: pointer === undefined && entry.error === undefined ? (entry.text ?? '').slice(0, MAX_TEXT) : null,
    resolved: null,
    problem: entry.error === undefined ? null : formatProblem(entry.error),
    raw: map.item.data[entry.key] ?? '',
  }
  if (entry.kind !== 'checkpoint' || !pointer?.path) return base
  const file = files.completedCheckpoint(pointer.path)
  if (file.kind === 'pending') return { ...base, problem: { code: 'ha.file-pending' } }
  if (file.kind === 'unreadable') return { ...base, problem: file.problem }
  const { checkpoint } = file
  const restored = checkpoint.timestamp === 0
  return {
    ...base,
    resolved: {
      checkpointId: checkpoint.checkpointId,
      path: checkpoint.externalPointer,
      triggeredAt: restored ? null : checkpoint.timestamp,
      completedAt: restored || checkpoint.completionTimestamp === 0 ? null : checkpoint.completionTimestamp,
      stateSizeBytes: lessCoordinators(checkpoint.stateSizeBytes, checkpoint),
      restored,
    },
  }
}

/** What does not fit together in the HA data of one job, gravest first. */
export function haFindings(
  maps: readonly HaMapView[],
  jobId: string,
  orphaned: boolean,
  leader: LeaderView,
  mode: FleetRow['mode'],
): Problem[] {
  const findings: Problem[] = []
  if (orphaned) findings.push({ code: 'ha.orphaned-map' })
  else if (leader.kind === 'none') findings.push(leader.reason ?? { code: 'leader.none' })
  for (const map of maps) {
    for (const entry of map.entries) {
      if (entry.problem?.code.startsWith('formats.'))
        findings.push({ code: 'ha.key-damaged', params: { key: entry.key } })
      if (entry.markedForDeletion) findings.push({ code: 'ha.delete-mark', params: { key: entry.key } })
      const id = entry.resolved?.checkpointId
      if (id !== undefined && Number(entry.key.split('-').at(-1)) !== id) {
        findings.push({ code: 'ha.id-mismatch', params: { key: entry.key, id } })
      }
    }
    if (map.role !== 'job') continue
    const ids = map.entries.flatMap((entry) =>
      entry.kind === 'checkpoint' ? [Number(entry.key.split('-').at(-1))] : [],
    )
    const newest = Math.max(...ids)
    if (ids.length > 0 && map.counter === null) findings.push({ code: 'ha.counter-missing' })
    if (ids.length > 0 && map.counter !== null && map.counter <= newest) {
      findings.push({ code: 'ha.counter-behind', params: { counter: map.counter, newest } })
    }
  }
  const graph = maps.some((map) =>
    map.entries.some(
      (entry) => (entry.kind === 'job-graph' || entry.kind === 'execution-plan') && entry.key.endsWith(jobId),
    ),
  )
  // In application mode the program runs again and submits its job itself; the operator even removes the graph.
  if (!graph && !orphaned && mode !== 'application' && maps.some((map) => map.role === 'job'))
    findings.push({ code: 'ha.no-job-graph' })
  return findings
}
