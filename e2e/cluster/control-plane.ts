import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cache } from './cache.ts'
import { type Certificate, CertificateAuthority } from './certificates.ts'
import { KubernetesClient } from './kubernetes-client.ts'
import type { PodNetwork } from './pod-network.ts'
import type { Processes, Running } from './processes.ts'
import { ISSUER } from './service-account-token.ts'
import { Hopeless, until } from './until.ts'

/** An etcd and a kube-apiserver, with RBAC on. No controllers and no kubelet: the harness writes what those would. */
export interface ControlPlane {
  server: string
  /** Acts as cluster administrator. */
  admin: KubernetesClient
  /** Kubeconfig of a user who may do what Flink's service account may: edit ConfigMaps. */
  flinkKubeconfig: string
  /** Kubeconfig of a user with the rights Weir asks for, and no more. */
  weirKubeconfig: string
  /** Kubeconfig of a user of this name who may do nothing yet. */
  newUser(name: string): Promise<string>
  adminKubeconfig: string
  apiServer: Running
  etcdUrl: string
  authority: CertificateAuthority
  /** What service account tokens are signed with. */
  tokens: { privateKey: string; publicKey: string }
}

/** A rule of a Role or ClusterRole. */
export interface Rule {
  apiGroups: string[]
  resources: string[]
  verbs: string[]
}

