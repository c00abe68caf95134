import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page, Route } from '@playwright/test'
import { stringify } from 'yaml'
import { expect, test } from './fixtures.ts'
import { untilHeard } from './open-page.ts'
import { violations } from './violations.ts'
import { LANGUAGES, type Words } from './words.ts'

const fixture = (name: string) => readFileSync(new URL(`../../lib/formats/fixtures/${name}`, import.meta.url))
const METADATA = fixture('1.20.5/running/chk-10/_metadata')
/** What Turbopack starts a worker with. */
const WORKER_SCRIPT = /turbopack-worker/
const CONFIG_MAPS = fixture('1.20.5/running/configmaps.json')
const FIELD_MAPS = fixture('field/ha-1.13.configmaps.json')
const HANDLE = /"checkpointID-0{18}9":"([^"]+)"/.exec(CONFIG_MAPS.toString())?.[1] ?? ''

/** What to unfold on the way to a file of keyed state, and which of them. */
const KEYED_FILE = [
  ['operator', 4],
  ['subtasks', 0],
  ['subtask', 0],
  ['managed keyed state', 0],
  ['shared file', 0],
] as const
const RESULTS = {
  dirty: '2.3.0/suspended/ha/job-result-store/orders',
  clean: '2.3.0/variants/result-store/ha/job-result-store/orders',
}

/** Opens the page and waits until it decodes what is typed. */
async function openDecoder(page: Page, words: Words): Promise<void> {
  await page.goto('/decoder')
  await expect(page.getByRole('heading', { name: words('decoder.title'), level: 1 })).toBeVisible()
  await untilHeard(page, 'main textarea')
}

const choose = (page: Page, words: Words, name: string, buffer: Buffer) =>
  page.getByLabel(words('decoder.file')).setInputFiles({ name, mimeType: 'application/octet-stream', buffer })

async function paste(page: Page, words: Words, text: string): Promise<void> {
  await page.getByLabel(words('decoder.value')).fill(text)
  await page.getByRole('button', { name: words('decoder.decode'), exact: true }).click()
}

const kindShown = (page: Page, words: Words, kind: string) =>
  expect(page.getByRole('heading', { name: words(`decoder.kind.${kind}`), exact: true })).toBeVisible()

/** What goes out from now on, but for scripts, which are fetched when they are needed, and the pages of the rail before somebody goes there. */
function watchSent(page: Page): string[] {
  const sent: string[] = []
  page.on('request', (request) => {
    const { pathname, searchParams, search } = new URL(request.url())
    const script = pathname.startsWith('/_next/static/')
    const pageOfRail = ['/', '/jobs', '/settings'].includes(pathname) && [...searchParams.keys()].join() === '_rsc'
    if (request.method() !== 'GET' || !(script || pageOfRail)) sent.push(`${request.method()} ${pathname}${search}`)
  })
  return sent
}

