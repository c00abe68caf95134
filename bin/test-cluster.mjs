// npm run test:cluster: the stories on a real API server and real Flinks. Runs on any Node from 20 on with nothing installed.
//
//   npm run test:cluster                every story that e2e/stories/stories.json names
//   npm run test:cluster -- NAME…       these stories only; says so, and fails as a whole run would with the others missing
import { join } from 'node:path'
import { missingPrerequisites } from '../e2e/cluster/prerequisites.mjs'
import { installPackages } from './launcher/install.mjs'
import { complain } from './launcher/progress.mjs'
import { Refusal } from './launcher/refusal.mjs'
import { runOnOwnNode } from './launcher/runtime.mjs'

const checkout = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')

try {
  const missing = missingPrerequisites()
  if (missing.length > 0) throw new Refusal(`npm run test:cluster needs ${missing.join(', ')}.`)
  await installPackages(checkout)
  process.exitCode = await runOnOwnNode(checkout, join(checkout, 'e2e', 'stories', 'run.ts'), process.argv.slice(2))
} catch (error) {
  complain(error instanceof Refusal ? error.message : String(error instanceof Error ? error.stack : error))
  process.exitCode = error instanceof Refusal ? error.exitCode : 1
}
