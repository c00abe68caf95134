import { FormatError } from '../format-error.ts'
import type { Dialect } from './dialect.ts'

const MAGIC = 0x4960672d

/** Magic and version. */
export const HEADER_BYTES = 8

/**
 * Tells from the head of a file whether its version is one of those read here.
 *
 * @throws FormatError `unexpected` for another file, `versionTooOld` and `versionTooNew` for another `_metadata`.
 * Source: Flink `Checkpoints.loadCheckpointMetadata`, `MetadataSerializers`.
 */
export function metadataVersion(head: DataView): Dialect['version'] {
  if (head.byteLength < HEADER_BYTES) {
    throw new FormatError('truncated', 0, `magic and version (${HEADER_BYTES} bytes)`, `${head.byteLength} bytes`)
  }
  const magic = head.getInt32(0)
  if (magic !== MAGIC) throw new FormatError('unexpected', 0, 'magic 4960672d', (magic >>> 0).toString(16))
  const version = head.getInt32(4)
  switch (version) {
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
      return version
    default:
      throw otherVersion(version)
  }
}

function otherVersion(version: number): FormatError {
  const [code, advice] =
    version === 1
      ? ([
          'versionTooOld',
          ': restore it with the release that wrote it, and take a savepoint with a newer one',
        ] as const)
      : version > 6
        ? (['versionTooNew', ': a newer version of this reader may know it'] as const)
        : (['unsupported', ''] as const)
  return new FormatError(code, 4, `_metadata of version 2 to 6 (Flink 1.3 to 2.3)${advice}`, `version ${version}`)
}
