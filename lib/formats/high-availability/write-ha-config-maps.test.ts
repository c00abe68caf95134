import { describe, expect, it } from 'vitest'
import type { StateHandlePointer } from '../state-handle/read-state-handle.ts'
import { captures, captureText, releaseOfCapture } from '../testing/captures.ts'
import type { HaEntry } from './ha-entry.ts'
import { type HaConfigMap, type HaConfigMapInput, readHaConfigMap } from './read-ha-config-map.ts'
import { type HaClusterToWrite, type HaJobToWrite, type HaLeader, writeHaConfigMaps } from './write-ha-config-maps.ts'

interface Captured {
  metadata: { name: string; labels: Record<string, string>; annotations?: Record<string, string> }
  data?: Record<string, string>
}

describe('captures', () => {
  const lists = captures(/\/configmaps\.json$/).filter((name) => !name.startsWith('field/'))
  const withMaps = lists.filter((name) => JSON.parse(captureText(name)).items.length > 0)
  it.each(withMaps)('%s: what is read of a cluster is written as the same maps', (name) => {
    const items: Captured[] = JSON.parse(captureText(name)).items
    const inputs = items.map(({ metadata, data }): HaConfigMapInput => ({ ...metadata, data }))
    const maps = inputs.map(readHaConfigMap).filter((map) => map !== null)
    // An ended cluster's own map is gone, and what is left of its jobs is what they had.
    const left = new Set(inputs.map(({ name }) => name))
    const written = writeHaConfigMaps(cluster(maps), releaseOfCapture(name)).filter(({ name }) => left.has(name))
    expect(written.map(({ name, labels, data }) => ({ name, labels, data }))).toEqual(
      inputs
        .map(({ name, labels, data }) => ({ name, labels, data: data ?? {} }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    )
  })
})

describe('the lease', () => {
  const lease = {
    holderIdentity: 'a"b',
    leaseDurationMs: 15_000,
    acquireTime: 1_700_000_000_123,
    renewTime: 1_700_000_005_000,
    leaderTransitions: 3,
  }
  const nothing: HaClusterToWrite = { clusterId: 'c', leaders: [], lease, jobs: [], applications: [] }

  it.each(['1.15', '1.20', '2.0', '2.3'] as const)('is read as %s wrote it', (release) => {
    const [map] = writeHaConfigMaps(nothing, release)
    expect(map && readHaConfigMap(map)?.leaderAnnotation).toEqual(lease)
    const annotation = Object.values(map?.annotations ?? {})[0]
    expect(annotation).toContain(release < '2' ? '"leaseDuration":15.000000000,' : '"leaseDuration":"PT15S",')
  })
})

/** What the maps of one cluster say, put together. */
function cluster(maps: readonly HaConfigMap[]): HaClusterToWrite {
  const entries = maps.flatMap((map) => map.entries)
  const owned = (kind: HaEntry['kind'], jobId: string | null) =>
    entries.find((entry) => entry.kind === kind && entry.jobId === jobId)
  const jobs = maps
    .filter(({ role }) => role === 'job')
    .map((map): HaJobToWrite => {
      const graph = owned('job-graph', map.jobId) ?? owned('execution-plan', map.jobId)
      const registry = owned('registry', map.jobId)?.text
      return {
        jobId: map.jobId ?? '',
        leader: leader(entries.filter((entry) => entry.component === 'jobmanager' && entry.jobId === map.jobId)),
        counter: map.counter,
        checkpoints: map.entries.flatMap(({ checkpointId, pointer }) =>
          checkpointId === undefined || !pointer ? [] : [{ checkpointId, ...file(pointer) }],
        ),
        graph: graph?.pointer ? file(graph.pointer) : null,
        registry: registry === 'RUNNING' || registry === 'DONE' ? registry : null,
      }
    })
  return {
    clusterId: maps[0]?.clusterId ?? '',
    lease: null,
    jobs,
    leaders: (['dispatcher', 'resourcemanager', 'restserver'] as const).flatMap((component): HaLeader[] => {
      const found = leader(entries.filter((entry) => entry.component === component))
      return found ? [{ component, ...found }] : []
    }),
    applications: entries.flatMap(({ applicationId, pointer }) =>
      applicationId && pointer ? [{ id: applicationId, ...file(pointer) }] : [],
    ),
  }
}

function leader(entries: readonly HaEntry[]): { sessionId: string; address: string } | null {
  const sessionId = entries.find((entry) => entry.sessionId !== undefined)?.sessionId
  const address = entries.find((entry) => entry.address !== undefined)?.address
  return sessionId === undefined || address === undefined ? null : { sessionId, address }
}

function file({ path, stateSizeBytes: sizeBytes, markedForDeletion }: StateHandlePointer) {
  return { handle: { kind: 'file' as const, path: path ?? '', sizeBytes }, markedForDeletion }
}
