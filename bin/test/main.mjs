// Every check of npm test, one after the other, all of them even where one fails. The last line sums them up.
import { build, generate } from '../launcher/build.mjs'
import { say } from '../launcher/progress.mjs'
import { requireBrowser } from './browser.mjs'
import { checkBundles } from './bundle-budget.mjs'
import { checkLicences } from './licences.mjs'
import { runPlaywright, runVitest } from './reports.mjs'
import { Suite } from './suite.mjs'
import { runTool } from './tool.mjs'

const checkout = process.argv[2] ?? process.cwd()
const ended = new AbortController()
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => ended.abort())
process.on('disconnect', () => ended.abort())
const { signal } = ended

/** @type {(script: string, ...words: string[]) => Promise<void>} */
const tool = (script, ...words) => runTool(checkout, script, words, signal)

const suite = new Suite(signal)
await suite.gate('Database client', () => generate(checkout, signal))
await suite.gate('Format and lint (biome)', () => tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'))
await suite.gate('Lint (oxlint)', () => tool('oxlint/bin/oxlint', '--deny-warnings'))
await suite.gate('Types', () => tool('typescript/bin/tsc', '--noEmit'))
const layers = ['app', 'components', 'lib', 'demo', 'instrumentation.ts', 'proxy.ts']
await suite.gate('Import rules', () =>
  tool('dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs', ...layers),
)
await suite.gate('Unused code', () => tool('knip/bin/knip.js', '--no-progress'))
await suite.gate('Licences', () => checkLicences(checkout))
await suite.tests('Unit tests', () => runVitest(checkout, [], signal))
const built = await suite.gate('Build', () => build(checkout, signal))
if (built) {
  await suite.gate('Bundle budget', () => checkBundles(checkout))
  await suite.tests('Start and end', () => runVitest(checkout, ['--config', 'e2e/start/vitest.config.ts'], signal))
  const hasBrowser = await suite.gate('Browser', () => requireBrowser())
  if (hasBrowser) await suite.tests('Browser tests', () => runPlaywright(checkout, signal))
}
if (process.connected) process.disconnect()
say(suite.summary())
process.exitCode = suite.failed === 0 && !signal.aborted ? 0 : 1
