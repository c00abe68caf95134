import { mkdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { type Processes, type Running, withoutProxies } from '../cluster/processes.ts'
import { Hopeless, until } from '../cluster/until.ts'

const CHECKOUT = join(import.meta.dirname, '..', '..')
/** The first start in a checkout builds; on two busy cores that takes minutes. */
const FIRST_START_DEADLINE_MS = 600_000

export interface WeirOptions {
  /** Null: it knows of no Kubernetes. */
  kubeconfig: string | null
  /** The only ones it looks at; all when none is named. */
  namespaces?: string[]
  /** Flink REST addresses outside of Kubernetes, by name. */
  flink?: Record<string, string>
  /** Of that file; its current one when none is named. */
  contexts?: string[]
  /** `PREFIX=DIR`; null: Weir can read no storage. */
  storageRoot: string | null
  /** A PostgreSQL to use instead of Weir's own. */
  databaseUrl?: string
  /** Where pages know it already, so that they find it again after a restart. */
  port?: number
  /** Where in a change the server ends itself, as `kill -9` would. */
  failPoint?: string
}

/** A Weir that was started as a person starts it. */
export class Weir {
  readonly url: string
  readonly dataDir: string
  readonly #launcher: Running

  private constructor(url: string, dataDir: string, launcher: Running) {
    this.url = url
    this.dataDir = dataDir
    this.#launcher = launcher
  }

  /** Starts it and waits until it is ready. A data folder that is there already is used again. */
  static async start(name: string, dataDir: string, options: WeirOptions, processes: Processes): Promise<Weir> {
    await mkdir(dataDir, { recursive: true, mode: 0o711 })
    for (let attempt = 1; ; attempt++) {
      const port = options.port ?? (await freePort())
      const launcher = launch(name, dataDir, port, options, processes)
      const url = `http://127.0.0.1:${port}`
      try {
        await until(`${name} is ready`, FIRST_START_DEADLINE_MS, async () => {
          if (!launcher.alive()) throw new Hopeless(`${name} has ended:\n${launcher.logTail()}`)
          return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok
        })
        return new Weir(url, dataDir, launcher)
      } catch (error) {
        // Another program may take a port that was free, most of all while the first start builds.
        if (attempt === 3 || !launcher.logTail().includes(`Port ${port} on 127.0.0.1 is taken`)) throw error
      }
    }
  }

  alive(): boolean {
    return this.#launcher.alive()
  }

  /** Ctrl-C, and waits until everything it started has ended. */
  async stop(): Promise<void> {
    await this.#launcher.end('SIGINT', 30_000)
  }

  /** Waits until it has ended by itself, because its server did. */
  async ended(): Promise<void> {
    await until('Weir has ended', 180_000, () => !this.#launcher.alive())
  }

  /** How to reach its own PostgreSQL, read from where it keeps it. */
  async database(): Promise<ClientConfig & { connectionString: string }> {
    const password = (await readFile(join(this.dataDir, 'postgres.password'), 'utf8')).trim()
    const port = (await readFile(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[3]
    return { connectionString: `postgresql://weir:${password}@127.0.0.1:${port}/weir` }
  }
}

function launch(name: string, dataDir: string, port: number, options: WeirOptions, processes: Processes): Running {
  return processes.start(
    name,
    process.execPath,
    [
      join(CHECKOUT, 'bin', 'start.mjs'),
      ...['--port', String(port), '--data-dir', dataDir],
      ...(options.kubeconfig === null ? [] : ['--kubeconfig', options.kubeconfig]),
      ...(options.namespaces ?? []).flatMap((namespace) => ['--namespace', namespace]),
      ...Object.entries(options.flink ?? {}).flatMap(([name, url]) => ['--flink', `${name}=${url}`]),
      ...(options.contexts ?? []).flatMap((context) => ['--context', context]),
      ...(options.storageRoot === null ? [] : ['--storage-root', options.storageRoot]),
    ],
    {
      env: {
        ...withoutProxies(),
        ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
        ...(options.failPoint ? { WEIR_FAIL_POINT: options.failPoint } : {}),
      },
    },
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
