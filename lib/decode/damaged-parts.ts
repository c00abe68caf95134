import type { Content } from './decode.ts'
import { DecodeError } from './decode-error.ts'
import { damagedEntries } from './read-config-map.ts'

/** A part of what was decoded that could not be read, while all else could. */
export interface DamagedPart {
  /** A key of a ConfigMap, or of a job result. */
  key: string
  error: DecodeError
}

const THROWABLE = 'serialized-throwable'

/** Every part of what was decoded that is damaged. */
export function damagedParts(content: Content): DamagedPart[] {
  switch (content.kind) {
    case 'config-map':
      return damagedEntries(content.map)
    case 'config-map-list':
      return content.maps.flatMap(damagedEntries)
    case 'watch-list':
      return content.events.flatMap(({ map }) => (map ? damagedEntries(map) : []))
    case 'job-result': {
      const throwable = content.result.kind === 'job' ? content.result.failure?.throwable : undefined
      if (throwable === undefined || !('error' in throwable)) return []
      return [{ key: THROWABLE, error: new DecodeError(throwable.error, 'decodedByte', THROWABLE) }]
    }
    default:
      return []
  }
}
