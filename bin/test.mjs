// npm test: installs what it needs and runs every check. Runs on any Node from 20 on with nothing installed.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installPackages } from './launcher/install.mjs'
import { complain } from './launcher/progress.mjs'
import { Refusal } from './launcher/refusal.mjs'
import { runOnOwnNode } from './launcher/runtime.mjs'

const checkout = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

try {
  await installPackages(checkout)
  process.exitCode = await runOnOwnNode(checkout, join(checkout, 'bin', 'test', 'main.mjs'), [checkout])
} catch (error) {
  complain(error instanceof Refusal ? error.message : String(error instanceof Error ? error.stack : error))
  process.exitCode = 1
}
