import { classifyHaConfigMapName } from '../formats/index.ts'
import { CONFIG_MAPS, type ConfigMapItem, type Metadata, type Resource } from '../kubernetes/resources.ts'

/**
 * The ConfigMaps of Flink, with the data of those that are for high availability. Configurations and pod templates carry the
 * same labels: up to a megabyte each, of which nothing is read.
 */
export const FLINK_CONFIG_MAPS: Resource<ConfigMapItem> = {
  ...CONFIG_MAPS,
  project(object) {
    const item = CONFIG_MAPS.project(object)
    return item === null || isHaMap(item) ? item : { ...item, data: {} }
  },
}

/** By its name: its labels are those of other maps too, and it may be empty. */
export function isHaMap({ name, labels }: Metadata): boolean {
  return classifyHaConfigMapName(name, labels.app) !== null
}
