import type { Manifest } from './kubernetes-client.ts'

const GROUP = 'flink.apache.org'
const PLURALS = {
  FlinkDeployment: 'flinkdeployments',
  FlinkSessionJob: 'flinksessionjobs',
  FlinkStateSnapshot: 'flinkstatesnapshots',
  FlinkBlueGreenDeployment: 'flinkbluegreendeployments',
}

/**
 * A kind of the Flink Kubernetes Operator as its CustomResourceDefinition makes it known: group, version, names, status
 * subresource. Its schema is left open; the harness writes what the operator writes.
 */
export function operatorDefinition(kind: keyof typeof PLURALS): Manifest {
  const plural = PLURALS[kind]
  return {
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
  }
}

/** All of them, as an operator of today installs them. */
export function operatorDefinitions(): Manifest[] {
  return (Object.keys(PLURALS) as (keyof typeof PLURALS)[]).map(operatorDefinition)
}
