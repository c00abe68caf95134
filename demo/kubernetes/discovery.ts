import type { ResourceKind } from './objects.ts'

/**
 * Answers `/api`, `/apis` and what lies directly below: which groups, versions and kinds there are, as clients ask
 * before they use a kind. The aggregated form is not served: an API server may leave it out.
 *
 * @returns null where the path asks for something else, or for a group that is not there.
 */
export function discover(pathname: string, kinds: readonly ResourceKind[]): unknown {
  const [root, first, second, ...rest] = pathname.split('/').slice(1)
  if (rest.length > 0) return null
  if (root === 'api' && second === undefined) {
    if (first === undefined) return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] }
    return first === 'v1' ? resourceList('', 'v1', kinds) : null
  }
  if (root !== 'apis') return null
  const groups = groupsOf(kinds)
  if (first === undefined) return { kind: 'APIGroupList', apiVersion: 'v1', groups }
  const group = groups.find(({ name }) => name === first)
  if (group === undefined) return null
  if (second === undefined) return { kind: 'APIGroup', apiVersion: 'v1', ...group }
  return group.versions.some(({ version }) => version === second) ? resourceList(first, second, kinds) : null
}

function groupsOf(kinds: readonly ResourceKind[]) {
  const names = [...new Set(kinds.map(({ group }) => group).filter((group) => group !== ''))]
  return names.map((name) => {
    const versions = [...new Set(kinds.filter(({ group }) => group === name).map(({ version }) => version))]
    const described = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }))
    return { name, versions: described, preferredVersion: described[0] }
  })
}

function resourceList(group: string, version: string, kinds: readonly ResourceKind[]) {
  const listed = kinds.filter((kind) => kind.group === group && kind.version === version)
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group === '' ? version : `${group}/${version}`,
    resources: listed.flatMap(({ plural, kind, namespaced }) => [
      { name: plural, singularName: kind.toLowerCase(), namespaced, kind, verbs: ['get', 'list', 'watch'] },
      ...(plural === 'services'
        ? [{ name: 'services/proxy', singularName: '', namespaced, kind: 'ServiceProxyOptions', verbs: PROXY_VERBS }]
        : []),
    ]),
  }
}

const PROXY_VERBS = ['create', 'delete', 'get', 'patch', 'update']
