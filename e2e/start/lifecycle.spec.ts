import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '../../bin/launcher/port.mjs'
import { freePlace, launch, processesOf, startWeir, untilServing } from './started-weir.ts'

type Place = Awaited<ReturnType<typeof freePlace>>

/** Nothing of this Weir runs, holds its port or its lock. */
async function expectNothingLeft({ dataDir, port }: Place): Promise<void> {
  expect(processesOf(dataDir)).toEqual([])
  expect(existsSync(join(dataDir, 'lock'))).toBe(false)
  await expect(freePort(port)).resolves.toBe(port)
}

function statusUnder(host: string, port: number, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.once('error', reject).end()
  })
}

test('a start tells one address, serves there, and ends with everything it started', async () => {
  const place = await freePlace()
  const weir = await startWeir(place)
  expect(weir.said().match(/http:\/\/[^\s;]+/g)).toEqual([`http://127.0.0.1:${place.port}`])
  expect((await fetch(`http://127.0.0.1:${place.port}/`)).status).toBe(200)
  weir.process.kill('SIGINT')
  expect(await weir.exitCode).toBe(0)
  await expectNothingLeft(place)
})

test('a page, its files and what machines read are refused under a foreign name', async () => {
  const place = await freePlace()
  await startWeir(place)
  for (const path of ['/', '/healthz', '/readyz', '/metrics', '/api/stream?view=fleet', '/_next/static/x.js']) {
    expect([path, await statusUnder('evil.example', place.port, path)]).toEqual([path, 421])
  }
  expect(await statusUnder(`localhost:${place.port}`, place.port, '/healthz')).toBe(200)
})

test('a second Weir on the same data, and one on a taken port, are refused while the first goes on', async () => {
  const place = await freePlace()
  await startWeir(place)
  const onData = launch(['--data-dir', place.dataDir, '--port', String(await freePort())])
  expect(await onData.exitCode).toBe(1)
  expect(onData.said()).toMatch(/^Weir is running already at http:\/\/127\.0\.0\.1:\d+ .*--data-dir and --port\.\n$/)
  const other = await freePlace()
  const onPort = launch(['--data-dir', other.dataDir, '--port', String(place.port)])
  expect(await onPort.exitCode).toBe(1)
  expect(onPort.said()).toMatch(/^Port \d+ .* is taken .*--port \d+\.\n$/)
  expect((await fetch(`http://127.0.0.1:${place.port}/readyz`)).status).toBe(200)
})

test('a killed launcher takes server and demo with it, and the next start takes over lock and PostgreSQL', async () => {
  const place = await freePlace()
  const first = await startWeir(place)
  const launcher = processesOf(place.dataDir).find(({ words }) => words.includes('main.mjs'))
  process.kill(launcher?.pid ?? 0, 'SIGKILL')
  expect(await first.exitCode).toBe(137)
  const second = await startWeir(place)
  expect((await fetch(`http://127.0.0.1:${place.port}/`)).status).toBe(200)
  expect(processesOf(place.dataDir).filter(({ words }) => words.includes('postgres -D'))).toHaveLength(1)
  second.process.kill('SIGTERM')
  expect(await second.exitCode).toBe(0)
  await expectNothingLeft(place)
})

test('a killed front process ends everything behind it', async () => {
  const place = await freePlace()
  const weir = await startWeir(place)
  weir.process.kill('SIGKILL')
  await weir.exitCode
  await expect.poll(() => processesOf(place.dataDir), { timeout: 20_000 }).toEqual([])
  await expectNothingLeft(place)
})

test('Ctrl-C in a terminal, where npm and the shell between get it too, ends everything', async () => {
  const place = await freePlace()
  const command = `npm start -- --port ${place.port} --data-dir ${place.dataDir}`
  const terminal = launch(['-qec', command, '/dev/null'], { command: 'script' })
  await untilServing(terminal)
  terminal.process.stdin?.write('\x03')
  await terminal.exitCode
  await expect.poll(() => processesOf(place.dataDir), { timeout: 20_000 }).toEqual([])
  await expectNothingLeft(place)
})

test('a closed terminal ends everything, and so does a signal while it starts', async () => {
  const place = await freePlace()
  const weir = await startWeir(place)
  weir.process.kill('SIGHUP')
  expect(await weir.exitCode).toBe(0)
  await expectNothingLeft(place)

  const starting = launch(['--port', String(place.port), '--data-dir', place.dataDir])
  if (starting.process.stdout) await once(starting.process.stdout, 'data')
  starting.process.kill('SIGINT')
  await starting.exitCode
  await expectNothingLeft(place)
})

test.each([
  ['an unreadable kubeconfig', ['--kubeconfig', '/nowhere/config'], {}, /no file \/nowhere\/config.*--kubeconfig/],
  ['a folder as kubeconfig', ['--kubeconfig', '/'], {}, /not a file/],
  [
    'a storage root that is not there',
    ['--flink', 'a=http://127.0.0.1:1', '--storage-root', 'file:///a=/nowhere'],
    {},
    /\/nowhere/,
  ],
  ['an address for everybody', ['--host', '0.0.0.0'], {}, /127\.0\.0\.1 only/],
  [
    'a database that does not answer',
    [],
    { DATABASE_URL: 'postgresql://me:s3cret@127.0.0.1:1/weir' },
    /127\.0\.0\.1:1\/weir.*DATABASE_URL/,
  ],
  ['a database address that is none', [], { DATABASE_URL: 's3cret' }, /DATABASE_URL/],
])('%s: one sentence, and nothing is left running', async (_, words, env, sentence) => {
  const place = await freePlace()
  const weir = launch(['--port', String(place.port), '--data-dir', place.dataDir, ...words], { env })
  expect(await weir.exitCode).toBeGreaterThan(0)
  expect(weir.said()).toMatch(sentence)
  expect(weir.said()).not.toMatch(/s3cret|^\s+at /m)
  await expectNothingLeft(place)
})

test('the real fleet and the demo take turns on the same data', async () => {
  const place = await freePlace()
  const page = async () => (await fetch(`http://127.0.0.1:${place.port}/`)).text()
  const real = await startWeir(place, ['--flink', 'my-own-flink=http://127.0.0.1:1'])
  const realPage = await page()
  real.process.kill('SIGINT')
  await real.exitCode
  await startWeir(place)
  const demoPage = await page()
  expect(realPage).toContain('my-own-flink')
  expect(demoPage).not.toContain('my-own-flink')
})
