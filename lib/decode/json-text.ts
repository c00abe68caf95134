import { encodeBase64 } from '../formats/encode-base64.ts'
import { FormatError } from '../formats/index.ts'
import { maskText } from './mask-secrets.ts'

const PIECE_CHARS = 64 * 1024

/**
 * Writes a value as JSON, piece by piece, so that what is made when it is asked for is made one after the other and no
 * text of the whole exists. Beyond what JSON knows: bigint as a decimal text, since most readers would round a number;
 * bytes as `{ "bytes": <length>, "base64": "…" }`; a FormatError by its fields; maps as objects.
 *
 * @param indent spaces for each level; 0 for a single line.
 * @param secrets `masked`: what looks like one in a text is not written, keys and Base64 aside; `told` is for goldens.
 */
export function* jsonText(value: unknown, indent: number, secrets: Secrets = 'masked'): Generator<string, void, void> {
  let piece = ''
  for (const token of tokens(value, indent, '', secrets === 'masked' ? maskText : asItIs)) {
    piece += token
    if (piece.length < PIECE_CHARS) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

type Secrets = 'masked' | 'told'
type Shown = (text: string) => string
const asItIs: Shown = (text) => text

/** The whole text, for values that are known to be small. */
export function wholeJsonText(value: unknown, indent: number, secrets: Secrets = 'masked'): string {
  return [...jsonText(value, indent, secrets)].join('')
}

function* tokens(value: unknown, indent: number, margin: string, shown: Shown): Generator<string, void, void> {
  if (typeof value === 'bigint') yield `"${value}"`
  else if (typeof value === 'string') yield JSON.stringify(shown(value))
  else if (typeof value !== 'object' || value === null) yield JSON.stringify(value) ?? 'null'
  else if (Array.isArray(value)) yield* listTokens(value, indent, margin, shown)
  else if (value instanceof Uint8Array) yield* objectTokens(bytesFields(value), indent, margin, asItIs)
  else if (value instanceof FormatError) yield* objectTokens(errorFields(value), indent, margin, shown)
  else yield* objectTokens(value instanceof Map ? value : Object.entries(value), indent, margin, shown)
}

/** Numbers alone, or nothing, stand on one line: offsets of key groups. */
function* listTokens(
  list: readonly unknown[],
  indent: number,
  margin: string,
  shown: Shown,
): Generator<string, void, void> {
  if (list.every((item) => typeof item === 'number')) {
    yield indent > 0 ? `[${list.join(', ')}]` : `[${list.join(',')}]`
    return
  }
  const inner = indent > 0 ? `${margin}${' '.repeat(indent)}` : ''
  const lineEnd = indent > 0 ? '\n' : ''
  let before = `[${lineEnd}${inner}`
  for (const item of list) {
    yield before
    yield* tokens(item, indent, inner, shown)
    before = `,${lineEnd}${inner}`
  }
  yield `${lineEnd}${margin}]`
}

function* objectTokens(
  entries: Iterable<readonly [unknown, unknown]>,
  indent: number,
  margin: string,
  shown: Shown,
): Generator<string, void, void> {
  const inner = indent > 0 ? `${margin}${' '.repeat(indent)}` : ''
  const lineEnd = indent > 0 ? '\n' : ''
  let before = `{${lineEnd}${inner}`
  let isEmpty = true
  for (const [key, each] of entries) {
    if (each === undefined) continue
    yield `${before}${JSON.stringify(String(key))}:${indent > 0 ? ' ' : ''}`
    yield* tokens(each, indent, inner, shown)
    before = `,${lineEnd}${inner}`
    isEmpty = false
  }
  yield isEmpty ? '{}' : `${lineEnd}${margin}}`
}

function bytesFields(bytes: Uint8Array): [string, unknown][] {
  return [
    ['bytes', bytes.length],
    ['base64', encodeBase64(bytes)],
  ]
}

function errorFields({ code, offset, expected, found }: FormatError): [string, unknown][] {
  return Object.entries({ code, offset, expected, found })
}
