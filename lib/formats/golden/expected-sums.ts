import { subtaskSizeBytes } from '../checkpoint-metadata/state-sizes.ts'
import type { HaConfigMap } from '../high-availability/read-ha-config-map.ts'
import type { CheckpointMetadata, StateFile } from '../index.ts'

// The smaller shapes: of `metadata/<name>.json`, and of `field/<name>.expected.json` beside `<name>.configmaps.json`.

/** Operators by id, files by kind and path. @param tailBytes what follows the last operator: the properties, from version 4 on. */
export function expectedSums(metadata: CheckpointMetadata, tailBytes: number): object {
  const { byteLength, version, checkpointId, masterStates, operators, totals, files } = metadata
  return {
    bytes: byteLength,
    version,
    checkpointId,
    masters: masterStates.map(({ name }) => name),
    operators: operators
      .toSorted(byId)
      .map(({ id, name, uid, parallelism, maxParallelism, fullyFinished, subtasks }) => ({
        id,
        name: name ?? '',
        uid: uid ?? '',
        parallelism,
        maxParallelism,
        finished: fullyFinished,
        subtasks: subtasks.map((subtask) => [subtask.index, subtaskSizeBytes(subtask)]),
      })),
    inlineBytes: totals.inlineBytes,
    files: files.map(({ kind, path, sizeBytes }) => [kindWord(kind), path, sizeBytes] as const).toSorted(byKindAndPath),
    fileBytes: totals.distinctFileBytes,
    tailBytes,
  }
}

function kindWord(kind: StateFile['kind']): string {
  return kind === 'file' ? 'absolute' : kind
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}

function byKindAndPath(a: readonly [string, string, unknown], b: readonly [string, string, unknown]): number {
  return `${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1
}

/** Every pointer of some ConfigMaps, by key. */
export function expectedPointers(maps: readonly HaConfigMap[]): object {
  const entries = maps.flatMap((map) => map.entries)
  return Object.fromEntries(
    entries.flatMap(({ key, pointer }) =>
      pointer ? [[key, { filePath: pointer.path, stateSize: pointer.stateSizeBytes }]] : [],
    ),
  )
}
