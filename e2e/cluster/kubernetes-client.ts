import { readFileSync } from 'node:fs'
import { Agent, fetch } from 'undici'
import type { Certificate } from './certificates.ts'

/** A Kubernetes object as the harness writes it. */
export interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string; [key: string]: unknown }
  [key: string]: unknown
}

const PLURALS: Record<string, string> = {
  Namespace: 'namespaces',
  ServiceAccount: 'serviceaccounts',
  ConfigMap: 'configmaps',
  Service: 'services',
  Endpoints: 'endpoints',
  Pod: 'pods',
  Deployment: 'deployments',
  Role: 'roles',
  RoleBinding: 'rolebindings',
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
  CustomResourceDefinition: 'customresourcedefinitions',
  FlinkDeployment: 'flinkdeployments',
  FlinkSessionJob: 'flinksessionjobs',
  FlinkStateSnapshot: 'flinkstatesnapshots',
  FlinkBlueGreenDeployment: 'flinkbluegreendeployments',
}

/**
 * As much of a Kubernetes client as the harness needs, over plain fetch with a client certificate. It shares no code with
 * the product on purpose: what is tested must not check itself.
 */
export class KubernetesClient {
  readonly #server: string
  readonly #dispatcher: Agent

  constructor(server: string, caFile: string, identity: Certificate) {
    this.#server = server
    this.#dispatcher = new Agent({
      connect: { ca: readFileSync(caFile), cert: readFileSync(identity.cert), key: readFileSync(identity.key) },
    })
  }

  /** The answer to a request as text; an answer of 400 and above throws with what the API server said. */
  async request(method: string, path: string, body?: unknown, contentType = 'application/json'): Promise<string> {
    const response = await fetch(this.#server + path, {
      method,
      dispatcher: this.#dispatcher,
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': contentType } }),
    })
    const text = await response.text()
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`)
    return text
  }

  async get<T>(path: string): Promise<T> {
    return JSON.parse(await this.request('GET', path)) as T
  }

  /** Makes the object be as written (server-side apply): created when it is not there, changed when it is. */
  async apply(manifest: Manifest): Promise<{ metadata: { name: string; uid: string } }> {
    const path = `${pathOf(manifest)}?fieldManager=e2e&force=true`
    return JSON.parse(await this.request('PATCH', path, manifest, 'application/apply-patch+yaml'))
  }

  /** Replaces parts of the object's status, as a kubelet or controller would. */
  async patchStatus(manifest: Manifest, status: unknown): Promise<void> {
    await this.request('PATCH', `${pathOf(manifest)}/status`, { status }, 'application/merge-patch+json')
  }

  async delete(manifest: Manifest): Promise<void> {
    await this.request('DELETE', `${pathOf(manifest)}?gracePeriodSeconds=0`)
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy()
  }
}

function pathOf({ apiVersion, kind, metadata }: Manifest): string {
  const plural = PLURALS[kind]
  if (!plural) throw new Error(`no path known for kind ${kind}`)
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  return `${group}${metadata.namespace ? `/namespaces/${metadata.namespace}` : ''}/${plural}/${metadata.name}`
}
