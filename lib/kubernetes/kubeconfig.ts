import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { RequestOptions } from 'node:https'
import { dirname, resolve } from 'node:path'
import type { ConnectionOptions } from 'node:tls'
import { KubeConfig } from '@kubernetes/client-node'
import { parse } from 'yaml'
import { WeirError } from '../problem.ts'
import { listAt, textAt } from './json.ts'

/** Where a kubeconfig lies, and which of its contexts is meant (its current one by default). */
export interface KubernetesSource {
  kubeconfig: string
  context?: string
}

/** What a request to the API server needs, as of now: tokens and certificates may be other ones next time. */
export interface Access {
  headers: Record<string, string>
  tls: Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'pfx' | 'passphrase' | 'servername' | 'rejectUnauthorized'>
}

export interface Kubeconfig {
  server: URL
  contextName: string
  proxyUrl: string | null
  /** May start a credential plugin named in the kubeconfig. Rejects with what that fails with. */
  access(): Promise<Access>
  /** Reads the file anew, as after a 401: credentials rotate under the same path. Keeps the old ones where it can't. */
  reload(): void
}

const MAX_NAMES = 20

/**
 * Reads a kubeconfig: file format, credential plugins and token renewal are client-node's.
 *
 * @throws WeirError `kubernetes.kubeconfig-unreadable`, `kubernetes.context-missing`, `kubernetes.plain-http`,
 *   `kubernetes.proxy-unsupported`. None tells what is in the file but names of contexts.
 */
export function readKubeconfig(source: KubernetesSource): Kubeconfig {
  let loaded = load(source)
  const cluster = loaded.config.getCurrentCluster()
  const contextName = loaded.config.getCurrentContext()
  const server = cluster && URL.canParse(cluster.server) ? new URL(cluster.server) : null
  if (cluster === null || server === null || !/^https?:$/.test(server.protocol)) {
    throw unreadable(source, `context "${contextName}" names no cluster with a server address`)
  }
  // A token over plain HTTP is for anybody to read; `kubectl proxy` on this machine is fine.
  if (server.protocol === 'http:' && !cluster.skipTLSVerify) {
    throw new WeirError({ code: 'kubernetes.plain-http', params: { server: server.origin } })
  }
  const proxyUrl = cluster.proxyUrl || null
  if (proxyUrl !== null && !/^https?:/.test(proxyUrl)) {
    throw new WeirError({ code: 'kubernetes.proxy-unsupported', params: { server: server.origin } })
  }
  return {
    server,
    contextName,
    proxyUrl,
    access: () => accessOf(loaded),
    reload: () => {
      try {
        loaded = load(source)
      } catch {
        // Half written, or gone: the credentials at hand may still do.
      }
    },
  }
}

interface Loaded {
  config: KubeConfig
  /** A file whose text is the token; it is another one every hour or so. */
  tokenFile: string | null
}

function load(source: KubernetesSource): Loaded {
  const config = new KubeConfig()
  let text: string
  try {
    text = readFileSync(source.kubeconfig, 'utf8')
    config.loadFromString(text)
    config.makePathsAbsolute(dirname(source.kubeconfig))
  } catch (error) {
    throw unreadable(source, reasonOf(error))
  }
  const name = source.context ?? config.getCurrentContext() ?? ''
  const context = config.getContexts().find((context) => context.name === name)
  if (context === undefined) {
    const known = config.getContexts().map((context) => context.name)
    const shown = known.slice(0, MAX_NAMES).join(', ') + (known.length > MAX_NAMES ? ', …' : '')
    throw new WeirError({
      code: 'kubernetes.context-missing',
      params: { kubeconfig: source.kubeconfig, context: name, known: shown },
    })
  }
  config.setCurrentContext(name)
  // client-node forgets the cluster's certificate authority where a context has no user.
  if (config.getCurrentUser() === null) {
    config.users = [...config.getUsers(), { name: ANONYMOUS }]
    config.contexts = config.contexts.map((known) => (known === context ? { ...known, user: ANONYMOUS } : known))
  }
  const cluster = config.getCurrentCluster()
  // It refuses plain HTTP unless told to skip verification; on this machine there is nothing to verify.
  if (cluster !== null && isPlainLoopback(cluster.server)) {
    config.clusters = config.clusters.map((known) => (known === cluster ? { ...known, skipTLSVerify: true } : known))
  }
  return { config, tokenFile: tokenFileOf(text, config.getCurrentUser()?.name, source) }
}

/** `users[].user.tokenFile`, which client-node does not know. */
function tokenFileOf(text: string, userName: string | undefined, source: KubernetesSource): string | null {
  const user = listAt(parse(text, { maxAliasCount: 0 }), 'users').find((user) => textAt(user, 'name') === userName)
  const path = textAt(user, 'user', 'tokenFile')
  return path === null ? null : resolve(dirname(source.kubeconfig), path)
}

const ANONYMOUS = 'weir:anonymous'

async function accessOf({ config, tokenFile }: Loaded): Promise<Access> {
  const options: RequestOptions = {}
  await config.applyToHTTPSOptions(options)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (value !== undefined) headers[name] = `${value}`
  }
  if (options.auth) headers.Authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`
  if (tokenFile !== null) headers.Authorization = `Bearer ${(await readFile(tokenFile, 'utf8')).trim()}`
  const { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized } = options
  const tls = { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized: rejectUnauthorized ?? true }
  return { headers, tls }
}

function unreadable(source: KubernetesSource, reason: string): WeirError {
  return new WeirError({ code: 'kubernetes.kubeconfig-unreadable', params: { kubeconfig: source.kubeconfig, reason } })
}

/** Why a file could not be read. A YAML error's message quotes the file, which holds secrets: only its kind and line. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error.name === 'YAMLException' && 'reason' in error) {
    const line = 'mark' in error ? (error.mark as { line?: number } | undefined)?.line : undefined
    return line === undefined ? 'no YAML' : `no YAML, line ${line + 1}`
  }
  return /^(clusters|users|contexts)\[\d+\]\.[\w.]+ is missing$/.test(error.message) ? error.message : 'no kubeconfig'
}

function isPlainLoopback(server: string): boolean {
  if (!URL.canParse(server)) return false
  const { protocol, hostname } = new URL(server)
  if (protocol !== 'http:') return false
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
