import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Problem, WeirError } from '../problem.ts'
import { type KubernetesSource, readKubeconfig } from './kubeconfig.ts'
import { kubeconfigText } from './scripted-api-server.ts'

let directory: string
let path: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'weir-kubeconfig-'))
  path = join(directory, 'config')
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function problemOf(text: string | null, source: Partial<KubernetesSource> = {}): Problem {
  if (text !== null) writeFileSync(path, text)
  try {
    readKubeconfig({ kubeconfig: path, ...source })
  } catch (error) {
    if (error instanceof WeirError) return error.problem
    throw error
  }
  throw new Error('was read')
}

const HTTPS = kubeconfigText('https://10.0.0.1:6443')

describe('readKubeconfig', () => {
  it('takes the current context, or the one that is named', () => {
    writeFileSync(path, HTTPS)
    expect(readKubeconfig({ kubeconfig: path })).toMatchObject({ contextName: 'test', proxyUrl: null })
    const other = readKubeconfig({ kubeconfig: path, context: 'other' })
    expect(other.contextName).toBe('other')
    expect(other.server.href).toBe('https://10.0.0.1:6443/')
  })

  it('names the contexts there are when the wanted one is missing', () => {
    expect(problemOf(HTTPS, { context: 'prod' })).toEqual({
      code: 'kubernetes.context-missing',
      params: { kubeconfig: path, context: 'prod', known: 'test, other' },
    })
    expect(problemOf(HTTPS.replace('current-context: test', 'current-context: ""')).code).toBe(
      'kubernetes.context-missing',
    )
  })

  it('finds certificates beside the kubeconfig', async () => {
    mkdirSync(join(directory, 'pki'))
    writeFileSync(join(directory, 'pki/ca.pem'), 'the authority')
    writeFileSync(path, kubeconfigText('https://10.0.0.1', '    certificate-authority: pki/ca.pem\n'))
    const { tls } = await readKubeconfig({ kubeconfig: path }).access()
    expect(`${tls.ca}`).toBe('the authority')
    expect(tls.rejectUnauthorized).toBe(true)
  })

  it('sends a name and password as basic authentication', async () => {
    writeFileSync(path, kubeconfigText('https://10.0.0.1', '', '    username: me\n    password: "p:w"\n'))
    const { headers } = await readKubeconfig({ kubeconfig: path }).access()
    expect(headers.Authorization).toBe(`Basic ${Buffer.from('me:p:w').toString('base64')}`)
  })

  it('reads the file that holds the token anew each time', async () => {
    writeFileSync(join(directory, 'token'), 'first\n')
    writeFileSync(path, kubeconfigText('https://10.0.0.1', '', '    tokenFile: token\n'))
    const kubeconfig = readKubeconfig({ kubeconfig: path })
    expect((await kubeconfig.access()).headers.Authorization).toBe('Bearer first')
    writeFileSync(join(directory, 'token'), 'second')
    expect((await kubeconfig.access()).headers.Authorization).toBe('Bearer second')
  })

  it.each([
    ['missing', null, 'ENOENT'],
    ['empty', '', 'no YAML'],
    ['null', 'null', 'no kubeconfig'],
    ['no YAML', 'users: [{token: leaked-secret\n', 'no YAML'],
    ['a cluster without server', 'clusters: [{name: c, cluster: {}}]', 'clusters[0].cluster.server is missing'],
    ['binary', '\u0000\u0001leaked-secret', 'no YAML'],
  ])('says in which way a file is unreadable: %s', (_, text, reason) => {
    const problem = problemOf(text)
    expect(problem.code).toBe('kubernetes.kubeconfig-unreadable')
    expect(problem.params?.reason).toContain(reason)
    expect(JSON.stringify(problem)).not.toContain('leaked')
  })

  it('finds no context where there is none', () => {
    expect(problemOf('7').code).toBe('kubernetes.context-missing')
    expect(problemOf('contexts: {}').params).toMatchObject({ context: '', known: '' })
  })

  it('says that a context names a cluster that is not there', () => {
    const problem = problemOf(HTTPS.replaceAll('cluster: c\n', 'cluster: gone\n'))
    expect(problem.code).toBe('kubernetes.kubeconfig-unreadable')
    expect(problem.params?.reason).toContain('test')
  })

  it.each(['gopher://10.0.0.1', 'not an address', 'file:///etc/passwd'])('refuses the server address %s', (server) => {
    expect(problemOf(kubeconfigText(server)).code).toBe('kubernetes.kubeconfig-unreadable')
  })

  it('sends no token over plain HTTP to another machine, unless told to', () => {
    expect(problemOf(kubeconfigText('http://10.0.0.1:8080')).code).toBe('kubernetes.plain-http')
    for (const server of ['http://127.0.0.1:8001', 'http://localhost:8001', 'http://[::1]:8001']) {
      writeFileSync(path, kubeconfigText(server))
      expect(readKubeconfig({ kubeconfig: path }).server.protocol).toBe('http:')
    }
    writeFileSync(path, kubeconfigText('http://10.0.0.1:8080', '    insecure-skip-tls-verify: true\n'))
    expect(readKubeconfig({ kubeconfig: path }).server.hostname).toBe('10.0.0.1')
  })

  it('takes a proxy, but no SOCKS proxy', () => {
    writeFileSync(path, kubeconfigText('https://10.0.0.1', '    proxy-url: http://proxy:3128\n'))
    expect(readKubeconfig({ kubeconfig: path }).proxyUrl).toBe('http://proxy:3128')
    expect(problemOf(kubeconfigText('https://10.0.0.1', '    proxy-url: socks5://proxy\n')).code).toBe(
      'kubernetes.proxy-unsupported',
    )
  })

  it('keeps its credentials when the file can not be read anew', async () => {
    writeFileSync(path, HTTPS)
    const kubeconfig = readKubeconfig({ kubeconfig: path })
    writeFileSync(path, '{')
    kubeconfig.reload()
    expect((await kubeconfig.access()).headers.Authorization).toBe('Bearer secret-token')
  })
})
