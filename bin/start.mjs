// npm start: runs on any Node from 20 on with nothing installed; what needs packages runs on the Node they bring.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HELP, readArguments } from './launcher/arguments.mjs'
import { installPackages } from './launcher/install.mjs'
import { livingHolder, lockPath } from './launcher/lock.mjs'
import { ORPHANS_END_WITHIN_MS, requirePort } from './launcher/port.mjs'
import { complain, say } from './launcher/progress.mjs'
import { Refusal } from './launcher/refusal.mjs'
import { requireFiles } from './launcher/required-files.mjs'
import { runOnOwnNode } from './launcher/runtime.mjs'
import { inUse } from './launcher/sentences.mjs'

const checkout = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

/** Everything that can be wrong is looked for before anything is changed. */
async function start() {
  const words = process.argv.slice(2)
  // npm runs this in the checkout; relative paths are meant from where npm was called.
  const calledByNpm = process.env.npm_lifecycle_event === 'start'
  const workingDirectory = (calledByNpm && process.env.INIT_CWD) || process.cwd()
  const options = readArguments(words, { workingDirectory, checkout })
  if (options.help) {
    say(HELP)
    return 0
  }
  requireFiles(options)
  const holder = livingHolder(lockPath(options.dataDir))
  if (holder) throw inUse(options.dataDir, holder)
  // A lock that nobody alive holds is that of a killed Weir, whose server may still have the port.
  await requirePort(options.port, existsSync(lockPath(options.dataDir)) ? ORPHANS_END_WITHIN_MS : 0)
  await installPackages(checkout)
  mkdirSync(options.dataDir, { recursive: true })
  return runOnOwnNode(checkout, join(checkout, 'bin', 'launcher', 'main.mjs'), [JSON.stringify({ checkout, options })])
}

try {
  process.exitCode = await start()
} catch (error) {
  complain(error instanceof Refusal ? error.message : String(error instanceof Error ? error.stack : error))
  process.exitCode = error instanceof Refusal ? error.exitCode : 1
}
