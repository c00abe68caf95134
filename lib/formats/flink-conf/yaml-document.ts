import { Composer, type CST, type Document, type ErrorCode, isMap, isPair, isScalar, isSeq, Lexer, Parser } from 'yaml'
import { TextFormatError } from '../format-error.ts'

/** Mappings and lists in one another: no option of Flink's is named with a tenth as many parts. */
export const YAML_MAX_DEPTH = 100

export interface YamlLimits {
  /** A kilobyte of the library's memory for each. */
  maxLexemes: number
  maxLexemeChars: number
}

/** A setting takes five lexemes: room for some 6,000 settings. */
const OF_A_CONFIGURATION: YamlLimits = { maxLexemes: 32_768, maxLexemeChars: 65_536 }

// Marks of the library's own between the lexemes, which stand for nothing in the text.
const MARKS = ['\u0002', '\u0018', '\u001f']

/**
 * Parses a YAML document by the rules of Flink's parser: version 1.2 whatever the file says, the core schema, no key
 * twice, one document. The library that does it recurses, so that depth is measured before, on its flat token lists.
 *
 * @throws FormatError with the offset in characters.
 */
export function parseYamlDocument(text: string, limits: YamlLimits = OF_A_CONFIGURATION): Document.Parsed | null {
  const tokens = readTokens(text, limits)
  checkTokens(tokens)
  // The library compares each key with all before it: keys that stand there twice are looked for below.
  const composer = new Composer({ version: '1.2', schema: 'core', uniqueKeys: false, intAsBigInt: true, merge: false })
  const documents: Document.Parsed[] = []
  for (const document of composer.compose(tokens, false, text.length)) {
    const problem = document.errors[0] ?? document.warnings[0]
    if (problem) throw refused(problem.pos[0], QUOTING[problem.code] ?? problem.message)
    checkKeys(document)
    documents.push(document)
    if (documents.length > 1) {
      throw new TextFormatError('unexpected', document.range[0], 'one YAML document', 'another one')
    }
  }
  return documents[0] ?? null
}

/** What the library quotes the text for, which may be a secret. */
const QUOTING: Partial<Record<ErrorCode, string>> = {
  BAD_DIRECTIVE: 'a directive that is not known',
  BAD_DQ_ESCAPE: 'an escape that is none',
  TAG_RESOLVE_FAILED: 'a tag that is not known',
  UNEXPECTED_TOKEN: 'what cannot stand there',
}

function refused(offset: number, found: string): TextFormatError {
  return new TextFormatError('malformedText', offset, 'YAML that Flink takes', found)
}

/** @throws FormatError for a key that stands in one mapping twice. */
function checkKeys(document: Document.Parsed): void {
  const waiting: unknown[] = [document.contents]
  while (waiting.length > 0) {
    const node = waiting.pop()
    if (isPair(node)) waiting.push(node.key, node.value)
    else if (isSeq(node)) for (const item of node.items) waiting.push(item)
    if (!isMap(node)) continue
    const keys = new Set<unknown>()
    for (const pair of node.items) {
      if (isScalar(pair.key)) {
        if (keys.has(pair.key.value)) throw refused(pair.key.range?.[0] ?? 0, 'a key that stood there before')
        keys.add(pair.key.value)
      }
      waiting.push(pair)
    }
  }
}

function readTokens(text: string, { maxLexemes, maxLexemeChars }: YamlLimits): CST.Token[] {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let lexemes = 0
  let offset = 0
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes > maxLexemes) {
      throw new TextFormatError('tooLarge', offset, `at most ${maxLexemes} lexemes of YAML`, 'more')
    }
    if (lexeme.length > maxLexemeChars) {
      throw new TextFormatError('tooLarge', offset, `at most ${maxLexemeChars} characters in one piece`, 'more')
    }
    if (!MARKS.includes(lexeme)) offset += lexeme.length
    for (const token of parser.next(lexeme)) tokens.push(token)
  }
  for (const token of parser.end()) tokens.push(token)
  return tokens
}

/** Depth, and tabs between tokens: YAML allows them, Flink's parser does not. */
function checkTokens(tokens: CST.Token[]): void {
  const waiting: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next
    if (depth > YAML_MAX_DEPTH) {
      throw new TextFormatError('tooDeep', token.offset, `at most ${YAML_MAX_DEPTH} levels of nesting`, 'more')
    }
    if ('source' in token && token.type === 'space' && token.source.includes('\t')) {
      throw new TextFormatError('unexpected', token.offset, 'spaces between tokens', 'a tab')
    }
    for (const inner of innerTokens(token)) waiting.push({ token: inner, depth: depth + 1 })
  }
}

function innerTokens(token: CST.Token): CST.Token[] {
  switch (token.type) {
    case 'document':
      return [...token.start, ...(token.value ? [token.value] : []), ...(token.end ?? [])]
    case 'block-map':
    case 'block-seq':
    case 'flow-collection': {
      const items: CST.Token[] = []
      for (const { start, key, sep, value } of token.items) {
        for (const each of start) items.push(each)
        if (key) items.push(key)
        for (const each of sep ?? []) items.push(each)
        if (value) items.push(value)
      }
      return items
    }
    default:
      return []
  }
}
