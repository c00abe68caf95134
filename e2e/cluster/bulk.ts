import { randomUUID } from 'node:crypto'

/** etcd's own limit of operations in one transaction. */
const AT_ONCE = 128

/**
 * Puts many ConfigMaps of the kind that Weir watches into an API server's etcd, a few hundred bytes each. Past the API
 * server, because on a busy machine it would take minutes for what takes seconds so; it learns of them by its watch, as of
 * everything.
 *
 * @param prefix what the API server puts before its keys (`--etcd-prefix`)
 */
export async function makeConfigMaps(
  etcd: { url: string; prefix: string },
  namespace: string,
  count: number,
): Promise<void> {
  for (let first = 0; first < count; first += AT_ONCE) {
    const success = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, i) => {
      const name = `pod-template-bulk-${first + i}`
      const key = `${etcd.prefix}/configmaps/${namespace}/${name}`
      return { requestPut: { key: base64(key), value: base64(JSON.stringify(configMap(namespace, name))) } }
    })
    const response = await fetch(`${etcd.url}/v3/kv/txn`, { method: 'POST', body: JSON.stringify({ success }) })
    if (!response.ok) throw new Error(`etcd: ${response.status} ${await response.text()}`)
  }
}

function configMap(namespace: string, name: string): unknown {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace,
      uid: randomUUID(),
      creationTimestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      labels: { app: name, type: 'flink-native-kubernetes' },
    },
    data: { 'taskmanager-pod-template.yaml': 'x'.repeat(200) },
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
