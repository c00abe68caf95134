import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program that this run started. */
export interface Running {
  name: string
  pid: number
  logFile: string
  /** True until the process has gone. */
  alive(): boolean
  /** Sends the signal and waits until the process has gone; KILL follows when it has not after `graceMs`. */
  end(signal?: NodeJS.Signals, graceMs?: number): Promise<void>
  /** The last lines of its output. */
  logTail(lines?: number): string
}

/** Starts programs, remembers them by pid, and ends them all. */
export class Processes {
  readonly #logDir: string
  readonly #running: Running[] = []
  #ended = false

  /** @param logDir one file per program is written there. */
  constructor(logDir: string) {
    this.#logDir = logDir
    mkdirSync(logDir, { recursive: true })
  }

  /**
   * Starts a program with its output in `<logDir>/<name>.log`.
   * The kernel kills it when this process dies, however it dies (`setpriv --pdeathsig`): even `kill -9` of a run
   * leaves nothing behind but its folder and its bridge.
   */
  start(
    name: string,
    command: string,
    args: readonly string[],
    options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
  ): Running {
    if (this.#ended) throw new Error(`${name} is not started: the run is ending`)
    const logFile = join(this.#logDir, `${name}.log`)
    const log = openSync(logFile, 'a')
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], {
      stdio: ['ignore', log, log],
      env: options.env ?? withoutProxies(),
      ...(options.cwd ? { cwd: options.cwd } : {}),
    })
    closeSync(log)
    const running = watch(name, child, logFile)
    this.#running.push(running)
    return running
  }

  /** Ends everything that still runs; safe to call twice. */
  async endAll(): Promise<void> {
    this.#ended = true
    await Promise.all(this.#running.splice(0).map((running) => running.end('SIGTERM', 20_000)))
  }
}

function watch(name: string, child: ChildProcess, logFile: string): Running {
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const alive = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null
  return {
    name,
    pid: child.pid ?? -1,
    logFile,
    alive,
    async end(signal = 'SIGTERM', graceMs = 10_000) {
      if (!alive()) return
      child.kill(signal)
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await gone
      clearTimeout(timer)
    },
    logTail: (lines = 30) => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n'),
  }
}

/** The environment without proxies: everything in a run is on this machine. */
export function withoutProxies(): NodeJS.ProcessEnv {
  const env = { ...process.env }
  for (const name of Object.keys(env)) if (/^(https?|all|no)_proxy$/i.test(name)) delete env[name]
  return env
}
