import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

// Puts a counter at every branch of the formats, and of what recognises them, as Node loads them: what the fuzzer is
// guided by. Coverage of V8's own costs milliseconds each time it is asked for; a counter costs an addition.

const COUNTED = ['../', '../../decode/'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
const NOT_FORMATS = /\/(fuzz|damage|testing|golden)\/|\.test\.ts$/
/** Some 3,000 are used. */
const MOST_BRANCHES = 1 << 14

/** How often each branch was taken, modulo 256. */
export const branchHits = new Uint8Array(MOST_BRANCHES)

let branches = 0

/** Branches of all modules loaded so far. */
export function branchCount(): number {
  return branches
}

Reflect.set(globalThis, '__weirBranchHits', branchHits)

registerHooks({
  load(url, context, nextLoad) {
    const path = url.startsWith('file:') ? fileURLToPath(url) : ''
    const isCounted = COUNTED.some((folder) => path.startsWith(folder)) && path.endsWith('.ts')
    if (!isCounted || NOT_FORMATS.test(path)) return nextLoad(url, context)
    return { format: 'module', source: instrumented(readFileSync(path, 'utf8'), path), shortCircuit: true }
  },
})

function instrumented(source: string, fileName: string): string {
  const { outputText } = ts.transpileModule(source, {
    fileName,
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    transformers: { before: [countBranches] },
  })
  return `const __hits = globalThis.__weirBranchHits\n${outputText}`
}

function countBranches(context: ts.TransformationContext): (file: ts.SourceFile) => ts.SourceFile {
  const { factory } = context
  const hit = () => {
    const counter = factory.createElementAccessExpression(factory.createIdentifier('__hits'), branches++)
    return factory.createPostfixIncrement(counter)
  }
  const counted = (expression: ts.Expression) =>
    factory.createParenthesizedExpression(factory.createComma(hit(), factory.createParenthesizedExpression(expression)))
  const block = (statement: ts.Statement) => {
    const statements = ts.isBlock(statement) ? statement.statements : [statement]
    return factory.createBlock([factory.createExpressionStatement(hit()), ...statements], true)
  }

  const visit = (node: ts.Node): ts.Node => {
    const inner = ts.visitEachChild(node, visit, context)
    if (ts.isIfStatement(inner)) {
      const otherwise = inner.elseStatement ? block(inner.elseStatement) : undefined
      return factory.updateIfStatement(inner, inner.expression, block(inner.thenStatement), otherwise)
    }
    if (ts.isConditionalExpression(inner)) {
      const { condition, questionToken, whenTrue, colonToken, whenFalse } = inner
      return factory.updateConditionalExpression(
        inner,
        condition,
        questionToken,
        counted(whenTrue),
        colonToken,
        counted(whenFalse),
      )
    }
    if (ts.isBinaryExpression(inner) && isShortCircuit(inner.operatorToken.kind)) {
      return factory.updateBinaryExpression(inner, inner.left, inner.operatorToken, counted(inner.right))
    }
    if (ts.isCaseClause(inner)) {
      return factory.updateCaseClause(inner, inner.expression, [
        factory.createExpressionStatement(hit()),
        ...inner.statements,
      ])
    }
    // Bodies of functions, loops and handlers; `if` has wrapped its own.
    if (ts.isBlock(inner) && !ts.isIfStatement(node.parent)) return factory.updateBlock(inner, block(inner).statements)
    return inner
  }
  return (file) => ts.visitEachChild(file, visit, context)
}

function isShortCircuit(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  )
}
