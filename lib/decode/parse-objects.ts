import { parseYamlDocument } from '../formats/flink-conf/yaml-document.ts'
import { TextFormatError } from '../formats/index.ts'
import { jsonErrorOffset } from '../formats/json-syntax-error.ts'

/** What may follow one another in one file: the objects of a watch. */
const MOST_DOCUMENTS = 100_000
/** Objects and lists in one another: a pod template of an operator's resource nests some twenty. */
const MOST_LEVELS = 256
/** Objects, lists and what they hold, in all: some ten thousand ConfigMaps have as many. */
const MOST_VALUES = 1_000_000

/** A line takes eight lexemes, so these are some 16,000 lines; a value of a ConfigMap has a megabyte. */
const OF_KUBERNETES = { maxLexemes: 131_072, maxLexemeChars: 2 * 1024 * 1024 }

/** A JSON value and where in the text it begins. */
export interface JsonDocument {
  value: unknown
  offset: number
}

/**
 * Parses JSON objects that follow one another, on lines of their own or not, as `kubectl get --watch` prints them.
 *
 * @throws FormatError with the offset in characters.
 */
export function parseJsonDocuments(text: string): JsonDocument[] {
  const documents: JsonDocument[] = []
  const budget = { values: MOST_VALUES }
  let start = nextNonSpace(text, 0)
  while (start < text.length) {
    if (documents.length === MOST_DOCUMENTS) {
      throw new TextFormatError('tooLarge', start, `at most ${MOST_DOCUMENTS} objects`, 'more')
    }
    const end = endOfDocument(text, start, budget)
    documents.push({ value: parseJson(text, start, end), offset: start })
    start = nextNonSpace(text, end)
  }
  return documents
}

/**
 * Parses one YAML document to plain values. An alias is refused: no API server writes one.
 *
 * @throws FormatError with the offset in characters.
 */
export function parseYaml(text: string): unknown {
  const document = parseYamlDocument(text, OF_KUBERNETES)
  try {
    return document?.toJS({ maxAliasCount: 0 }) ?? null
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    throw new TextFormatError('unsupported', 0, 'a Kubernetes object without aliases', error.message)
  }
}

/** One past the object, list or word that begins at `start`; the end of the text where it is cut short. */
function endOfDocument(text: string, start: number, budget: { values: number }): number {
  const first = text.charAt(start)
  if (first !== '{' && first !== '[') return text.length
  let depth = 0
  const marks = /["{}[\],]/g
  marks.lastIndex = start
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const character = mark[0]
    if (character === '"') marks.lastIndex = endOfString(text, mark.index)
    else if (character === '}' || character === ']') depth--
    else {
      if (character !== ',') depth++
      budget.values--
    }
    if (budget.values < 0) throw new TextFormatError('tooLarge', mark.index, `at most ${MOST_VALUES} values`, 'more')
    if (depth > MOST_LEVELS) {
      throw new TextFormatError('tooDeep', mark.index, `at most ${MOST_LEVELS} levels of nesting`, 'more')
    }
    if (depth === 0) return mark.index + 1
  }
  return text.length
}

function endOfString(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === BACKSLASH) at++
    else if (character === QUOTE) return at + 1
  }
  return text.length
}

const BACKSLASH = 0x5c
const QUOTE = 0x22
const BYTE_ORDER_MARK = 0xfeff

function parseJson(text: string, start: number, end: number): unknown {
  const piece = start === 0 && end === text.length ? text : text.slice(start, end)
  try {
    return JSON.parse(piece)
  } catch {
    const offset = start + jsonErrorOffset(piece)
    // One character, because what follows may be a secret.
    const found = offset < text.length ? JSON.stringify(text.charAt(offset)) : 'the end'
    throw new TextFormatError(offset < text.length ? 'malformedText' : 'truncated', offset, 'JSON', found)
  }
}

function nextNonSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && (text.charCodeAt(at) <= 0x20 || text.charCodeAt(at) === BYTE_ORDER_MARK)) at++
  return at
}
