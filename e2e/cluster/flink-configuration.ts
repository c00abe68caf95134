import type { FlinkVersion } from './cache.ts'

/** Where a cluster's parts listen and write. URIs end without a slash. */
export interface FlinkPlaces {
  clusterId: string
  namespace: string
  podIp: string
  /** URI under which the cluster writes `ha/`, `checkpoints/` and `savepoints/`. */
  storageUri: string
  /** A folder of its own for uploads and working files. */
  workDir: string
}

/** The name of the configuration file of a release: standard YAML from 2.0 on. */
export function configurationFile(version: FlinkVersion): string {
  return version.startsWith('1.') ? 'flink-conf.yaml' : 'config.yaml'
}

/** The configuration of a small session cluster with Kubernetes high availability, in the words of its release. */
export function flinkConfiguration(version: FlinkVersion, places: FlinkPlaces): string {
  // Up to 1.15 high availability is named by its factory's class; `high-availability.type` came with 1.17.
  const highAvailability =
    version === '1.14.6'
      ? { 'high-availability': 'org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory' }
      : { 'high-availability.type': 'kubernetes' }
  const entries = {
    // A job submitted over REST is handed to the blob server at localhost, whatever the address of the JobManager.
    'jobmanager.rpc.address': '127.0.0.1',
    'jobmanager.rpc.port': 0,
    'jobmanager.bind-host': '127.0.0.1',
    'jobmanager.memory.process.size': '900m',
    // Six JVMs start at once on what may be two busy cores.
    'akka.startup-timeout': '120s',
    'pekko.startup-timeout': '120s',
    'akka.ask.timeout': '60s',
    'pekko.ask.timeout': '60s',
    'taskmanager.host': '127.0.0.1',
    'taskmanager.bind-host': '127.0.0.1',
    'taskmanager.numberOfTaskSlots': 4,
    'rest.address': places.podIp,
    'rest.bind-address': places.podIp,
    'rest.port': 8081,
    'rest.bind-port': 8081,
    'blob.server.port': 0,
    'web.upload.dir': `${places.workDir}/upload`,
    'io.tmp.dirs': `${places.workDir}/tmp`,
    ...highAvailability,
    'high-availability.storageDir': `${places.storageUri}/ha`,
    'kubernetes.cluster-id': places.clusterId,
    'kubernetes.namespace': places.namespace,
    // Old and new names side by side: a release ignores what it does not know.
    'state.backend': 'rocksdb',
    'state.backend.type': 'rocksdb',
    'state.backend.incremental': true,
    'execution.checkpointing.incremental': true,
    'state.checkpoints.dir': `${places.storageUri}/checkpoints`,
    'execution.checkpointing.dir': `${places.storageUri}/checkpoints`,
    'state.savepoints.dir': `${places.storageUri}/savepoints`,
    'execution.checkpointing.savepoint-dir': `${places.storageUri}/savepoints`,
    'state.storage.fs.memory-threshold': '1kb',
    'execution.checkpointing.data-inline-threshold': '1kb',
    'execution.checkpointing.interval': '5s',
    'state.checkpoints.num-retained': 3,
    'execution.checkpointing.num-retained': 3,
    'execution.checkpointing.externalized-checkpoint-retention': 'RETAIN_ON_CANCELLATION',
  }
  return `${Object.entries(entries)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')}\n`
}

export const LOG_CONFIGURATION = `rootLogger.level=INFO
rootLogger.appenderRef.console.ref=Console
appender.console.name=Console
appender.console.type=CONSOLE
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d %p %c{1} %m%n
`

/** What Java 17 must open for Flink: the list of Flink's own start scripts, and what 1.14 wants besides. */
const OPENED_PACKAGES = [
  'java.util',
  'java.lang',
  'java.net',
  'java.io',
  'java.nio',
  'java.util.concurrent',
  'java.time',
  'java.lang.reflect',
]
const OPENS = [...OPENED_PACKAGES.map((name) => `java.base/${name}`), 'java.base/sun.nio.ch'].map(
  (name) => `--add-opens=${name}=ALL-UNNAMED`,
)
const EXPORTS = ['--add-exports=java.base/sun.net.util=ALL-UNNAMED']

/** Arguments of `java` for a JobManager: small, and compiled lightly, since several share two cores. */
export function jobManagerArguments(home: string, configurationDir: string): string[] {
  return [
    ...javaArguments(home, configurationDir, ['-Xmx320m']),
    'org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint',
    '--configDir',
    configurationDir,
  ]
}

/** Arguments of `java` for a TaskManager. Its memory is given part by part, as Flink's scripts would compute it. */
export function taskManagerArguments(home: string, configurationDir: string): string[] {
  const memory = {
    'taskmanager.cpu.cores': '1',
    'taskmanager.memory.process.size': '832m',
    'taskmanager.memory.task.heap.size': '128m',
    'taskmanager.memory.task.off-heap.size': '0',
    'taskmanager.memory.managed.size': '128m',
    'taskmanager.memory.network.min': '64m',
    'taskmanager.memory.network.max': '64m',
    'taskmanager.memory.framework.heap.size': '128m',
    'taskmanager.memory.framework.off-heap.size': '128m',
    'taskmanager.memory.jvm-metaspace.size': '128m',
    'taskmanager.memory.jvm-overhead.min': '128m',
    'taskmanager.memory.jvm-overhead.max': '128m',
  }
  return [
    ...javaArguments(home, configurationDir, ['-Xmx300m', '-XX:MaxDirectMemorySize=300m']),
    'org.apache.flink.runtime.taskexecutor.TaskManagerRunner',
    '--configDir',
    configurationDir,
    ...Object.entries(memory).flatMap(([key, value]) => ['-D', `${key}=${value}`]),
  ]
}

/** Arguments of `java` for a job that is its own cluster, up to its main class. */
export function localJobArguments(home: string, configurationDir: string, jar: string): string[] {
  return javaArguments(home, configurationDir, ['-Xmx400m'], `${jar}:`)
}

function javaArguments(home: string, configurationDir: string, memory: string[], before = ''): string[] {
  return [
    ...memory,
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    ...OPENS,
    ...EXPORTS,
    `-Dlog4j.configurationFile=file:${configurationDir}/log4j.properties`,
    '-cp',
    `${before}${home}/lib/*`,
  ]
}
