import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { addressOf, CLUSTERS, HEALTHY } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'

const UNKNOWN_JOB = { ...HEALTHY, jobId: '0'.repeat(32) }
const UNKNOWN_CLUSTER = { ...HEALTHY, cluster: 'no-such-cluster' }

for (const [what, address] of [
  ['job', addressOf(UNKNOWN_JOB, 'checkpoints')],
  ['job, on another tab', addressOf(UNKNOWN_JOB, 'high-availability')],
  ['cluster', addressOf(UNKNOWN_CLUSTER, 'checkpoints')],
  ['namespace', addressOf({ ...HEALTHY, namespace: 'no-such-namespace' }, 'checkpoints')],
  ['connection', addressOf(HEALTHY, 'checkpoints').replace(/clusters\/[^/]+/, 'clusters/no-such-connection')],
  ['job id that is none', addressOf({ ...HEALTHY, jobId: '<script>' }, 'checkpoints')],
] as const) {
  test(`an unknown ${what} is said to be unknown, with the way back`, async ({ page, words }) => {
    const response = await page.goto(address)
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: words('notFound.job') })).toBeVisible()
    await page.getByRole('link', { name: words('shell.toFleet'), exact: true }).click()
    await expect(page).toHaveURL('/')
    await expect(page.locator('tbody tr')).toHaveCount(CLUSTERS)
  })
}

test('an address of nothing is said to be one', async ({ page, words }) => {
  const response = await page.goto('/no/such/page')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: words('notFound.page') })).toBeVisible()
})

test("a job's address without a tab leads to its checkpoints", async ({ page, words }) => {
  await page.goto(addressOf(HEALTHY, 'checkpoints').replace(/\/checkpoints$/, ''))
  await expect(page).toHaveURL(addressOf(HEALTHY, 'checkpoints'))
  await expect(page.getByRole('treegrid', { name: words('checkpoint.table') })).toBeVisible()
})

test('the name of each page says what it shows', async ({ page, words }) => {
  await page.goto('/')
  await expect(page).toHaveTitle(`${words('fleet.title')} · ${words('shell.name')}`)
  await page.goto(addressOf(HEALTHY, 'high-availability'))
  await expect(page).toHaveTitle(new RegExp(words('job.tab.high-availability')))
  await page.goto('/decoder')
  await expect(page).toHaveTitle(`${words('decoder.title')} · ${words('shell.name')}`)
})

/** Asks with a Host header of one's own, which no browser lets a page do: this is what DNS rebinding sends. */
async function askAs(
  host: string,
  path: string,
  baseURL: string | undefined,
): Promise<{ status: number; body: string }> {
  const asked = request(new URL(path, baseURL), { headers: { host } }).end()
  const [response]: IncomingMessage[] = await once(asked, 'response')
  if (!response) throw new Error('an answer has a response')
  let body = ''
  for await (const chunk of response) body += String(chunk)
  return { status: response.statusCode ?? 0, body }
}

for (const path of [
  '/',
  addressOf(HEALTHY, 'checkpoints'),
  '/decoder',
  '/api/stream?view=fleet',
  '/healthz',
  '/readyz',
  '/metrics',
]) {
  test(`a foreign name is refused on ${path}`, async ({ baseURL }) => {
    const { status, body } = await askAs('weir.example:3000', path, baseURL)
    expect(status).toBe(421)
    expect(body).not.toContain(HEALTHY.cluster)
    expect(body).toContain('127.0.0.1')
  })
}

for (const host of ['localhost', '127.0.0.1', 'LOCALHOST:80']) {
  test(`${host} is a name of Weir's own`, async ({ baseURL }) => {
    expect((await askAs(host, '/', baseURL)).status).toBe(200)
  })
}

for (const host of ['localhost.example', '127.0.0.1.nip.example', 'x@localhost', '127.0.0.2']) {
  test(`${host} is not`, async ({ baseURL }) => {
    expect((await askAs(host, '/', baseURL)).status).toBeGreaterThanOrEqual(400)
  })
}
