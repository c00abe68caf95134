import { type OutlineNode, quoted } from './java-outline.ts'
import { isSecretKey, MASK, maskText, type Span } from './mask-secrets.ts'

/** What a text is told as: `"a"`, or `the same as handle 3: "a"`. */
const TEXT = /^(?:the same as handle \d+: )?"(.*)"$/s

/** Shorter texts are words that stand elsewhere for other things. */
const SHORTEST_SECRET_CHARS = 4

/**
 * Masks secrets in the objects of a Java stream: what follows a text that is the key of one, as the entries of a map do;
 * the fields named for one; and what looks like one within a text.
 *
 * @param known texts that are secret because of what is not outlined.
 * @returns the outline with masked values, and the bytes that are not to be shown.
 */
export function maskOutline(
  outline: readonly OutlineNode[],
  known: ReadonlySet<string>,
): { outline: OutlineNode[]; masked: Span[] } {
  const masked: Span[] = []
  const long = [...known].filter(({ length }) => length >= SHORTEST_SECRET_CHARS)
  const secrets = new Set(long.map((text) => quoted(text).slice(1, -1)))
  const mask = (node: OutlineNode, value: string): OutlineNode => {
    const secret = textOf(node)
    if (secret !== null && secret.length >= SHORTEST_SECRET_CHARS) secrets.add(secret)
    masked.push({ start: node.start, end: node.end })
    return { ...node, value, children: [] }
  }
  const judge = (node: OutlineNode, before: OutlineNode | undefined): OutlineNode => {
    const text = textOf(node)
    const key = before && before.name === node.name ? textOf(before) : null
    const isSecret = isSecretKey(node.name) || (key !== null && isSecretKey(key))
    if (isSecret && (text !== null || node.value?.endsWith(' long'))) return mask(node, MASK)
    if (text !== null && maskText(text) !== text) return mask(node, maskText(node.value ?? ''))
    return { ...node, children: node.children.map((child, i) => judge(child, node.children[i - 1])) }
  }
  const judged = outline.map((node) => judge(node, undefined))
  // A text that stands somewhere else too is written once, and named there.
  const again = (node: OutlineNode): OutlineNode => {
    const text = textOf(node)
    if (text !== null && secrets.has(text)) return mask(node, MASK)
    return { ...node, children: node.children.map(again) }
  }
  return { outline: secrets.size > 0 ? judged.map(again) : judged, masked }
}

function textOf({ value }: OutlineNode): string | null {
  return value === null ? null : (TEXT.exec(value)?.[1] ?? null)
}
