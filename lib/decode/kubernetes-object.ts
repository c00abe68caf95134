import { type HaConfigMapInput, TextFormatError } from '../formats/index.ts'

/** What a text in JSON or YAML holds, of what is decoded here. */
export type KubernetesContent =
  | { form: 'config-map'; map: HaConfigMapInput }
  | { form: 'list'; maps: HaConfigMapInput[]; otherKinds: string[] }
  | { form: 'watch-event'; type: string; map: HaConfigMapInput | null }

const EXPECTED = 'a ConfigMap, a List of them, their watch events, or a job result'

/**
 * Projects a parsed object. Whatever else the object says is left behind: it may hold anything.
 *
 * @param offset of the object in its text, for errors.
 * @throws FormatError `unsupported` for objects of another kind, `unexpected` for what is no object of Kubernetes.
 */
export function kubernetesContent(value: unknown, offset: number): KubernetesContent {
  // As `jq .items` writes them.
  if (Array.isArray(value) && value.length > 0) return list(new Map(), value, offset)
  const object = record(value)
  if (!object) throw new TextFormatError('unexpected', offset, EXPECTED, kindWord(value))
  // A recorded event may lie in a record of its own, with the time it came.
  const event = record(object.get('event')) ?? object
  const type = event.get('type')
  const subject = record(event.get('object'))
  if (typeof type === 'string' && subject) {
    const isMap = metadataName(subject) !== null && (kindOf(subject) === 'ConfigMap' || isUntypedMap(subject))
    return { form: 'watch-event', type, map: isMap ? configMap(subject, offset) : null }
  }
  const items = object.get('items')
  if (Array.isArray(items)) return list(object, items, offset)
  const kind = kindOf(object)
  if (kind === 'ConfigMap' || isUntypedMap(object)) {
    return { form: 'config-map', map: configMap(object, offset) }
  }
  if (kind !== null) throw new TextFormatError('unsupported', offset, EXPECTED, `kind ${kind}`)
  throw new TextFormatError(
    'unexpected',
    offset,
    EXPECTED,
    object.size === 0 ? 'an empty object' : `an object with ${[...object.keys()].slice(0, 5).join(', ')}`,
  )
}

/** Items of a list that an API server wrote say no kind. */
function isUntypedMap(object: Fields): boolean {
  return kindOf(object) === null && object.has('metadata') && (object.has('data') || object.has('binaryData'))
}

type Fields = ReadonlyMap<string, unknown>

/** Items of a typed list carry no kind of their own. */
function list(object: Fields, items: readonly unknown[], offset: number): KubernetesContent {
  const listKind = kindOf(object)
  const maps: HaConfigMapInput[] = []
  const otherKinds: string[] = []
  for (const item of items) {
    const fields = record(item)
    if (!fields) throw new TextFormatError('unexpected', offset, 'a list of objects', kindWord(item))
    const kind =
      kindOf(fields) ?? (listKind === 'List' || listKind === null ? 'ConfigMap' : listKind.replace(/List$/, ''))
    if (kind === 'ConfigMap') maps.push(configMap(fields, offset))
    else otherKinds.push(kind)
  }
  if (maps.length === 0 && otherKinds.length > 0) {
    throw new TextFormatError('unsupported', offset, EXPECTED, `a list of ${otherKinds[0]}`)
  }
  return { form: 'list', maps, otherKinds: [...new Set(otherKinds)].sort() }
}

function configMap(object: Fields, offset: number): HaConfigMapInput {
  const metadata = record(object.get('metadata'))
  const name = metadataName(object)
  if (!metadata || name === null)
    throw new TextFormatError('unexpected', offset, 'metadata.name of a ConfigMap', 'none')
  return {
    name,
    labels: texts(metadata.get('labels'), `metadata.labels of ${name}`, offset),
    annotations: texts(metadata.get('annotations'), `metadata.annotations of ${name}`, offset),
    data: texts(object.get('data'), `data of ${name}`, offset),
    binaryData: texts(object.get('binaryData'), `binaryData of ${name}`, offset),
  }
}

function texts(value: unknown, what: string, offset: number): Record<string, string> | null {
  if (value === undefined || value === null) return null
  const fields = record(value)
  if (!fields) throw new TextFormatError('unexpected', offset, `${what}: texts by key`, kindWord(value))
  const entries = [...fields].map(([key, text]): [string, string] => {
    if (typeof text !== 'string') {
      throw new TextFormatError('unexpected', offset, `${what}, ${key}: text`, kindWord(text))
    }
    return [key, text]
  })
  return Object.fromEntries(entries)
}

function metadataName(object: Fields): string | null {
  const name = record(object.get('metadata'))?.get('name')
  return typeof name === 'string' ? name : null
}

function kindOf(object: Fields): string | null {
  const kind = object.get('kind')
  return typeof kind === 'string' ? kind : null
}

function record(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return new Map(Object.entries(value))
}

/** Says what a value is, not what it says. */
function kindWord(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`
}
