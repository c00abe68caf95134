import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Refusal } from './refusal.mjs'

const KUBECONFIG_MAX_BYTES = 5 * 1024 * 1024

/**
 * Looks at every file and folder the arguments name, so that a wrong one is told before anything starts.
 *
 * @param {import('./arguments.mjs').Arguments} options
 */
export function requireFiles({ kubeconfig, storageRoots, dataDir }) {
  if (process.platform === 'win32') {
    throw new Refusal('Weir runs on Linux and macOS; on Windows start it inside WSL.')
  }
  if (kubeconfig !== null) requireKubeconfig(kubeconfig)
  for (const { prefix, directory } of storageRoots) {
    if (!isDirectory(directory)) {
      throw new Refusal(`--storage-root ${prefix}: there is no folder ${directory}; name the one that holds ${prefix}.`)
    }
    if (!allows(directory, constants.R_OK | constants.X_OK)) {
      throw new Refusal(
        `--storage-root ${prefix}: the folder ${directory} must not be read by this user; grant that, or leave it out.`,
      )
    }
  }
  requireWritable(dataDir)
}

/** @param {string} path */
function requireKubeconfig(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) throw new Refusal(`There is no file ${path}; name an existing kubeconfig with --kubeconfig.`)
  if (!stat.isFile()) throw new Refusal(`${path} is not a file; name a kubeconfig with --kubeconfig.`)
  if (!allows(path, constants.R_OK)) {
    throw new Refusal(
      `The kubeconfig ${path} must not be read by this user; grant that, or name another with --kubeconfig.`,
    )
  }
  if (stat.size > KUBECONFIG_MAX_BYTES) {
    throw new Refusal(`${path} has ${stat.size} bytes, too many for a kubeconfig; name another with --kubeconfig.`)
  }
}

/** @param {string} dataDir */
function requireWritable(dataDir) {
  let existing = dataDir
  while (!existsSync(existing)) existing = dirname(existing)
  if (!isDirectory(existing)) {
    throw new Refusal(`${existing} is not a folder, so no data can be kept in ${dataDir}; choose another --data-dir.`)
  }
  if (!allows(existing, constants.W_OK | constants.X_OK)) {
    throw new Refusal(
      `This user must not write to ${existing}, so no data can be kept in ${dataDir}; choose another --data-dir.`,
    )
  }
}

/** @param {string} path */
function isDirectory(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/**
 * @param {string} path
 * @param {number} mode
 */
function allows(path, mode) {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}
