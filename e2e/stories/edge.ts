import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AuditedRequest, auditedRequests, auditPolicy } from '../cluster/audit-log.ts'
import { CertificateAuthority } from '../cluster/certificates.ts'
import { apiServerArguments, grant, type Rule, untilApiServerReady, WEIR_RULES } from '../cluster/control-plane.ts'
import { KubernetesClient } from '../cluster/kubernetes-client.ts'
import type { Running } from '../cluster/processes.ts'
import { serviceAccountToken } from '../cluster/service-account-token.ts'
import type { Tier } from '../cluster/tier.ts'
import { ApiProxy } from '../faults/api-proxy.ts'
import { Relay } from '../faults/relay.ts'
import { readFleet, untilTold } from './feed.ts'
import type { Weir, WeirOptions } from './weir.ts'

/**
 * A second Kubernetes (an API server of its own beside the first, in the same etcd) that stories may break, with what
 * stands between: a relay that fails as networks do, and a load balancer. A Weir watches both it and the first one.
 */
export interface Edge {
  weir: Weir
  admin: KubernetesClient
  relay: Relay
  proxy: ApiProxy
  /** Where its objects lie. */
  etcd: { url: string; prefix: string }
  /** Leads the relay to the load balancer, or past it. */
  through(what: 'proxy' | 'api-server'): void
  apiServer(): Running
  /** `kill -9`; `start` brings it up again and waits until it is ready. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Gives Weir another token, valid for this long. */
  giveToken(validSeconds: number): Promise<void>
  /** Has a new certificate authority issue the load balancer's certificate; Weir is not told of it. */
  otherAuthority(): Promise<ApiProxy>
  /** Tells Weir of all authorities, as those who rotate one do for as long as both are in use. */
  tellAuthority(): Promise<void>
  /** Gives Weir these rights and no other. */
  allow(rules: readonly Rule[]): Promise<void>
  /** What Weir asked of the API server, as that wrote it down. */
  audited(since?: number): AuditedRequest[]
  close(): Promise<void>
}

const PORT = 7443
const PREFIX = '/edge'
const ACCOUNT = { namespace: 'weir', name: 'weir' }
const USER = `system:serviceaccount:${ACCOUNT.namespace}:${ACCOUNT.name}`
const SUBJECT = { kind: 'ServiceAccount', ...ACCOUNT }
/** The contexts of Weir's kubeconfig, and so the names of its connections. */
export const EDGE = 'edge'
export const FIRST = 'first'

type StartWeir = (name: string, options?: Partial<WeirOptions>) => Promise<Weir>

export async function startEdge(tier: Tier, worldDir: string, startWeir: StartWeir): Promise<Edge> {
  const { controlPlane, network, processes, cache } = tier
  const { authority, tokens, etcdUrl } = controlPlane
  const dir = join(worldDir, 'edge')
  await mkdir(dir, { mode: 0o711 })
  const names = `IP:${network.nodeIp},IP:127.0.0.1,DNS:kubernetes`
  const serving = await authority.issue('edge', { user: 'kube-apiserver' }, names)
  const administrator = await authority.issue('edge-admin', { user: 'admin', group: 'system:masters' }, 'DNS:admin')
  const auditLog = join(dir, 'audit.log')
  const policy = join(dir, 'audit-policy.json')
  await writeFile(policy, JSON.stringify(auditPolicy(USER)))
  const server = `https://${network.nodeIp}:${PORT}`
  const admin = new KubernetesClient(server, authority.certFile, administrator)

  const launch = () =>
    processes.start('edge-apiserver', cache.kubeApiserver, [
      ...apiServerArguments({ nodeIp: network.nodeIp, port: PORT, etcdUrl, serving, authority, tokens }),
      `--etcd-prefix=${PREFIX}`,
      `--audit-log-path=${auditLog}`,
      `--audit-policy-file=${policy}`,
    ])
  let apiServer = launch()
  await untilApiServerReady(apiServer, admin)
  await admin.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: ACCOUNT.namespace } })
  const account = await admin.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...ACCOUNT } })
  await grant(admin, 'weir', WEIR_RULES, SUBJECT)

  const direct = { host: network.nodeIp, port: PORT }
  const relay = await Relay.start(direct)
  const proxies = [await ApiProxy.start(serving, { url: server, caFile: authority.certFile })]
  const caFile = join(dir, 'ca.crt')
  const tokenFile = join(dir, 'token')
  const authorities = [authority.certFile]
  const giveToken = (validSeconds: number) =>
    writeFile(
      tokenFile,
      serviceAccountToken(tokens.privateKey, { ...ACCOUNT, uid: account.metadata.uid }, validSeconds),
    )
  const tellAuthority = async () => {
    const certificates = await Promise.all(authorities.map((file) => readFile(file, 'utf8')))
    await writeFile(caFile, certificates.join('\n'))
  }
  await giveToken(3600)
  await tellAuthority()
  const kubeconfig = await writeKubeconfig(join(dir, 'kubeconfig'), {
    edge: { server: `https://127.0.0.1:${relay.port}`, caFile, tokenFile },
    firstKubeconfig: controlPlane.weirKubeconfig,
  })
  const weir = await startWeir('weir-edge', { kubeconfig, contexts: [EDGE, FIRST] })
  await untilTold(
    'both connections are live',
    60_000,
    () => readFleet(weir),
    ({ connections }) => connections.length === 2 && connections.every(({ status }) => status === 'live'),
  )

  return {
    weir,
    admin,
    relay,
    proxy: proxies[0] as ApiProxy,
    etcd: { url: etcdUrl, prefix: PREFIX },
    through: (what) =>
      relay.aim(what === 'proxy' ? { host: '127.0.0.1', port: (proxies.at(-1) as ApiProxy).port } : direct),
    apiServer: () => apiServer,
    kill: () => apiServer.end('SIGKILL'),
    async start() {
      apiServer = launch()
      await untilApiServerReady(apiServer, admin)
    },
    giveToken,
    async otherAuthority() {
      const other = await CertificateAuthority.create(join(dir, `pki-${proxies.length}`))
      const certificate = await other.issue('edge', { user: 'kube-apiserver' }, names)
      authorities.push(other.certFile)
      const proxy = await ApiProxy.start(certificate, { url: server, caFile: authority.certFile })
      proxies.push(proxy)
      return proxy
    },
    tellAuthority,
    allow: (rules) => grant(admin, 'weir', rules, SUBJECT),
    audited: (since) => auditedRequests(auditLog, since),
    async close() {
      await weir.stop()
      await relay.close()
      await Promise.all(proxies.map((proxy) => proxy.close()))
      await apiServer.end()
      await admin.close()
    },
  }
}

/** Weir's own context for the edge beside the one it has for the first Kubernetes. */
async function writeKubeconfig(
  file: string,
  { edge, firstKubeconfig }: { edge: { server: string; caFile: string; tokenFile: string }; firstKubeconfig: string },
): Promise<string> {
  const first = JSON.parse(await readFile(firstKubeconfig, 'utf8'))
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: EDGE, cluster: { server: edge.server, 'certificate-authority': edge.caFile } },
      { ...first.clusters[0], name: FIRST },
    ],
    users: [
      { name: EDGE, user: { tokenFile: edge.tokenFile } },
      { ...first.users[0], name: FIRST },
    ],
    contexts: [EDGE, FIRST].map((name) => ({ name, context: { cluster: name, user: name } })),
    'current-context': EDGE,
  }
  await writeFile(file, JSON.stringify(config, null, 2), { mode: 0o600 })
  return file
}
