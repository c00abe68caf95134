import { writeFileSync } from 'node:fs'

/**
 * Writes a kubeconfig with one context, readable by its owner only: it holds the token. The flag about TLS is what
 * Kubernetes clients ask for before they send a token over plain HTTP; here it never leaves the loopback interface.
 */
export function writeKubeconfig(path: string, { server, token }: { server: string; token: string }): void {
  const text = `apiVersion: v1
kind: Config
current-context: demo
clusters:
  - name: demo
    cluster:
      server: ${server}
      insecure-skip-tls-verify: true
users:
  - name: demo
    user:
      token: ${token}
contexts:
  - name: demo
    context:
      cluster: demo
      user: demo
`
  writeFileSync(path, text, { mode: 0o600 })
}
