import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

// dependency-cruiser sees no TypeScript imports at all, and says hardly a word, where it does not like the compiler's
// version: only a forbidden import that fails proves that the rules hold.

const CHECKOUT = join(import.meta.dirname, '..', '..')
const Report = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
})

/** Lays out the files and tells which rules they break, as `file: rule`. */
async function violationsOf(files: Record<string, string>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'weir-imports-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const name of ['tsconfig.json', '.dependency-cruiser.cjs']) await cp(join(CHECKOUT, name), join(folder, name))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const roots = [...new Set(Object.keys(files).map((name) => name.split('/')[0] ?? name))]
  const cruise = join(CHECKOUT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const words = [cruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...roots]
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, words, { cwd: folder, maxBuffer: 2 ** 24 }, (_, stdout) => resolve(stdout))
  })
  const { violations } = Report.parse(JSON.parse(output)).summary
  return violations.map(({ from, rule }) => `${from}: ${rule.name}`).sort()
}

const VALUE = 'export const value = 1\nexport type Value = number\n'
const importOf = (path: string) => `import { value } from '${path}'\nexport const other = value\n`

test('imports along the layers pass, and so do types where only behaviour is kept out', async () => {
  const files = {
    'lib/problem.ts': VALUE,
    'lib/formats/a.ts': VALUE,
    'lib/storage/a.ts': importOf('../formats/a.ts'),
    'lib/fleet/a.ts': importOf('../storage/a.ts'),
    'lib/services/a.ts': importOf('../fleet/a.ts'),
    'app/a.ts': importOf('@/lib/services/a'),
    'components/a.ts': "import type { Value } from '@/lib/fleet/a'\nexport type Other = Value\n",
    'lib/flink/a.ts': importOf('../problem.ts'),
  }
  expect(await violationsOf(files)).toEqual([])
})

test('each forbidden import breaks its rule', async () => {
  const forbidden = [
    ['lib/formats/words.ts', '../problem.ts', 'formats-are-pure'],
    ['lib/formats/io.ts', 'node:fs', 'formats-are-pure'],
    ['lib/kubernetes/a.ts', '../flink/value.ts', 'kubernetes'],
    ['lib/flink/a.ts', '../kubernetes/value.ts', 'flink'],
    ['lib/storage/a.ts', '../fleet/value.ts', 'storage'],
    ['lib/db/a.ts', '../fleet/value.ts', 'db'],
    ['lib/fleet/a.ts', '../services/value.ts', 'fleet'],
    ['lib/services/a.ts', '../../app/value.ts', 'services'],
    ['components/a.ts', '@/lib/fleet/value', 'components-import-types'],
    ['app/a.ts', '@/lib/db/value', 'app-is-thin'],
    ['app/demo.ts', '../demo/value.ts', 'no-demo-in-the-product'],
    ['lib/services/demo.ts', '../../demo/value.ts', 'no-demo-in-the-product'],
    ['demo/a.ts', '../lib/fleet/value.ts', 'demo-stands-alone'],
    ['components/lost.ts', './missing.ts', 'resolvable'],
    ['lib/fleet/circle.ts', './round.ts', 'no-circular'],
  ] as const
  const targets = ['app', 'demo', 'lib/db', 'lib/fleet', 'lib/flink', 'lib/kubernetes', 'lib/services']
  const violations = await violationsOf({
    ...Object.fromEntries(targets.map((folder) => [`${folder}/value.ts`, VALUE])),
    ...Object.fromEntries(forbidden.map(([from, path]) => [from, importOf(path)])),
    'lib/problem.ts': VALUE,
    'lib/fleet/round.ts': importOf('./circle.ts'),
  })
  expect(violations).toEqual(expect.arrayContaining(forbidden.map(([from, , rule]) => `${from}: ${rule}`)))
})
