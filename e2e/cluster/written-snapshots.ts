import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type MetadataToWrite,
  writeCheckpointMetadata,
} from '../../lib/formats/checkpoint-metadata/write-checkpoint-metadata.ts'
import { writeCheckpointProperties } from '../../lib/formats/checkpoint-metadata/write-checkpoint-properties.ts'
import { writeCompletedCheckpoint } from '../../lib/formats/completed-checkpoint/write-completed-checkpoint.ts'
import type { FlinkRelease } from '../../lib/formats/flink-release.ts'
import type { CompletedCheckpoint } from '../../lib/formats/index.ts'

/** The two files of a checkpoint, as our encoders write them. */
export interface WrittenSnapshot {
  metadata: string
  completedCheckpoint: string
}

/**
 * Writes what a snapshot says as that release would: its `_metadata`, and its `completedCheckpoint…` file with the state of
 * the one and the times and pointers of `head`.
 *
 * @param dir where to; the files are named for the checkpoint.
 */
export async function writeSnapshot(
  dir: string,
  snapshot: MetadataToWrite,
  head: CompletedCheckpoint,
  release: FlinkRelease,
): Promise<WrittenSnapshot> {
  const { checkpointId } = snapshot
  const written = {
    metadata: join(dir, `written-_metadata-${checkpointId}`),
    completedCheckpoint: join(dir, `written-completedCheckpoint-${checkpointId}`),
  }
  const { metadataHandle, externalPointer } = head
  if (metadataHandle.kind !== 'file') throw new Error(`checkpoint ${checkpointId} has no file`)
  const properties = writeCheckpointProperties(head.properties, release)
  await writeFile(written.metadata, writeCheckpointMetadata(snapshot, properties))
  const { masterStates, operators } = absolute(snapshot, externalPointer)
  const checkpoint = { ...head, metadataHandle, checkpointId, masterStates, operators }
  await writeFile(written.completedCheckpoint, writeCompletedCheckpoint(checkpoint, release))
  return written
}

/** Objects name relative files by their whole path too, which `_metadata` leaves out. */
function absolute<T>(value: T, dir: string): T {
  const visit = (each: unknown): unknown => {
    if (typeof each !== 'object' || each === null || each instanceof Uint8Array) return each
    if (Array.isArray(each)) return each.map(visit)
    const object = Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, visit(inner)]))
    return object.kind === 'relative-file' ? { ...object, path: `${dir}/${object.relativePath}` } : object
  }
  return visit(value) as T
}
