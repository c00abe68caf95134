import { type DestinationStream, type Logger, pino } from 'pino'
import { env } from './env.ts'
import { WeirError } from './problem.ts'

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

const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@/]*@/gi
const BEARER = /\b(bearer\s+)[\w.~+/=-]+/gi

/** Takes passwords in URLs and bearer tokens out of a text that others wrote. */
export function withoutSecrets(text: string): string {
  return text.replace(URL_PASSWORD, '$1***@').replace(BEARER, '$1***')
}

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
    base: { pid: process.pid },
    hooks: { streamWrite: withoutSecrets },
  }
  return destination ? pino(options, destination) : pino(options)
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const cause =
    error.cause === undefined ? {} : { cause: error.cause instanceof Error ? error.cause.message : String(error.cause) }
  const problem = error instanceof WeirError ? { problem: error.problem } : {}
  return { type: error.name, message: error.message, stack: error.stack, ...problem, ...cause }
}

let root: Logger | undefined

/**
 * The logger of one part of Weir.
 *
 * @param part Such as `recorder`; it stands in every line.
 */
export function log(part: string): Logger {
  root ??= makeLogger(env().logLevel)
  return root.child({ part })
}
