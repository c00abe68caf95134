import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Refusal } from './refusal.mjs'

export const HELP = `Weir shows where the state of your Flink jobs is.

  npm start                                  a demo fleet
  npm start -- --kubeconfig FILE [options]   your fleet

  --kubeconfig FILE         reach Kubernetes as this file says
  --context NAME            a context of that file; may be given again (default: its current context)
  --namespace NAME          only this namespace; may be given again (default: all)
  --flink NAME=URL          a Flink REST address outside Kubernetes; may be given again
  --storage-root PREFIX=DIR read paths below PREFIX, such as file:///srv/flink, in the local folder DIR; may be given again
  --port PORT               serve on http://127.0.0.1:PORT (default 3000)
  --data-dir DIR            keep the database and logs here (default .weir in the checkout)
  --help                    show this

Without --kubeconfig and --flink it shows the demo; it never reads $KUBECONFIG or ~/.kube/config by itself.
DATABASE_URL names a PostgreSQL to use instead of Weir's own.
`

const OPTIONS = /** @type {const} */ ({
  kubeconfig: { type: 'string', multiple: true },
  context: { type: 'string', multiple: true, default: [] },
  namespace: { type: 'string', multiple: true, default: [] },
  flink: { type: 'string', multiple: true, default: [] },
  'storage-root': { type: 'string', multiple: true, default: [] },
  port: { type: 'string', default: '3000' },
  host: { type: 'string', default: '127.0.0.1' },
  'data-dir': { type: 'string' },
  help: { type: 'boolean', default: false },
})

/**
 * @typedef {object} Arguments
 * @property {boolean} help
 * @property {string | null} kubeconfig An absolute path.
 * @property {string[]} contexts
 * @property {string[]} namespaces
 * @property {{ name: string, url: string }[]} flink
 * @property {{ prefix: string, directory: string }[]} storageRoots
 * @property {number} port
 * @property {string} dataDir An absolute path.
 * @property {boolean} demo True where no connection is given.
 */

/**
 * Reads the command line. It looks at no file, so that a wrong word is told at once.
 *
 * @param {string[]} words
 * @param {{ workingDirectory: string, checkout: string }} places Relative paths are below the working directory.
 * @returns {Arguments}
 * @throws Refusal with exit code 2.
 */
export function readArguments(words, { workingDirectory, checkout }) {
  const { values } = parse(words)
  const kubeconfigs = values.kubeconfig ?? []
  if (kubeconfigs.length > 1)
    refuse('--kubeconfig may be given once; name several contexts of one file with --context.')
  const kubeconfig = kubeconfigs[0] === undefined ? null : resolve(workingDirectory, kubeconfigs[0])
  if (kubeconfig === null && (values.context.length > 0 || values.namespace.length > 0)) {
    refuse('--context and --namespace need --kubeconfig FILE, which says where that cluster is.')
  }
  for (const namespace of values.namespace) {
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace))
      refuse(`--namespace ${namespace} is not a name Kubernetes allows.`)
  }
  const flink = values.flink.map(readFlinkAddress)
  if (new Set(flink.map(({ name }) => name)).size < flink.length)
    refuse('Two --flink addresses have the same name; give each its own.')
  const demo = kubeconfig === null && flink.length === 0
  const storageRoots = values['storage-root'].map((word) => readStorageRoot(word, workingDirectory))
  if (demo && storageRoots.length > 0)
    refuse('--storage-root needs --kubeconfig FILE or --flink NAME=URL; the demo brings its own.')
  if (values.host !== '127.0.0.1' && values.host !== 'localhost') {
    refuse(
      `Weir does not know who its users are yet, so it serves on 127.0.0.1 only and not on ${values.host}; leave --host out and reach it through a tunnel such as ssh -L.`,
    )
  }
  return {
    help: values.help,
    kubeconfig,
    contexts: [...new Set(values.context)],
    namespaces: [...new Set(values.namespace)],
    flink,
    storageRoots,
    port: readPort(values.port),
    dataDir:
      values['data-dir'] === undefined ? resolve(checkout, '.weir') : resolve(workingDirectory, values['data-dir']),
    demo,
  }
}

/** @param {string[]} words */
function parse(words) {
  try {
    return parseArgs({ args: words, options: OPTIONS, strict: true, allowPositionals: false })
  } catch (error) {
    const told = error instanceof Error ? error.message.split('. ')[0] : String(error)
    return refuse(`${told}; npm start -- --help lists what there is.`)
  }
}

/** @param {string} word */
function readFlinkAddress(word) {
  const [name, url] = split(word, '--flink', 'NAME=URL')
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (
    !parsed ||
    !['http:', 'https:'].includes(parsed.protocol) ||
    parsed.username ||
    parsed.password ||
    parsed.search ||
    parsed.hash
  ) {
    return refuse(`--flink ${name}: “${url}” is not a plain http:// or https:// address such as http://127.0.0.1:8081.`)
  }
  return { name, url: parsed.href.replace(/\/+$/, '') }
}

/**
 * @param {string} word
 * @param {string} workingDirectory
 */
function readStorageRoot(word, workingDirectory) {
  const [prefix, directory] = split(word, '--storage-root', 'PREFIX=DIR')
  const path = /^file:(?:\/\/)?(\/.*)$/.exec(prefix)?.[1]
  if (!path) return refuse(`--storage-root ${prefix}: only prefixes that start with file:/// can be read yet.`)
  if (path.split('/').includes('..')) return refuse(`--storage-root ${prefix}: the prefix must not contain “..”.`)
  return {
    prefix: `file://${path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')}`,
    directory: resolve(workingDirectory, directory),
  }
}

/**
 * @param {string} word
 * @param {string} option
 * @param {string} shape
 * @returns {[string, string]}
 */
function split(word, option, shape) {
  const at = word.indexOf('=')
  if (at < 1 || at === word.length - 1) return refuse(`${option} ${word}: expected ${option} ${shape}.`)
  return [word.slice(0, at), word.slice(at + 1)]
}

/** @param {string} word */
function readPort(word) {
  const port = /^\d{1,5}$/.test(word) ? Number(word) : 0
  if (port < 1 || port > 65_535) return refuse(`--port ${word}: expected a number from 1 to 65535.`)
  return port
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function refuse(sentence) {
  throw new Refusal(sentence, { exitCode: 2 })
}
