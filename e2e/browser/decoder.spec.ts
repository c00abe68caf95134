import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { checkpointKey, HEALTHY, recordedValue } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { LANGUAGES, type Words } from './words.ts'

const fixture = (name: string) => readFileSync(new URL(`../../lib/formats/fixtures/${name}`, import.meta.url))
const METADATA = fixture('1.20.5/running/chk-10/_metadata')
const CONFIG_MAPS = fixture('1.20.5/running/configmaps.json')
const HANDLE = recordedValue(HEALTHY, checkpointKey(9))

/** Opens the page and waits until it hears what is typed: what is typed before is kept, and nothing decodes it. */
async function openDecoder(page: Page, words: Words): Promise<void> {
  await page.goto('/decoder')
  await page.waitForLoadState('networkidle')
  await expect(page.getByRole('heading', { name: words('decoder.title'), level: 1 })).toBeVisible()
}

const choose = (page: Page, words: Words, name: string, buffer: Buffer) =>
  page.getByLabel(words('decoder.file')).setInputFiles({ name, mimeType: 'application/octet-stream', buffer })

async function paste(page: Page, words: Words, text: string): Promise<void> {
  await page.getByLabel(words('decoder.value')).fill(text)
  await page.getByRole('button', { name: words('decoder.decode'), exact: true }).click()
}

const kindShown = (page: Page, words: Words, kind: string) =>
  expect(page.getByRole('heading', { name: words(`decoder.kind.${kind}`), exact: true })).toBeVisible()

test('a file of each kind is decoded, and nothing of it leaves the browser', async ({ page, words }) => {
  await openDecoder(page, words)
  const sent: string[] = []
  page.on('request', (request) => {
    // Scripts of the page itself are fetched when they are needed.
    if (request.method() !== 'GET' || !new URL(request.url()).pathname.startsWith('/_next/static/'))
      sent.push(request.url())
  })
  const files: [name: string, content: Buffer, kind: string][] = [
    ['_metadata', METADATA, 'checkpoint-metadata'],
    ['configmaps.json', CONFIG_MAPS, 'config-map-list'],
    ['watch.jsonl', fixture('1.14.6/watch.jsonl'), 'watch-list'],
    ['graph', fixture('1.14.6/running/ha/orders/submittedJobGraph3b67007dd6f5'), 'submitted-job'],
    ['completed', fixture('1.14.6/restored/ha/orders/completedCheckpoint12e7df0df72c'), 'completed-checkpoint'],
    ['flink-conf.yaml', fixture('field/minio-ha-1.13.flink-conf.yaml'), 'configuration'],
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

test('a field that is chosen has its bytes marked', async ({ page, words }) => {
  await openDecoder(page, words)
  await choose(page, words, '_metadata', METADATA)
  const fields = page.getByRole('region', { name: words('decoder.fields') })
  await fields.getByRole('button', { name: /^version/ }).click()
  const bytes = page.getByRole('region', { name: words('decoder.bytes') })
  await expect(bytes.locator('mark').first()).toHaveText(/^\s*00 00 00 04$/)
  await expect(fields.getByRole('button', { name: /^version/ })).toHaveAttribute('aria-pressed', 'true')
})

test('what is copied is the JSON that weir-decode prints', async ({ page, context, words }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openDecoder(page, words)
  await paste(page, words, HANDLE)
  await page.getByRole('button', { name: words('decoder.copy') }).click()
  await expect(page.getByRole('button', { name: words('decoder.copied') })).toBeVisible()
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
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
})

for (const [what, content, offset, unit] of [
  ['cut short', METADATA.subarray(0, 3000), 2993, 'byte'],
  ['with a bit flipped', flipped(METADATA, 40), 40, 'byte'],
  ['of a version that is not read', Buffer.from('4960672d00000063', 'hex'), 4, 'byte'],
  ['JSON cut short', CONFIG_MAPS.subarray(0, 1000), 1000, 'character'],
  ['Base64 with a digit that is none', Buffer.from(`${HANDLE.slice(0, 80)}!${HANDLE.slice(81)}`), 80, 'character'],
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
        const judge = async () => {
          const { violations } = await new AxeBuilder({ page }).analyze()
          expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
        }
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
})

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 0xff
  return copy
}
