// Configuration files, and the options that may stand in them.

export { allOptions, type ConfigOption, optionOf, optionsOf, releaseOf } from './catalogue.ts'
export { type EffectiveOption, effectiveOption, type KeyUse, keyUses } from './effective-options.ts'
export { readConfigYaml } from './read-config-yaml.ts'
export { readFlinkConf } from './read-flink-conf.ts'
