import { type HaConfigMap, type HaEntry, summarizeCheckpointMetadata } from '../formats/index.ts'
import type { Content, Decoded } from './decode.ts'
import type { DecodedConfigMap } from './read-config-map.ts'

/**
 * What was decoded as it is written out: plain values in the words of lib/formats, unknown as null, sizes in bytes, times
 * in epoch ms.
 */
export function projectContent(content: Content): unknown {
  switch (content.kind) {
    case 'config-map':
      return projectConfigMap(content.map)
    case 'config-map-list':
      return { configMaps: content.maps.map(projectConfigMap), otherKinds: content.otherKinds }
    case 'watch-list':
      return { events: content.events.map(projectWatchEvent) }
    case 'state-handle':
      return content.handle
    case 'completed-checkpoint':
      return content.checkpoint
    case 'submitted-job':
      return content.job
    case 'checkpoint-metadata':
      return content.metadata
    case 'job-result':
      return content.result
    case 'configuration':
      return content.configuration
    case 'java-stream':
      return { outline: content.outline }
  }
}

export function projectWatchEvent({ type, map }: { type: string; map: DecodedConfigMap | null }): object {
  return { type, configMap: map && projectConfigMap(map) }
}

function projectConfigMap(map: DecodedConfigMap): object {
  if (map.purpose === 'high-availability') return { purpose: map.purpose, ...map.map }
  const { purpose, name, entries } = map
  return { purpose, name, entries }
}

/** The same in some lines: what it is, of what size, how many of what. */
export function summarizeContent({ content, bytes }: Pick<Decoded, 'content' | 'bytes'>): unknown {
  switch (content.kind) {
    case 'config-map':
      return summarizeConfigMap(content.map)
    case 'config-map-list':
      return { configMaps: content.maps.map(summarizeConfigMap), otherKinds: content.otherKinds }
    case 'watch-list':
      return { events: countBy(content.events, ({ type }) => type), configMaps: namesOf(content.events) }
    case 'completed-checkpoint': {
      const { operators, masterStates, ...rest } = content.checkpoint
      return { ...rest, operatorCount: operators.length, masterStateCount: masterStates.length }
    }
    case 'configuration': {
      const { rules, entries, ignored, otherRules } = content.configuration
      return {
        rules,
        settings: entries.length,
        keys: new Set(entries.map(({ key }) => key)).size,
        masked: entries.filter(({ masked }) => masked).length,
        oldNames: entries.filter(({ successor }) => successor !== null).length,
        ignoredLines: ignored.length,
        readOtherwise: otherRules && { rules: otherRules.rules, settings: otherRules.differing.length },
      }
    }
    case 'java-stream':
      return {
        contents: content.outline.map(({ name, value, start, end }) => ({
          name,
          value,
          start,
          end,
        })),
      }
    case 'checkpoint-metadata':
      return summarizeCheckpointMetadata(bytes)
    case 'state-handle':
    case 'submitted-job':
    case 'job-result':
      return projectContent(content)
  }
}

function summarizeConfigMap(map: DecodedConfigMap): object {
  if (map.purpose === 'other') return { purpose: map.purpose, name: map.name, keys: map.entries.length }
  const { name, role, clusterId, jobId, counter, leaderAnnotation, entries }: HaConfigMap = map.map
  return {
    purpose: map.purpose,
    name,
    role,
    clusterId,
    jobId,
    counter,
    leaderAnnotation,
    entries: countBy(entries, ({ kind }) => kind),
    checkpointIds: entries.flatMap(({ checkpointId }) => (checkpointId === undefined ? [] : [checkpointId])),
    markedForDeletion: entries.filter((entry: HaEntry) => entry.pointer?.markedForDeletion).length,
    damaged: entries.filter(({ error }) => error !== undefined).length,
  }
}

function namesOf(events: readonly { map: DecodedConfigMap | null }[]): string[] {
  const names = events.flatMap(({ map }) => (map ? [map.purpose === 'other' ? map.name : map.map.name] : []))
  return [...new Set(names)].sort()
}

function countBy<T>(list: readonly T[], word: (item: T) => string): Record<string, number> {
  const counts = new Map<string, number>()
  for (const item of list) counts.set(word(item), (counts.get(word(item)) ?? 0) + 1)
  return Object.fromEntries(counts)
}