test('a file of each kind is decoded, and nothing of it leaves the browser', async ({ page, words }) => {
  await openDecoder(page, words)
  const sent = watchSent(page)
  const files: [name: string, content: Buffer, kind: string][] = [
    ['_metadata', METADATA, 'checkpoint-metadata'],
    ['version-2.metadata', fixture('metadata/flink1.10-rocksdb-savepoint.metadata'), 'checkpoint-metadata'],
    ['version-3.metadata', fixture('metadata/flink1.15-hashmap-checkpoint.metadata'), 'checkpoint-metadata'],
    ['version-5.metadata', fixture('metadata/flink2.0-table-state-nulls.metadata'), 'checkpoint-metadata'],
    ['version-6.metadata', fixture('metadata/flink2.1-hashmap-savepoint.metadata'), 'checkpoint-metadata'],
    ['configmaps.json', CONFIG_MAPS, 'config-map-list'],
    ['configmaps.yaml', Buffer.from(stringify(JSON.parse(String(CONFIG_MAPS)))), 'config-map-list'],
    ['watch.jsonl', fixture('1.14.6/watch.jsonl'), 'watch-list'],
    ['value', Buffer.from(`${HANDLE}\n`), 'state-handle'],
    ['graph', fixture('1.14.6/running/ha/orders/submittedJobGraph3b67007dd6f5'), 'submitted-job'],
    ['plan', fixture('2.3.0/running/ha/orders/submittedExecutionPlan6aa301cd9c16'), 'submitted-job'],
    ['completed', fixture('1.14.6/restored/ha/orders/completedCheckpoint12e7df0df72c'), 'completed-checkpoint'],
    ['flink-conf.yaml', fixture('field/minio-ha-1.13.flink-conf.yaml'), 'configuration'],
    ['config.yaml', fixture('configuration/nested.yaml'), 'configuration'],
    ['dirty.json', fixture(`${RESULTS.dirty}/0e90b0675e954411872b93f2cb075aec_DIRTY.json`), 'job-result'],
    ['clean.json', fixture(`${RESULTS.clean}/269ba73077c05dae92131b4e287c35f5.json`), 'job-result'],
  ]
  for (const [name, content, kind] of files) {
    await choose(page, words, name, content)
    await kindShown(page, words, kind)
    await expect(page.getByRole('region', { name: words('decoder.result') })).toContainText(name)
  }
  await paste(page, words, HANDLE)
  await kindShown(page, words, 'state-handle')
  expect(sent).toEqual([])
  expect(new URL(page.url()).pathname + new URL(page.url()).search + new URL(page.url()).hash).toBe('/decoder')
})

test('what would leave the browser is seen, whether the page sends it or the worker that decodes', async ({
  page,
  words,
}) => {
  await openDecoder(page, words)
  await paste(page, words, HANDLE)
  await kindShown(page, words, 'state-handle')
  const sent = watchSent(page)
  const [worker, ...others] = page.workers()
  expect(others).toEqual([])
  await worker?.evaluate(() => fetch(new URL('/api/search?text=worker', location.origin)).then(() => null))
  await page.evaluate(async () => {
    await fetch('/api/search?text=page')
    await fetch('/jobs?_rsc=x&value=page')
    navigator.sendBeacon('/healthz?beacon', 'page')
    new Image().src = '/icon.svg?image'
  })
  const told = [
    'GET /api/search?text=page',
    'GET /api/search?text=worker',
    'GET /icon.svg?image',
    'GET /jobs?_rsc=x&value=page',
    'POST /healthz?beacon',
  ]
  await expect.poll(() => [...sent].sort()).toEqual(told)
})

test('a field that is chosen has its bytes marked', async ({ page, words }) => {
  await openDecoder(page, words)
  await choose(page, words, '_metadata', METADATA)
  const fields = page.getByRole('region', { name: words('decoder.fields') })
  await fields.getByRole('button', { name: /^version/ }).click()
  const bytes = page.getByRole('region', { name: words('decoder.bytes') })
  await expect(bytes.locator('mark').first()).toHaveText(/^\s*00 00 00 04$/)
  await expect(fields.getByRole('button', { name: /^version/ })).toHaveAttribute('aria-pressed', 'true')
})

