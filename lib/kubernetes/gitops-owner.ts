import { textsAt } from './json.ts'

/** Who keeps an object as a Git repository says: a change made past it would be undone. */
export interface GitOpsOwner {
  tool: 'argo-cd' | 'flux'
  /** Of the Argo CD application, or of Flux's Kustomization or HelmRelease. */
  name: string
  /** Where that object lies, if it says so. */
  namespace: string | null
}

/**
 * Reads the marks of Argo CD (its tracking annotation, or its own label) and Flux. The label `app.kubernetes.io/instance`,
 * Argo CD's old default, is no proof: Helm and people write it too.
 */
export function gitOpsOwner(object: unknown): GitOpsOwner | null {
  const labels = textsAt(object, 'metadata', 'labels')
  const annotations = textsAt(object, 'metadata', 'annotations')
  // `<application>:<group>/<kind>:<namespace>/<name>`; applications in any namespace write `<namespace>_<application>`.
  const tracked = annotations['argocd.argoproj.io/tracking-id']?.split(':', 1)[0]
  const application = tracked || labels['argocd.argoproj.io/instance']
  if (application) {
    const [, namespace = null, name = application] = /^([^_]+)_(.+)$/.exec(application) ?? []
    return { tool: 'argo-cd', name, namespace }
  }
  for (const controller of ['kustomize', 'helm']) {
    const name = labels[`${controller}.toolkit.fluxcd.io/name`]
    if (name) return { tool: 'flux', name, namespace: labels[`${controller}.toolkit.fluxcd.io/namespace`] ?? null }
  }
  return null
}