/** What Weir needs, as its chart grants it. */
export const WEIR_RULES: Rule[] = [
  { apiGroups: [''], resources: ['configmaps', 'pods', 'services', 'namespaces'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'watch'] },
  // create: savepoints are ordered through it.
  { apiGroups: [''], resources: ['services/proxy'], verbs: ['get', 'create'] },
  { apiGroups: ['flink.apache.org'], resources: ['*'], verbs: ['get', 'list', 'watch'] },
]
const FLINK_RULES: Rule[] = [
  {
    apiGroups: [''],
    resources: ['configmaps'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
  },
]

/** Starts the control plane on the node address of `network`; ready when it answers and the users have their rights. */
export async function startControlPlane(
  dir: string,
  { cache, network, processes }: { cache: Cache; network: PodNetwork; processes: Processes },
): Promise<ControlPlane> {
  const pki = join(dir, 'pki')
  const authority = await CertificateAuthority.create(pki)
  const serving = await authority.issue(
    'apiserver',
    { user: 'kube-apiserver' },
    `IP:${network.nodeIp},IP:10.96.0.1,IP:127.0.0.1,DNS:kubernetes,DNS:kubernetes.default.svc`,
  )
  const [admin, flink, weir] = [
    await authority.issue('admin', { user: 'admin', group: 'system:masters' }, 'DNS:admin'),
    await authority.issue('flink', { user: 'flink' }, 'DNS:flink'),
    await authority.issue('weir', { user: 'weir' }, 'DNS:weir'),
  ]
  const tokens = await authority.keyPair('service-accounts')

  // The network is this run's own, so the ports of the book are free there.
  const etcdUrl = `http://${network.nodeIp}:2379`
  await mkdir(join(dir, 'etcd'), { mode: 0o700 })
  processes.start('etcd', cache.etcd, [
    `--data-dir=${join(dir, 'etcd')}`,
    `--listen-client-urls=${etcdUrl}`,
    `--advertise-client-urls=${etcdUrl}`,
    `--listen-peer-urls=http://${network.nodeIp}:2380`,
    `--initial-advertise-peer-urls=http://${network.nodeIp}:2380`,
    `--initial-cluster=default=http://${network.nodeIp}:2380`,
    // What is lost with the machine is lost with the run.
    '--unsafe-no-fsync',
  ])
  const apiServer = processes.start(
    'kube-apiserver',
    cache.kubeApiserver,
    apiServerArguments({ nodeIp: network.nodeIp, port: 6443, etcdUrl, serving, authority, tokens }),
  )

  const server = `https://${network.nodeIp}:6443`
  const client = new KubernetesClient(server, authority.certFile, admin)
  await untilApiServerReady(apiServer, client)
  await grant(client, 'flink', FLINK_RULES, { kind: 'User', apiGroup: RBAC, name: 'flink' })
  await grant(client, 'weir', WEIR_RULES, { kind: 'User', apiGroup: RBAC, name: 'weir' })

  const kubeconfig = (user: string, identity: Certificate) =>
    writeKubeconfig(join(dir, `${user}.kubeconfig`), { server, caFile: authority.certFile, user, identity })
  return {
    server,
    admin: client,
    flinkKubeconfig: await kubeconfig('flink', flink),
    weirKubeconfig: await kubeconfig('weir', weir),
    newUser: async (user) => kubeconfig(user, await authority.issue(user, { user }, `DNS:${user}`)),
    adminKubeconfig: await kubeconfig('admin', admin),
    apiServer,
    etcdUrl,
    authority,
    tokens,
  }
}

/** Flags of a kube-apiserver with RBAC and without what needs controllers. */
export function apiServerArguments(options: {
  nodeIp: string
  port: number
  etcdUrl: string
  serving: Certificate
  authority: CertificateAuthority
  tokens: ControlPlane['tokens']
}): string[] {
  const { nodeIp, port, etcdUrl, serving, authority, tokens } = options
  return [
    `--etcd-servers=${etcdUrl}`,
    `--bind-address=${nodeIp}`,
    `--advertise-address=${nodeIp}`,
    `--secure-port=${port}`,
    `--tls-cert-file=${serving.cert}`,
    `--tls-private-key-file=${serving.key}`,
    `--client-ca-file=${authority.certFile}`,
    `--service-account-key-file=${tokens.publicKey}`,
    `--service-account-signing-key-file=${tokens.privateKey}`,
    `--service-account-issuer=${ISSUER}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--authorization-mode=RBAC',
    // Without a controller manager no namespace gets its default service account, and pods would be refused.
    '--disable-admission-plugins=ServiceAccount',
  ]
}

export async function untilApiServerReady(apiServer: Running, client: KubernetesClient): Promise<void> {
  await until(`${apiServer.name} is ready`, 180_000, async () => {
    if (!apiServer.alive()) throw new Hopeless(`${apiServer.name} has ended:\n${apiServer.logTail()}`)
    return (await client.request('GET', '/readyz')) === 'ok'
  })
}

const RBAC = 'rbac.authorization.k8s.io'

/** Gives a ClusterRole of its own these rights and no other, and binds it to whom it is named for. */
export async function grant(
  client: KubernetesClient,
  name: string,
  rules: readonly Rule[],
  subject: Record<string, string>,
): Promise<void> {
  const apiVersion = `${RBAC}/v1`
  await client.apply({ apiVersion, kind: 'ClusterRole', metadata: { name }, rules })
  await client.apply({
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
    subjects: [subject],
  })
}

/** Gives a user these rights in one namespace and no other. */
export async function grantIn(
  client: KubernetesClient,
  namespace: string,
  user: string,
  rules: readonly Rule[],
): Promise<void> {
  const apiVersion = `${RBAC}/v1`
  const metadata = { name: user, namespace }
  await client.apply({ apiVersion, kind: 'Role', metadata, rules })
  await client.apply({
    apiVersion,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: RBAC, kind: 'Role', name: user },
    subjects: [{ kind: 'User', apiGroup: RBAC, name: user }],
  })
}

async function writeKubeconfig(
  file: string,
  { server, caFile, user, identity }: { server: string; caFile: string; user: string; identity: Certificate },
): Promise<string> {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'real', cluster: { server, 'certificate-authority': caFile } }],
    users: [{ name: user, user: { 'client-certificate': identity.cert, 'client-key': identity.key } }],
    contexts: [{ name: 'real', context: { cluster: 'real', user } }],
    'current-context': 'real',
  }
  await writeFile(file, JSON.stringify(config, null, 2), { mode: 0o600 })
  return file
}