test('the fields of an operator go down to the path of a file', async ({ page, words }) => {
  await openDecoder(page, words)
  await choose(page, words, '_metadata', METADATA)
  const fields = page.getByRole('region', { name: words('decoder.fields') })
  const open = async (name: RegExp, which: number) => {
    const rows = fields.getByRole('button', { name }).and(fields.locator('[aria-expanded=false]'))
    await rows.nth(which).click()
  }
  const named = (name: string) => new RegExp(`${words('decoder.unfold', { name, offset: 0 }).replace(/0$/, '')}[\\d,]+`)
  // The operator with keyed state, the fifth: its subtasks name files of RocksDB.
  for (const [name, which] of KEYED_FILE) await open(named(name), which)
  // That of the file's own handle; the one before is of the state's meta data, and folded.
  await open(named('stream handle'), 1)
  const path = fields.getByRole('button', { name: /^file path/ })
  await expect(path).toContainText(/"file:\/srv\/flink\/checkpoints\/orders\/[0-9a-f]{32}\/shared\//)
  await path.click()
  // The second of its rows, all of it.
  const bytes = page.getByRole('region', { name: words('decoder.bytes') })
  await expect(bytes.locator('mark').filter({ hasText: /^:\/srv\/flink\/chec$/ })).toBeVisible()
})

test('a file dropped by mouse anywhere on the page is decoded', async ({ page, words }) => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-drop-'))
  const file = join(folder, '_metadata')
  writeFileSync(file, METADATA)
  await openDecoder(page, words)
  // What the browser gets when a file manager's window is dragged over its own.
  const browser = await page.context().newCDPSession(page)
  const data = { items: [], files: [file], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await browser.send('Input.dispatchDragEvent', { type, x: 700, y: 700, data })
  }
  await kindShown(page, words, 'checkpoint-metadata')
  await expect(page.getByRole('region', { name: words('decoder.result') })).toContainText('_metadata')
  expect(new URL(page.url()).pathname).toBe('/decoder')
  rmSync(folder, { recursive: true })
})

test('HA data of 1.13 as a user published it: all of it is read, and the cut annotation is told', async ({
  page,
  words,
}) => {
  await openDecoder(page, words)
  await paste(page, words, String(FIELD_MAPS))
  await kindShown(page, words, 'config-map-list')
  const result = page.getByRole('region', { name: words('decoder.result') })
  const name = 'flink-dispatcher-leader, control-plane.alpha.kubernetes.io/leader'
  await expect(result).toContainText(words('decoder.failedAt.character', { name, offset: 138 }))
  await result.getByRole('button', { name: words('decoder.asJson'), exact: true }).click()
  const json = JSON.parse((await result.locator('pre').textContent()) ?? '')
  const [dispatcher, jobManager] = json.configMaps
  const entry = (map: { entries: { key: string }[] }, key: string) => map.entries.find((each) => each.key === key)
  const job = '161511ce1fe78368bc659597e472fb7d'
  expect(entry(dispatcher, 'address')).toMatchObject({
    component: 'dispatcher',
    address: 'akka.tcp://flink@10.244.0.246:8123/user/rpc/dispatcher_1',
  })
  expect(entry(dispatcher, `runningJobsRegistry-${job}`)).toMatchObject({ kind: 'registry', text: 'RUNNING' })
  expect(entry(dispatcher, `jobGraph-${job}`)).toMatchObject({
    pointer: { path: 's3://rta/flink/ha/default/submittedJobGraph307e2d6a5be8', stateSizeBytes: 225_971 },
  })
  expect(dispatcher.leaderAnnotation).toMatchObject({ problem: { code: 'formats.truncated' } })
  expect(entry(jobManager, 'address')).toMatchObject({ component: 'jobmanager', jobId: job })
  expect(entry(jobManager, 'checkpointID-0000000000000102688')).toMatchObject({
    checkpointId: 102_688,
    pointer: { path: 's3://rta/flink/ha/default/completedCheckpointf07724c0946a', stateSizeBytes: 5928 },
  })
  expect(jobManager.counter).toBe(102_689)
})

test('a _metadata larger than is shown whole is summed up, and the page stays responsive', async ({ page, words }) => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-large-'))
  const file = join(folder, '_metadata')
  writeFileSync(file, largeMetadata())
  await openDecoder(page, words)
  await page.getByLabel(words('decoder.file')).setInputFiles(file)
  await kindShown(page, words, 'checkpoint-metadata')
  const result = page.getByRole('region', { name: words('decoder.result') })
  await expect(result).toContainText(words('decoder.isSummary'))
  await expect(result.locator('pre')).toContainText('"inlineBytes": 73400320')
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)

  // Any other file of that size is not taken.
  writeFileSync(file, Buffer.alloc(65 * 1024 * 1024, 'x'))
  await page.getByLabel(words('decoder.file')).setInputFiles(file)
  await expect(page.getByRole('main').getByRole('alert')).toContainText(words('decoder.tooLarge'))
  rmSync(folder, { recursive: true })
})

