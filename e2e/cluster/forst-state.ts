import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LOG_CONFIGURATION, localJobArguments } from './flink-configuration.ts'
import { type Processes, withoutProxies } from './processes.ts'
import { Hopeless, until } from './until.ts'

const CHECKPOINTS_KEPT = 3

/**
 * Has the orders job write checkpoints with ForSt, the state backend that came with 2.0. The clusters of a tier keep to
 * RocksDB, so that the same stories go for all releases; this job runs by itself in one process, without Kubernetes, and is
 * killed once it has written enough, so that nothing is tidied away.
 *
 * @param dir a folder of its own.
 * @returns `_metadata` files, each with what it refers to still beside it.
 */
export async function writeForstState(
  { home, jar, processes }: { home: string; jar: string; processes: Processes },
  dir: string,
): Promise<string[]> {
  const configuration = {
    'state.backend.type': 'forst',
    'execution.checkpointing.incremental': 'true',
    'execution.checkpointing.dir': `file://${dir}/checkpoints`,
    'execution.checkpointing.interval': '1s',
    'execution.checkpointing.num-retained': `${CHECKPOINTS_KEPT}`,
    'execution.checkpointing.data-inline-threshold': '1kb',
    'taskmanager.memory.managed.size': '128m',
    'io.tmp.dirs': `${dir}/tmp`,
    'rest.address': '127.0.0.1',
    'rest.bind-address': '127.0.0.1',
    'rest.port': '0',
  }
  const words = Object.entries(configuration).flatMap(([key, value]) => ['--conf', `${key}=${value}`])
  await writeFile(join(dir, 'log4j.properties'), LOG_CONFIGURATION)
  const job = processes.start(
    'forst',
    'java',
    [...localJobArguments(home, dir, jar), 'OrdersJob', '--parallelism', '2', ...words],
    { cwd: dir, env: withoutProxies() },
  )
  await until('checkpoints of ForSt', 180_000, async () => {
    if (!job.alive()) throw new Hopeless(`the job has ended:\n${job.logTail()}`)
    const names = await readdir(join(dir, 'checkpoints'), { recursive: true })
    return names.filter((name) => name.endsWith('/_metadata')).length >= CHECKPOINTS_KEPT
  })
  await job.end('SIGKILL')
  const left = await readdir(join(dir, 'checkpoints'), { recursive: true })
  return left.filter((name) => name.endsWith('/_metadata')).map((name) => join(dir, 'checkpoints', name))
}
