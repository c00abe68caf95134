import { locateMetadataParts } from '../formats/checkpoint-metadata/locate-parts.ts'
import {
  expectedCompletedCheckpoint,
  expectedConfigMap,
  expectedMetadata,
  expectedPointer,
  expectedPointers,
  expectedSubmittedJob,
  expectedSums,
  expectedWatchEvent,
} from '../formats/golden/index.ts'
import type { HaConfigMap } from '../formats/index.ts'
import type { Content, Decoded } from './decode.ts'
import { projectContent } from './project-content.ts'
import type { DecodedConfigMap } from './read-config-map.ts'

/**
 * Whether there is a golden of such content, to be compared with what Flink's classes say: word for word. Of what has none,
 * secrets are masked as ever.
 */
export function hasGolden(content: Content): boolean {
  switch (content.kind) {
    case 'config-map':
      return content.map.purpose === 'high-availability'
    case 'configuration':
    case 'job-result':
    case 'java-stream':
      return false
    default:
      return true
  }
}

/**
 * What was decoded in the shape of the `.expected.json` beside a capture: in the words of Flink's own classes. A watch
 * list is a list of values, one for each line of its `.expected.jsonl`. Kinds that have no such file keep the shape they
 * have without.
 */
export function goldenValues(content: Content): unknown[] {
  switch (content.kind) {
    case 'config-map':
      return hasGolden(content) ? goldenConfigMaps([content.map]) : [projectContent(content)]
    case 'config-map-list':
      return [{ configMaps: goldenConfigMaps(content.maps) }]
    case 'watch-list':
      return content.events.flatMap(({ type, map }) =>
        map?.purpose === 'high-availability' ? [expectedWatchEvent(type, map.map)] : [],
      )
    case 'state-handle':
      return [expectedPointer(content.handle)]
    case 'completed-checkpoint':
      return [expectedCompletedCheckpoint(content.checkpoint)]
    case 'submitted-job':
      return [expectedSubmittedJob(content.job)]
    case 'checkpoint-metadata':
      return [expectedMetadata(content.metadata)]
    case 'configuration':
      return [Object.fromEntries(content.configuration.entries.map(({ key, value }) => [key, value]))]
    case 'job-result':
    case 'java-stream':
      return [projectContent(content)]
  }
}

/**
 * The smaller shapes that captures of other hands have: sums of `_metadata`, the pointers of HA ConfigMaps by key. Other
 * kinds have but one shape.
 */
export function goldenSums({ content, bytes }: Decoded): unknown[] {
  switch (content.kind) {
    case 'checkpoint-metadata':
      return [expectedSums(content.metadata, bytes.length - locateMetadataParts(bytes).propertiesAt)]
    case 'config-map':
      return [expectedPointers(haMaps([content.map]))]
    case 'config-map-list':
      return [expectedPointers(haMaps(content.maps))]
    default:
      return goldenValues(content)
  }
}

function haMaps(maps: readonly DecodedConfigMap[]): HaConfigMap[] {
  return maps.flatMap((map) => (map.purpose === 'high-availability' ? [map.map] : []))
}

function goldenConfigMaps(maps: readonly DecodedConfigMap[]): object[] {
  return maps.flatMap((map) => (map.purpose === 'other' ? [] : [goldenConfigMap(map.map, map.leaderText)]))
}

/** An expectation quotes the leader annotation as it stands there, not what it means. */
function goldenConfigMap(map: HaConfigMap, leaderText: string | null): object {
  const expected = expectedConfigMap(map)
  return leaderText === null ? expected : { ...expected, leader: parsedOrText(leaderText) }
}

function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
