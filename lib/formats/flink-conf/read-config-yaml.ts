import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import { TextFormatError } from '../format-error.ts'
import {
  CONFIGURATION_MAX_CHARS,
  type ConfigurationEntry,
  type FlinkConfiguration,
  lastValues,
} from './configuration-entry.ts'
import { parseYamlDocument, YAML_MAX_DEPTH } from './yaml-document.ts'
import { flowText, scalarText } from './yaml-text.ts'

/** Values that a file may stand for, aliases followed: some bytes of YAML can name any number of them. */
const MAX_VALUES = 20_000
const MAX_KEY_CHARS = 4096

/**
 * Reads `config.yaml`: YAML 1.2, its keys nested, flat or both. Nested ones are joined with dots, a list is kept as the
 * YAML text that Flink turns it into, an alias stands for what it names.
 *
 * What Flink dies of at its start is an error here: keys that are no text, values that are null, a key twice in one
 * mapping (nested once and flat once is none: the later one counts), a document that is no mapping.
 *
 * @throws FormatError with the offset in characters; never a part of the file.
 * Source: Flink `GlobalConfiguration.loadYAMLResource`, `YamlParserUtils` (1.19–2.3); compared with 1.20.5 and 2.3.0.
 */
export function readConfigYaml(text: string): FlinkConfiguration {
  if (text.length > CONFIGURATION_MAX_CHARS) {
    throw new TextFormatError('tooLarge', 0, `at most ${CONFIGURATION_MAX_CHARS} characters`, `${text.length}`)
  }
  const root = parseYamlDocument(text)?.contents ?? null
  if (root === null || (isScalar(root) && root.value === null)) return { entries: [], ignored: [], values: new Map() }
  const entries = new Flattening(text).flatten(root)
  return { entries, ignored: [], values: lastValues(entries) }
}

class Flattening {
  readonly #lineEnds: number[] = []
  readonly #anchors = new Map<string, Node>()
  readonly #open = new Set<Node>()
  readonly #entries: ConfigurationEntry[] = []
  #left = MAX_VALUES

  constructor(text: string) {
    for (const match of text.matchAll(/\r\n|\n|\r/g)) this.#lineEnds.push(match.index)
  }

  flatten(root: Node): ConfigurationEntry[] {
    if (!isMap(root)) throw new TextFormatError('unexpected', offsetOf(root), 'a YAML mapping', kindOf(root))
    this.#visit(root, '', offsetOf(root))
    return this.#entries
  }

  /** @param at where the value stands in the file: of an alias, the alias. */
  #visit(node: Node | null, key: string, at: number): void {
    this.#spend(at)
    if (node?.anchor !== undefined) this.#anchors.set(node.anchor, node)
    if (isAlias(node)) this.#visit(this.#target(node.source, at), key, at)
    else if (isMap(node)) this.#within(node, at, () => this.#visitMapping(node, key))
    else if (isSeq(node)) this.#visitList(node, key, at)
    else if (isScalar(node) && node.value !== null) this.#add(key, scalarText(node), at, null)
    else throw new TextFormatError('unexpected', at, `a value of ${key}`, 'null, which Flink does not start with')
  }

  #visitList(list: YAMLSeq, key: string, at: number): void {
    const items = this.#within(list, at, () => list.items.map((item) => this.#itemText(asNode(item), at)))
    const text = `[${items.map(([inList]) => inList).join(', ')}]`
    this.#add(
      key,
      text,
      at,
      items.map(([, item]) => item),
    )
  }

  #visitMapping(mapping: YAMLMap, key: string): void {
    for (const pair of mapping.items) {
      const name = asNode(pair.key)
      if (!isScalar(name) || typeof name.value !== 'string') {
        throw new TextFormatError(
          'unexpected',
          name ? offsetOf(name) : offsetOf(mapping),
          'a key that is text',
          kindOf(name),
        )
      }
      if (name.anchor !== undefined) this.#anchors.set(name.anchor, name)
      const path = key === '' ? name.value : `${key}.${name.value}`
      if (path.length > MAX_KEY_CHARS) {
        throw new TextFormatError('tooLarge', offsetOf(name), `a key of at most ${MAX_KEY_CHARS} characters`, 'more')
      }
      const value = asNode(pair.value)
      this.#visit(value, path, value ? offsetOf(value) : offsetOf(name))
    }
  }

  /** An element as it reads in the text of its list, and as a value of its own. */
  #itemText(node: Node | null, at: number): [text: string, item: string] {
    this.#spend(at)
    if (isAlias(node)) return this.#itemText(this.#target(node.source, at), at)
    if (node?.anchor !== undefined) this.#anchors.set(node.anchor, node)
    if (isSeq(node)) {
      const inner = this.#within(node, at, () => node.items.map((item) => this.#itemText(asNode(item), at)[0]))
      return both(`[${inner.join(', ')}]`)
    }
    if (isMap(node)) {
      const inner = this.#within(node, at, () =>
        node.items.map(
          (pair) => `${this.#itemText(asNode(pair.key), at)[0]}: ${this.#itemText(asNode(pair.value), at)[0]}`,
        ),
      )
      return both(`{${inner.join(', ')}}`)
    }
    return isScalar(node) && node.value !== null ? [flowText(node), scalarText(node)] : both('null')
  }

  #within<T>(node: Node, at: number, read: () => T): T {
    if (this.#open.has(node))
      throw new TextFormatError('unsupported', at, 'a value that ends', 'one that contains itself')
    if (this.#open.size >= YAML_MAX_DEPTH) {
      throw new TextFormatError('tooDeep', at, `at most ${YAML_MAX_DEPTH} levels of nesting`, 'more, by way of aliases')
    }
    this.#open.add(node)
    const result = read()
    this.#open.delete(node)
    return result
  }

  #target(anchor: string, at: number): Node {
    const node = this.#anchors.get(anchor)
    if (!node) throw new TextFormatError('unexpected', at, 'an anchor before its alias', 'an alias of nothing')
    return node
  }

  #spend(at: number): void {
    if (--this.#left < 0) throw new TextFormatError('tooLarge', at, `at most ${MAX_VALUES} values`, 'more')
  }

  #add(key: string, value: string, offset: number, items: string[] | null): void {
    this.#entries.push({ key, value, items, line: this.#lineOf(offset), offset })
  }

  #lineOf(offset: number): number {
    let low = 0
    let high = this.#lineEnds.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#lineEnds[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}

function both(text: string): [string, string] {
  return [text, text]
}

function asNode(value: unknown): Node | null {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : null
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0
}

function kindOf(node: Node | null): string {
  if (isMap(node)) return 'a mapping'
  if (isSeq(node)) return 'a list'
  return isScalar(node) ? describeScalar(node) : 'nothing'
}

/** Of text nothing more: it may be a secret. */
function describeScalar({ value }: Scalar): string {
  if (typeof value === 'string') return 'text'
  return value === null ? 'null' : `${typeof value} ${String(value).slice(0, 40)}`
}
