import { describe, expect, it } from 'vitest'
import { ruleOf } from './status.ts'

describe('ruleOf', () => {
  it.each([
    ['/api/v1/configmaps?limit=500', '', 'configmaps', ''],
    ['/api/v1/namespaces/kube-system', '', 'namespaces', ''],
    ['/api/v1/namespaces/shop/configmaps', '', 'configmaps', 'shop'],
    ['/apis/apps/v1/namespaces/shop/deployments?watch=1', 'apps', 'deployments', 'shop'],
    ['/apis/flink.apache.org/v1beta1/flinkdeployments', 'flink.apache.org', 'flinkdeployments', ''],
    ['/api/v1/namespaces/shop/services/orders-rest:rest/proxy/jobs/overview', '', 'services/proxy', 'shop'],
    ['/k8s/clusters/c-1/api/v1/namespaces/shop/pods', '', 'pods', 'shop'],
  ])('names what RBAC needs for %s', (path, apiGroup, resource, namespace) => {
    const scope = namespace === '' ? 'cluster' : 'namespace'
    expect(ruleOf('list', path)).toEqual({ verb: 'list', apiGroup, resource, namespace, scope })
  })

  it('says what was asked where that is no resource', () => {
    expect(ruleOf('get', '/apis').resource).toBe('/apis')
  })
})
