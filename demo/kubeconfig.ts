import { writeFileSync } from 'node:fs'
import { stringify } from 'yaml'

export interface KubeconfigEntry {
  name: string
  server: string
  token: string
}

/**
 * Writes a kubeconfig with a context for each Kubernetes, the first one current, readable by its owner only: it holds
 * the tokens. The flag about TLS is what clients ask for before they send a token over plain HTTP; here it never leaves
 * the loopback interface.
 */
export function writeKubeconfig(path: string, entries: readonly KubeconfigEntry[]): void {
  const text = stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': entries[0]?.name,
    clusters: entries.map(({ name, server }) => ({ name, cluster: { server, 'insecure-skip-tls-verify': true } })),
    users: entries.map(({ name, token }) => ({ name, user: { token } })),
    contexts: entries.map(({ name }) => ({ name, context: { cluster: name, user: name } })),
  })
  writeFileSync(path, text, { mode: 0o600 })
}