test('a worker that does not come to an end is ended, and the next one decodes', async ({ page, words }) => {
  await page.clock.install()
  await openDecoder(page, words)
  const hangs = (route: Route) => route.fulfill({ contentType: 'text/javascript', body: 'for (;;) {}' })
  await page.route(WORKER_SCRIPT, hangs)
  const started = page.waitForEvent('worker')
  await choose(page, words, '_metadata', METADATA)
  const ended = (await started).waitForEvent('close')
  await expect(page.getByText(words('decoder.decoding'), { exact: true })).toBeVisible()
  await page.clock.fastForward(31_000)
  await expect(page.getByRole('main').getByRole('alert')).toContainText(words('decoder.tookTooLong'))
  await ended
  await page.unroute(WORKER_SCRIPT, hangs)
  await choose(page, words, '_metadata', METADATA)
  await kindShown(page, words, 'checkpoint-metadata')
})

test('a decoder that cannot be loaded is told of', async ({ page, words }) => {
  await openDecoder(page, words)
  await page.route(WORKER_SCRIPT, (route) => route.fulfill({ status: 404, body: '' }))
  await choose(page, words, '_metadata', METADATA)
  await expect(page.getByRole('main').getByRole('alert')).toContainText(words('decoder.unreadable'))
})

test('what is copied is the JSON that weir-decode prints', async ({ page, context, words }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openDecoder(page, words)
  await paste(page, words, HANDLE)
  await page.getByRole('button', { name: words('decoder.copy') }).click()
  await expect(page.getByRole('button', { name: words('decoder.copied') })).toBeVisible()
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
  const { stdout } = spawnSync(process.execPath, ['bin/weir-decode.mjs', '-'], { input: HANDLE, encoding: 'utf8' })
  expect(copied).toEqual(JSON.parse(stdout).value)
  expect(copied).toMatchObject({ byteLength: 691, markedForDeletion: false })
})

test('a secret is shown neither as a value nor as bytes', async ({ page, words }) => {
  await openDecoder(page, words)
  await paste(page, words, 's3.secret-key: canary-secret\nstate.backend: rocksdb\n')
  await kindShown(page, words, 'configuration')
  const result = page.getByRole('region', { name: words('decoder.result') })
  await expect(result).toContainText('******')
  await expect(result).not.toContainText('canary')
  await expect(result).not.toContainText('63 61 6e 61 72 79')
  await expect(result).toContainText(words('decoder.masked'))
})

test('a key that no Flink knows is named, and one that is called otherwise now says how', async ({ page, words }) => {
  await openDecoder(page, words)
  await paste(page, words, 'state.backend: rocksdb\nexecution.checkpointing.intervall: 60s\n')
  await kindShown(page, words, 'configuration')
  const result = page.getByRole('region', { name: words('decoder.result') })
  const keys = 'execution.checkpointing.intervall'
  await expect(result.getByText(words('decoder.unknownKeys', { count: 1, keys }))).toBeVisible()
  await result.getByRole('button', { name: words('decoder.unfold', { name: 'state.backend', offset: 15 }) }).click()
  await expect(result.getByRole('button', { name: /^successor/ })).toContainText('state.backend.type')
})

