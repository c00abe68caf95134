import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '../problem.ts'
import { WeirError } from '../problem.ts'
import { type KubernetesClient, openKubernetesClient, readClusterUid } from './client.ts'
import { kubeconfigText, type ScriptedServer, scriptedServer, TEST_CERTIFICATE } from './scripted-api-server.ts'

const LIMITS = { timeoutMs: 5000, maxBytes: 1000 }
const opened: { close(): Promise<void> }[] = []
let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'weir-kubeconfig-'))
})

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
  rmSync(directory, { recursive: true, force: true })
})

async function serve(options?: { tls?: boolean }): Promise<ScriptedServer> {
  const server = await scriptedServer(options)
  opened.unshift(server)
  return server
}

function open(text: string): KubernetesClient {
  const path = join(directory, 'config')
  writeFileSync(path, text)
  const client = openKubernetesClient({ kubeconfig: path })
  opened.unshift(client)
  return client
}

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(error instanceof WeirError)) throw new Error(`no WeirError but ${error}`)
  return error.problem
}

const CA = `    certificate-authority-data: ${TEST_CERTIFICATE.toString('base64')}\n`

describe('get', () => {
  it('sends the token and takes any status as an answer', async () => {
    const api = await serve()
    const client = open(kubeconfigText(api.url))
    const asked = client.get('/api/v1/pods?limit=1', LIMITS)
    const exchange = await api.next()
    expect(exchange.request.url).toBe('/api/v1/pods?limit=1')
    expect(exchange.request.headers.authorization).toBe('Bearer secret-token')
    expect(exchange.request.headers['accept-encoding']).toBe('identity')
    exchange.answer(418, 'short and stout', { date: 'Sat, 21 Nov 2026 10:00:00 GMT' })
    const answer = await asked
    expect(answer.status).toBe(418)
    expect(new TextDecoder().decode(answer.body)).toBe('short and stout')
    expect(answer.date).toBe(Date.parse('2026-11-21T10:00:00Z'))
  })

  it('keeps the path of the server address, and escapes nothing in what is asked for', async () => {
    const api = await serve()
    const client = open(kubeconfigText(`${api.url}/k8s/clusters/c-1/`))
    const asked = client.get('/api/v1/x/proxy/jobs/overview', LIMITS)
    const exchange = await api.next()
    expect(exchange.request.url).toBe('/k8s/clusters/c-1/api/v1/x/proxy/jobs/overview')
    exchange.answer(200, {})
    await asked
    expect(client.server).toBe(`${api.url}/k8s/clusters/c-1`)
  })

  it('verifies the certificate with the authority in the kubeconfig', async () => {
    const api = await serve({ tls: true })
    const asked = open(kubeconfigText(api.url, CA)).get('/version', LIMITS)
    ;(await api.next()).answer(200, {})
    expect((await asked).status).toBe(200)
  })

  it('refuses a certificate that nobody vouches for, unless told to skip verification', async () => {
    const api = await serve({ tls: true })
    expect(await problemOf(open(kubeconfigText(api.url)).get('/version', LIMITS))).toEqual({
      code: 'kubernetes.tls',
      params: { server: api.url, detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    })
    const asked = open(kubeconfigText(api.url, '    insecure-skip-tls-verify: true\n')).get('/version', LIMITS)
    ;(await api.next()).answer(200, {})
    expect((await asked).status).toBe(200)
  })

  it('verifies the certificate for a context without user too', async () => {
    const api = await serve({ tls: true })
    const asked = open(kubeconfigText(api.url, CA).replaceAll(/ {4}user: u\n/g, '')).get('/version', LIMITS)
    const exchange = await api.next()
    expect(exchange.request.headers.authorization).toBeUndefined()
    exchange.answer(200, {})
    expect((await asked).status).toBe(200)
  })

  it('reads the kubeconfig anew after a 401', async () => {
    const api = await serve()
    const text = kubeconfigText(api.url)
    const client = open(text)
    const refused = client.get('/version', LIMITS)
    const first = await api.next()
    writeFileSync(join(directory, 'config'), text.replace('secret-token', 'rotated-token'))
    first.refuse(401)
    expect((await refused).status).toBe(401)
    const asked = client.get('/version', LIMITS)
    const second = await api.next()
    expect(second.request.headers.authorization).toBe('Bearer rotated-token')
    second.answer(200, {})
    await asked
  })

  it('reads the kubeconfig anew when the certificate authority is another one', async () => {
    const api = await serve({ tls: true })
    const text = kubeconfigText(api.url)
    const client = open(text)
    expect((await problemOf(client.get('/version', LIMITS))).code).toBe('kubernetes.tls')
    writeFileSync(join(directory, 'config'), kubeconfigText(api.url, CA))
    const asked = client.get('/version', LIMITS)
    ;(await api.next()).answer(200, {})
    expect((await asked).status).toBe(200)
  })

  it('holds no more than it was told to, whether announced or not', async () => {
    const api = await serve()
    const client = open(kubeconfigText(api.url))
    const announced = client.get('/a', LIMITS)
    ;(await api.next()).answer(200, 'x'.repeat(1001))
    expect((await problemOf(announced)).code).toBe('kubernetes.too-large')
    const streamed = client.get('/b', LIMITS)
    const exchange = await api.next()
    exchange.send('x'.repeat(600))
    exchange.send('x'.repeat(600))
    expect((await problemOf(streamed)).code).toBe('kubernetes.too-large')
    await exchange.abandoned()
  })

  it('gives up at the deadline when an answer trickles', async () => {
    const api = await serve()
    const asked = open(kubeconfigText(api.url)).get('/a', { timeoutMs: 50, maxBytes: 1000 })
    const exchange = await api.next()
    exchange.send('{')
    expect(await problemOf(asked)).toEqual({
      code: 'kubernetes.timeout',
      params: { server: api.url, detail: '50 ms' },
    })
    await exchange.abandoned()
  })

  it('unpacks nothing', async () => {
    const api = await serve()
    const asked = open(kubeconfigText(api.url)).get('/a', LIMITS)
    ;(await api.next()).answer(200, gzipSync(Buffer.alloc(1_000_000)), { 'content-encoding': 'gzip' })
    expect((await problemOf(asked)).code).toBe('kubernetes.encoded')
  })

  it('follows no redirect', async () => {
    const api = await serve()
    const asked = open(kubeconfigText(api.url)).get('/a', LIMITS)
    ;(await api.next()).answer(302, '', { location: '/elsewhere' })
    expect((await asked).status).toBe(302)
    expect(api.pending()).toEqual([])
  })

  it('ends with the caller', async () => {
    const api = await serve()
    const caller = new AbortController()
    const asked = open(kubeconfigText(api.url)).get('/a', { ...LIMITS, signal: caller.signal })
    const exchange = await api.next()
    caller.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    await exchange.abandoned()
  })

  it('says that nobody answers, and whom it asked', async () => {
    const api = await serve()
    const client = open(kubeconfigText(api.url))
    await api.close()
    expect(await problemOf(client.get('/a', LIMITS))).toEqual({
      code: 'kubernetes.unreachable',
      params: { server: api.url, detail: 'ECONNREFUSED' },
    })
  })

  it('does not tell what a credential plugin printed', async () => {
    const api = await serve()
    const plugin = `    exec:
      apiVersion: client.authentication.k8s.io/v1
      interactiveMode: Never
      command: sh
      args: ["-c", "echo leaked-secret >&2; exit 1"]
`
    const problem = await problemOf(open(kubeconfigText(api.url, '', plugin)).get('/a', LIMITS))
    expect(problem.code).toBe('kubernetes.credentials-failed')
    expect(JSON.stringify(problem)).not.toContain('leaked')
  })

  it('takes the token of a credential plugin, which many requests at once start only once', async () => {
    const api = await serve()
    const runs = join(directory, 'runs')
    const credential = JSON.stringify({ kind: 'ExecCredential', status: { token: 'from-plugin' } })
    const script = join(directory, 'plugin.sh')
    writeFileSync(script, `echo run >> ${runs}\ncat <<'END'\n${credential}\nEND\n`)
    const plugin = `    exec:
      apiVersion: client.authentication.k8s.io/v1
      interactiveMode: Never
      command: sh
      args: ["${script}"]
`
    const client = open(kubeconfigText(api.url, '', plugin))
    const asked = [client.get('/a', LIMITS), client.get('/b', LIMITS), client.get('/c', LIMITS)]
    for (let i = 0; i < 3; i++) {
      const exchange = await api.next()
      expect(exchange.request.headers.authorization).toBe('Bearer from-plugin')
      exchange.answer(200, {})
    }
    await Promise.all(asked)
    expect(readFileSync(runs, 'utf8')).toBe('run\n')
  })
})

describe('readClusterUid', () => {
  it('is the uid of kube-system', async () => {
    const api = await serve()
    const asked = readClusterUid(open(kubeconfigText(api.url)))
    const exchange = await api.next()
    expect(exchange.path).toBe('/api/v1/namespaces/kube-system')
    exchange.answer(200, { kind: 'Namespace', metadata: { name: 'kube-system', uid: 'the-uid' } })
    expect(await asked).toBe('the-uid')
  })

  it('says what is forbidden', async () => {
    const api = await serve()
    const asked = readClusterUid(open(kubeconfigText(api.url)))
    ;(await api.next()).refuse(403, 'namespaces "kube-system" is forbidden')
    expect(await problemOf(asked)).toMatchObject({
      code: 'kubernetes.forbidden',
      params: { verb: 'get', resource: 'namespaces' },
    })
  })

  it.each(['null', '{}', '{"metadata":{"uid":7}}', 'no JSON'])('takes %s for no answer', async (body) => {
    const api = await serve()
    const asked = readClusterUid(open(kubeconfigText(api.url)))
    ;(await api.next()).answer(200, body)
    expect((await problemOf(asked)).code).toBe('kubernetes.bad-answer')
  })
})
