import type { Problem } from '../../problem.ts'

const RAW_LIMIT = 8_000
const CAUSE_LIMIT = 400

// Flink wraps a failure in up to six exceptions; these are the causes that have a sentence of their own. The same words on
// 1.13 to 2.3.
const KNOWN: [pattern: RegExp, code: string, param: string | null][] = [
  [/Could not find Flink job \(([0-9a-f]{32})\)/, 'savepoint.job-unknown', 'jobId'],
  [/Failed to create savepoint directory at (\S+)/, 'savepoint.directory', 'path'],
  [/Could not find a file system implementation for scheme '([^']{1,50})'/, 'savepoint.scheme-unknown', 'scheme'],
  [/Not all required tasks are currently running/, 'savepoint.tasks-not-running', null],
  [/Checkpoint expired before completing/, 'savepoint.expired', null],
]

/**
 * What Flink's failure of a savepoint comes down to. The stack trace is kept as raw text and cut; secrets were taken out
 * where it was read.
 *
 * @param stackTrace as REST gives it, or the failure message of a checkpoint in its history
 */
export function savepointFailure(stackTrace: string): Problem {
  const said = stackTrace.trim()
  const raw = said.slice(0, RAW_LIMIT)
  for (const [pattern, code, param] of KNOWN) {
    const found = pattern.exec(said)
    if (found)
      return { code, ...(param === null ? {} : { params: { [param]: (found[1] ?? '').slice(0, 1_000) } }), raw }
  }
  return { code: 'savepoint.failed', params: { cause: lastCause(said) }, raw }
}

/** The text of the last `Caused by:` that has one, else the first line; without the class before it. */
function lastCause(stackTrace: string): string {
  const lines = stackTrace.split('\n').map((line) => line.trim())
  const causes = lines.filter((line) => line.startsWith('Caused by: ')).map((line) => withoutClass(line.slice(11)))
  const told = causes.findLast((cause) => cause !== '') ?? withoutClass(lines[0] ?? '')
  return told.slice(0, CAUSE_LIMIT)
}

function withoutClass(line: string): string {
  return line.replace(/^(?:(?:[a-z_][\w$]*\.)+[A-Z][\w$]*(?::\s*|$))+/, '')
}