for (const [what, content, offset, unit] of [
  ['cut short', METADATA.subarray(0, 3000), 2993, 'byte'],
  ['with a bit flipped', flipped(METADATA, 40), 40, 'byte'],
  ['of a version that is not read', Buffer.from('4960672d00000063', 'hex'), 4, 'byte'],
  ['JSON cut short', CONFIG_MAPS.subarray(0, 1000), 1000, 'character'],
  ['Base64 with a digit that is none', Buffer.from(`${HANDLE.slice(0, 80)}!${HANDLE.slice(81)}`), 80, 'character'],
  ['of a version before all that are read', Buffer.from('4960672d00000001', 'hex'), 4, 'byte'],
  ['that says it has 2^31 - 1 operators', withLength(METADATA, 20, 0x7fffffff), 20, 'byte'],
  ['nothing of Flink', Buffer.from('hello'), 0, 'byte'],
] as const) {
  test(`a file ${what} is told with its offset`, async ({ page, words }) => {
    await openDecoder(page, words)
    await choose(page, words, 'broken', Buffer.from(content))
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText(words(`decoder.failedAt.${unit}`, { name: 'broken', offset }))
    // The next one is decoded all the same.
    await choose(page, words, '_metadata', METADATA)
    await kindShown(page, words, 'checkpoint-metadata')
  })
}

for (const language of LANGUAGES) {
  for (const theme of ['light', 'dark'] as const) {
    test.describe(`${language}, ${theme}`, () => {
      test.use({ language, colorScheme: theme })
      test('axe finds nothing, empty, decoded and broken, wide and narrow', async ({ page, words }) => {
        await openDecoder(page, words)
        const judge = async () => expect(await violations(page)).toEqual([])
        await judge()
        await choose(page, words, 'configmaps.json', CONFIG_MAPS)
        await kindShown(page, words, 'config-map-list')
        await judge()
        await page.setViewportSize({ width: 768, height: 900 })
        await judge()
        await choose(page, words, 'broken', METADATA.subarray(0, 3000))
        await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
        await judge()
      })
    })
  }
}

test('the rail leads there, and the keyboard does all of it', async ({ page, words }) => {
  await page.goto('/')
  await page.getByRole('link', { name: words('shell.decoder'), exact: true }).click()
  await expect(page).toHaveURL('/decoder')
  await expect(page.getByRole('link', { name: words('shell.decoder'), exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await page.getByLabel(words('decoder.value')).focus()
  await page.keyboard.insertText(HANDLE)
  await page.keyboard.press('Control+Enter')
  await kindShown(page, words, 'state-handle')

  const fields = page.getByRole('region', { name: words('decoder.fields') })
  const chosen = fields.getByRole('button', { pressed: true })
  const stops = fields.locator('button[data-field]').and(page.locator('[tabindex="0"]'))
  await expect(stops).toHaveCount(1)
  await stops.focus()
  await page.keyboard.press('ArrowDown')
  await expect(chosen).toBeFocused()
  const shown = await fields.locator('[data-field]').count()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => fields.locator('[data-field]').count()).toBeGreaterThan(shown)
  await page.keyboard.press('j')
  await expect(chosen).toBeFocused()
  await expect(stops).toHaveCount(1)
})

function withLength(bytes: Buffer, at: number, length: number): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeInt32BE(length, at)
  return copy
}

/** One operator with 70 MiB in line, by Flink's layout of version 3. */
function largeMetadata(): Buffer {
  const head = Buffer.alloc(20)
  head.writeUInt32BE(0x4960672d, 0)
  head.writeInt32BE(3, 4)
  head.writeBigInt64BE(7n, 8)
  const operator = Buffer.alloc(4 + 16 + 4 + 4)
  operator.writeInt32BE(1, 0)
  operator.writeInt32BE(1, 20)
  operator.writeInt32BE(1, 24)
  // The coordinator's state: type, name, length, bytes; then no subtasks.
  const state = Buffer.alloc(1 + 2 + 4)
  state.writeUInt8(1, 0)
  const length = 70 * 1024 * 1024
  state.writeInt32BE(length, 3)
  return Buffer.concat([head, operator, state, Buffer.alloc(length), Buffer.alloc(4)])
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 0xff
  return copy
}
