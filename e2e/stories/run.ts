// Runs the stories on a real tier: brings it up, tells each story in the order of stories.json, and ends everything.
//
//   node e2e/stories/run.ts [NAME…]     only these; what is left out counts as skipped, and a run with skips fails
//
// The stories are one sequence over one world, and the processes they kill are children of this one: so they are run by
// these lines and not by a test runner that spreads files over workers.
import { readFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { startTier, type Tier } from '../cluster/tier.ts'
import type { Story } from './story.ts'
import { createWorld, type World } from './world.ts'

const RUN_DEADLINE_MS = 80 * 60_000

let stopTier: Tier['stop'] | undefined
let world: World | undefined

async function end(code: number, { keepDir = false } = {}): Promise<never> {
  await world?.close()
  await stopTier?.({ keepDir })
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end(130))
setTimeout(() => {
  tell(`the run has taken ${RUN_DEADLINE_MS / 60_000} min and is ended`)
  void end(1, { keepDir: true })
}, RUN_DEADLINE_MS).unref()

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}

/** @returns whether it held. */
async function tellStory(name: string, inWorld: World): Promise<boolean> {
  const startedAt = Date.now()
  try {
    const { story } = (await import(`./${name}.story.ts`)) as { story: Story }
    await withDeadline(story.run(inWorld), story.deadlineSeconds)
    tell(`✓ ${name} (${seconds(startedAt)}): ${story.title}`)
    return true
  } catch (error) {
    const why = (error instanceof Error ? error.stack : undefined) ?? String(error)
    // Indented, so that it is found with its story at the end of a long run.
    tell(`✗ ${name} (${seconds(startedAt)}): ${why.replaceAll('\n', '\n  ')}`)
    tell(`  load over 1, 5 and 15 min on ${availableParallelism()} processors: ${loadavg().map(Math.round).join(', ')}`)
    const picture = join(inWorld.dir, `${name}.png`)
    await inWorld.page.screenshot({ path: picture, fullPage: true }).then(
      () => tell(`  what the page showed: ${picture}`),
      () => tell('  the page could not be pictured'),
    )
    await inWorld.endLeftovers()
    return false
  }
}

function withDeadline(work: Promise<void>, deadlineSeconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not told within ${deadlineSeconds} s`)), deadlineSeconds * 1000)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

const startedAt = Date.now()
const required: string[] = JSON.parse(await readFile(join(import.meta.dirname, 'stories.json'), 'utf8'))
const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !required.includes(name))
if (unknown.length > 0) {
  tell(`no story named ${unknown.join(', ')}; there are: ${required.join(', ')}`)
  process.exit(2)
}
try {
  const tier = await startTier((stop) => {
    stopTier = stop
  }, tell)
  world = await createWorld(tier)
  tell(`Weir at ${world.weir.url} after ${seconds(startedAt)}`)
} catch (error) {
  tell(`the tier did not come up: ${error instanceof Error ? error.stack : String(error)}`)
  tell(`0 passed, ${required.length} failed, 0 skipped`)
  await end(1, { keepDir: true })
}
const tally = { passed: 0, failed: 0, skipped: 0 }
for (const name of required) {
  if (!world || (chosen.length > 0 && !chosen.includes(name))) tally.skipped += 1
  else if (await tellStory(name, world)) tally.passed += 1
  else tally.failed += 1
}
if (tally.failed > 0) tell(`logs and files are kept in ${world?.tier.dir}`)
tell(`stories took ${seconds(startedAt)}`)
tell(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`)
await end(tally.failed > 0 || tally.skipped > 0 ? 1 : 0, { keepDir: tally.failed > 0 })
