// The launcher proper, on the Node of the checkout and with its packages: starts the parts one after the other, and ends them in
// the opposite order, whichever way the end comes.
import { build } from './build.mjs'
import { openOwnDatabase, prepareDatabase } from './database.mjs'
import { startDemo } from './demo.mjs'
import { chooseContexts } from './kubeconfig.mjs'
import { lockPath, takeLock } from './lock.mjs'
import { ORPHANS_END_WITHIN_MS, requirePort } from './port.mjs'
import { complain, say, step } from './progress.mjs'
import { Refusal } from './refusal.mjs'
import { explained, inUse } from './sentences.mjs'
import { startServer } from './server.mjs'

/** @type {{ checkout: string, options: import('./arguments.mjs').Arguments }} */
const { checkout, options } = JSON.parse(process.argv[2] ?? '{}')
const { dataDir, port, demo } = options

const asked = new AbortController()
const ending = new Promise((resolve) => asked.signal.addEventListener('abort', () => resolve(null), { once: true }))
// Pressed twice, or sent by the terminal and passed on by npm as well: it is one wish.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => asked.abort())
process.on('disconnect', () => asked.abort())

/** @type {import('./child.mjs').Child[]} */
const children = []

/** Starts everything; returns when there is a page to see. */
async function start() {
  const contexts = options.kubeconfig === null ? [] : chooseContexts(options.kubeconfig, options.contexts)
  await requirePort(port, lock.inherited ? ORPHANS_END_WITHIN_MS : 0)
  say('Weir')
  await build(checkout, asked.signal)
  const { url, child: postgres } = await openOwnDatabase({
    dataDir,
    demo,
    given: process.env.DATABASE_URL || undefined,
  })
  if (postgres) children.push(postgres)
  asked.signal.throwIfAborted()
  const connections = demo ? await demoConnections() : givenConnections(contexts)
  asked.signal.throwIfAborted()
  await prepareDatabase(checkout, url, connections)
  const serve = () => startServer({ checkout, dataDir, port, databaseUrl: url, demo, signal: asked.signal })
  children.push(await step('Starting the server', serve))
}

/**
 * @param {string[]} contexts
 * @returns {import('../../lib/db/configure.ts').ConfiguredConnections}
 */
function givenConnections(contexts) {
  const { kubeconfig, namespaces, flink, storageRoots } = options
  const kubernetes = contexts.map((context) => ({
    name: context,
    kubeconfigPath: kubeconfig ?? '',
    context,
    namespaces,
  }))
  return { origin: 'arguments', kubernetes, flink, locations: storageRoots }
}

/** @returns {Promise<import('../../lib/db/configure.ts').ConfiguredConnections>} */
async function demoConnections() {
  const fleet = await step('Starting the demo fleet', () => startDemo(checkout, dataDir))
  const { child, kubeconfig, locations } = fleet
  children.push(child)
  const kubernetes = chooseContexts(kubeconfig, fleet.contexts).map((context) => ({
    name: context,
    kubeconfigPath: kubeconfig,
    context,
    namespaces: [],
  }))
  return { origin: 'demo', kubernetes, flink: [], locations }
}

/** Waits for the wish to end, or for a part that ends by itself. */
async function untilTheEnd() {
  const parts = children.map(({ name, exited }) => exited.then(() => name))
  const ended = await Promise.race([ending, ...parts])
  if (ended !== null && !asked.signal.aborted) throw new Refusal(`${ended} ended by itself; see ${dataDir}/logs.`)
}

async function stopAll() {
  for (const child of children.toReversed()) await child.stop()
}

const lock = takeLock(lockPath(dataDir), port)
try {
  if (lock.holder) throw inUse(dataDir, lock.holder)
  await start()
  say(`Weir is running at http://127.0.0.1:${port}${demo ? ' with a demo fleet' : ''}; Ctrl-C ends it.`)
  await untilTheEnd()
} catch (caught) {
  if (!asked.signal.aborted) {
    const error = explained(caught)
    complain(error instanceof Refusal ? error.message : String(error instanceof Error ? error.stack : error))
    process.exitCode = error instanceof Refusal ? error.exitCode : 1
  }
} finally {
  await stopAll()
  lock.release?.()
  // The channel to the process above would keep this one alive.
  if (process.connected) process.disconnect()
}
