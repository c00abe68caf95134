// Configuration files, and the YAML they and Kubernetes objects are written in.

export { readConfigYaml } from './read-config-yaml.ts'
export { readFlinkConf } from './read-flink-conf.ts'
export { parseYamlDocument } from './yaml-document.ts'
