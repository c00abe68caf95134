import type { LeaderAnnotation } from '../high-availability/leader-annotation.ts'
import type { HaConfigMap } from '../high-availability/read-ha-config-map.ts'
import type { StateHandlePointer } from '../state-handle/read-state-handle.ts'

// HA ConfigMaps in the shape of `configmaps.expected.json` and of the lines of `watch.expected.jsonl`.

const STATE = 'org.apache.flink.runtime.state.'
const WITH_DELETE_MARKER =
  'org.apache.flink.kubernetes.highavailability.KubernetesStateHandleStore$StateHandleWithDeleteMarker'

export function expectedConfigMap(map: HaConfigMap): object {
  const annotation = map.leaderAnnotation
  return {
    name: map.name,
    ...(annotation === null ? {} : { leader: annotation }),
    text: texts(map),
    handles: handles(map, expectedPointer),
  }
}

/** The leader annotation of an expectation, which quotes its JSON, in milliseconds. */
export function expectedLeader(leader: {
  holderIdentity: string
  leaseDuration: number | string
  acquireTime: string
  renewTime: string
  leaderTransitions: number
}): LeaderAnnotation {
  const { holderIdentity, leaseDuration, leaderTransitions } = leader
  const seconds = typeof leaseDuration === 'number' ? leaseDuration : Number(leaseDuration.slice('PT'.length, -1))
  return {
    holderIdentity,
    leaseDurationMs: seconds * 1000,
    acquireTime: Date.parse(leader.acquireTime),
    renewTime: Date.parse(leader.renewTime),
    leaderTransitions,
  }
}

export function expectedWatchEvent(type: string, map: HaConfigMap): object {
  return {
    type,
    name: map.name,
    text: texts(map),
    handles: handles(map, ({ wrapped, markedForDeletion, path, stateSizeBytes }) => ({
      markedForDeletion: wrapped ? markedForDeletion : null,
      filePath: path,
      stateSize: stateSizeBytes,
    })),
  }
}

export function expectedPointer(pointer: StateHandlePointer): object {
  const { wrapped, markedForDeletion } = pointer
  const retrievable = `${STATE}RetrievableStreamStateHandle`
  return {
    bytes: pointer.byteLength,
    class: wrapped ? WITH_DELETE_MARKER : retrievable,
    ...(wrapped ? { markedForDeletion, innerClass: retrievable } : {}),
    handleClass: pointer.handleClass,
    filePath: pointer.path,
    stateSize: pointer.stateSizeBytes,
  }
}

function texts(map: HaConfigMap): object {
  return Object.fromEntries(map.entries.flatMap(({ key, text }) => (text === undefined ? [] : [[key, text]])))
}

function handles(map: HaConfigMap, project: (pointer: StateHandlePointer) => object): object {
  return Object.fromEntries(map.entries.flatMap(({ key, pointer }) => (pointer ? [[key, project(pointer)]] : [])))
}
