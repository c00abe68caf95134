import type { Manifest } from './kubernetes-client.ts'

const GROUP = 'flink.apache.org'
const KINDS = {
  flinkdeployments: 'FlinkDeployment',
  flinksessionjobs: 'FlinkSessionJob',
  flinkstatesnapshots: 'FlinkStateSnapshot',
}

/**
 * The Flink Kubernetes Operator's kinds as its CustomResourceDefinitions make them known: group, version, names, status
 * subresource. Their schemas are left open; the harness writes what the operator writes.
 */
export function operatorDefinitions(): Manifest[] {
  return Object.entries(KINDS).map(([plural, kind]) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: { plural, singular: kind.toLowerCase(), kind, listKind: `${kind}List` },
      versions: [
        {
          name: 'v1beta1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  }))
}
