import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'

/** A place in the source: `components/fleet/fleet-row.tsx:35`. */
type Place = string

export interface TranslationUse {
  /** Keys with their namespace, such as `fleet.column.age`. */
  keys: Map<string, Place>
  /** Calls whose key the compiler can't tell: nobody could say which messages are unused. */
  unclear: Place[]
  /** Text that a person would read and no translator sees. */
  texts: { text: string; place: Place }[]
  /** Every string literal of the sources, and what templates begin with; a problem's code is one of them where it is made. */
  literals: Set<string>
  /** The `code` of problems made in the sources. */
  problemCodes: Map<string, Place>
}

const TRANSLATOR_METHODS = ['rich', 'markup', 'raw', 'has'] as const
const READ_ATTRIBUTES = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
])
const LETTER = /\p{L}/u

/**
 * Reads which messages the pages use and which texts they hold themselves, by the compiler's own types: the key of
 * `t(open ? 'fold' : 'unfold')` or `t(`state.${state}`)` is as plain to it as one written out.
 */
export function readTranslationUse(checkout: string): TranslationUse {
  const pages = ['app', 'components'].flatMap((folder) => sourcesBelow(join(checkout, folder)))
  const others = sourcesBelow(join(checkout, 'lib'))
  const program = ts.createProgram([...pages, join(checkout, 'app', 'next-intl.d.ts')], compilerOptions(checkout))
  const reader = new UseReader(checkout, program.getTypeChecker())
  for (const path of pages) {
    const source = program.getSourceFile(path)
    if (source) reader.readPage(source)
  }
  for (const path of [...pages, ...others]) {
    const source = program.getSourceFile(path) ?? parse(path)
    if (source) reader.readLiterals(source)
  }
  return reader.use
}

function compilerOptions(checkout: string): ts.CompilerOptions {
  const path = join(checkout, 'tsconfig.json')
  const { config } = ts.readConfigFile(path, ts.sys.readFile)
  return {
    ...ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, checkout).options,
    incremental: false,
    noEmit: true,
  }
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, ts.sys.readFile(path) ?? '', ts.ScriptTarget.Latest, true)
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|^db\/generated\//.test(name))
    .map((name) => join(folder, name))
}

class UseReader {
  readonly use: TranslationUse = {
    keys: new Map(),
    unclear: [],
    texts: [],
    literals: new Set(),
    problemCodes: new Map(),
  }
  private readonly checkout: string
  private readonly checker: ts.TypeChecker

  constructor(checkout: string, checker: ts.TypeChecker) {
    this.checkout = checkout
    this.checker = checker
  }

  readPage(source: ts.SourceFile): void {
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) this.readCall(node)
      if (ts.isJsxText(node)) this.readText(node.text, node)
      if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent))
        this.readShown(node.expression)
      if (ts.isJsxAttribute(node)) this.readAttribute(node)
      ts.forEachChild(node, visit)
    }
    visit(source)
  }

  readLiterals(source: ts.SourceFile): void {
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) this.use.literals.add(node.text)
      if (ts.isPropertyAssignment(node) && node.name.getText(source) === 'code') {
        for (const text of literalsOf(node.initializer)) this.use.problemCodes.set(text, this.placeOf(node))
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }

  private readCall(call: ts.CallExpression): void {
    const translator = this.translatorOf(call)
    const [key] = call.arguments
    if (!translator || !key) return
    const namespace = this.namespaceOf(translator)
    const keys = namespace === null ? null : this.literalTypesOf(this.checker.getTypeAtLocation(key))
    if (namespace === null || keys === null) {
      this.use.unclear.push(this.placeOf(call))
      return
    }
    for (const text of keys) this.use.keys.set(namespace === '' ? text : `${namespace}.${text}`, this.placeOf(call))
  }

  private translatorOf(call: ts.CallExpression): ts.Expression | null {
    const callee = call.expression
    const method = ts.isPropertyAccessExpression(callee) && TRANSLATOR_METHODS.some((name) => name === callee.name.text)
    const candidate = method ? callee.expression : callee
    const type = this.checker.getTypeAtLocation(candidate)
    return TRANSLATOR_METHODS.every((name) => type.getProperty(name)) ? candidate : null
  }

  /** The namespace a translator was made with; '' for none, null where it can't be told. */
  private namespaceOf(translator: ts.Expression): string | null {
    const declaration = this.checker.getSymbolAtLocation(translator)?.valueDeclaration
    if (!declaration || !(ts.isVariableDeclaration(declaration) || ts.isParameter(declaration))) return null
    if (ts.isVariableDeclaration(declaration) && declaration.initializer) {
      const made = ts.isAwaitExpression(declaration.initializer)
        ? declaration.initializer.expression
        : declaration.initializer
      if (!ts.isCallExpression(made)) return null
      const [argument] = made.arguments
      if (!argument) return ''
      return ts.isStringLiteralLike(argument) ? argument.text : null
    }
    // Handed on as a parameter: `ReturnType<typeof useTranslations<'fleet'>>`.
    const written = declaration.type?.getText() ?? ''
    return /(?:useTranslations|Translator)<(?:Messages, )?'([^']+)'>/.exec(written)?.[1] ?? null
  }

  private literalTypesOf(type: ts.Type): string[] | null {
    const parts = type.isUnion() ? type.types : [type]
    const texts = parts.map((part) => (part.isStringLiteral() ? part.value : null))
    return texts.every((text) => text !== null) ? texts : null
  }

  /** What an expression inside JSX may put on the page as it stands in the source. */
  private readShown(expression: ts.Expression): void {
    for (const text of literalsOf(expression)) this.readText(text, expression)
  }

  private readAttribute(attribute: ts.JsxAttribute): void {
    const { initializer } = attribute
    if (!initializer || !READ_ATTRIBUTES.has(attribute.name.getText())) return
    if (ts.isStringLiteral(initializer)) this.readText(initializer.text, attribute)
    else if (ts.isJsxExpression(initializer) && initializer.expression) this.readShown(initializer.expression)
  }

  private readText(text: string, node: ts.Node): void {
    if (LETTER.test(text)) this.use.texts.push({ text: text.trim(), place: this.placeOf(node) })
  }

  private placeOf(node: ts.Node): Place {
    const source = node.getSourceFile()
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
    return `${relative(this.checkout, source.fileName)}:${line + 1}`
  }
}

/** The literal texts an expression may come to; calls, names and their arguments are somebody else's. */
function literalsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text]
  if (ts.isTemplateExpression(expression)) {
    return [expression.head.text, ...expression.templateSpans.map((span) => span.literal.text)]
  }
  if (ts.isParenthesizedExpression(expression)) return literalsOf(expression.expression)
  if (ts.isConditionalExpression(expression))
    return [...literalsOf(expression.whenTrue), ...literalsOf(expression.whenFalse)]
  if (ts.isBinaryExpression(expression)) {
    const { kind } = expression.operatorToken
    const joins =
      kind === ts.SyntaxKind.PlusToken ||
      kind === ts.SyntaxKind.BarBarToken ||
      kind === ts.SyntaxKind.QuestionQuestionToken
    if (joins) return [...literalsOf(expression.left), ...literalsOf(expression.right)]
    return kind === ts.SyntaxKind.AmpersandAmpersandToken ? literalsOf(expression.right) : []
  }
  return []
}
