import { type DestinationStream, type LogFn, type Logger, pino } from 'pino'
import { logLevel } from './env.ts'
import { WeirError } from './problem.ts'
import { withoutSecrets } from './secrets.ts'

// By name, three levels deep: whatever carries one of these may be logged without thinking of it.
const SECRETS = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'key',
  'cert',
  'clientKeyData',
  'databaseUrl',
  'DATABASE_URL',
]
const REDACTED_PATHS = ['', '*.', '*.*.'].flatMap((level) => SECRETS.map((name) => `${level}${name}`))
const MASKED_DEPTH = 6

/**
 * Makes a logger that writes one JSON object a line and no secrets.
 *
 * @param destination Where lines go; standard output where it is left out.
 */
export function makeLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: REDACTED_PATHS, censor: '***' },
    serializers: { err: describeError },
    formatters: { log: maskedFields },
    base: { pid: process.pid },
    hooks: { logMethod: withMaskedMessage },
  }
  return destination ? pino(options, destination) : pino(options)
}

// Texts are masked one by one: in a finished line a pattern would reach from one field into the next.
function withMaskedMessage(this: Logger, [first, message, ...rest]: Parameters<LogFn>, write: LogFn): void {
  const fields: unknown = first
  if (typeof fields === 'string') {
    write.call(this, withoutSecrets(fields))
    return
  }
  const err = fields instanceof Error ? fields : errorOf(fields)
  const told = typeof message === 'string' ? message : err?.message
  const merged = fields instanceof Error ? { err: fields } : fields
  write.call(this, merged, told === undefined ? undefined : withoutSecrets(told), ...rest)
}

function errorOf(fields: unknown): Error | undefined {
  return typeof fields === 'object' && fields !== null && 'err' in fields && fields.err instanceof Error
    ? fields.err
    : undefined
}

function maskedFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, masked(value, MASKED_DEPTH)]))
}

function masked(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return withoutSecrets(value)
  if (value instanceof URL) return withoutSecrets(value.href)
  if (typeof value !== 'object' || value === null || value instanceof Error || depth === 0) return value
  if (Array.isArray(value)) return value.map((each) => masked(each, depth - 1))
  const plain = Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null
  if (!plain) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, masked(each, depth - 1)]))
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: withoutSecrets(String(error)) }
  const cause =
    error.cause === undefined ? {} : { cause: error.cause instanceof Error ? error.cause.message : String(error.cause) }
  const problem = error instanceof WeirError ? { problem: error.problem } : {}
  return masked({ type: error.name, message: error.message, stack: error.stack, ...problem, ...cause }, MASKED_DEPTH)
}

let root: Logger | undefined

/**
 * The logger of one part of Weir.
 *
 * @param part Such as `recorder`; it stands in every line.
 */
export function log(part: string): Logger {
  root ??= makeLogger(logLevel())
  return root.child({ part })
}
