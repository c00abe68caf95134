import { resolve } from 'node:path'
import { z } from 'zod'
import { WeirError } from './problem.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Where a run of the stories has the server die as `kill -9` would end it; see `lib/services/operation/fail-point.ts`. */
export const FAIL_POINTS = [
  'before-commit',
  'after-commit',
  'before-post',
  'after-post',
  'while-polling',
  'before-result',
] as const

// One sentence for each value that can't be right: whoever set it reads exactly this.
const Environment = z.object({
  DATABASE_URL: z
    .string({ error: 'DATABASE_URL is not set; npm start sets it to its own PostgreSQL' })
    .refine((text) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? ''), {
      error: 'DATABASE_URL is not an address such as postgresql://user:password@host:5432/weir',
    }),
  WEIR_DATA_DIR: z.string().min(1, { error: 'WEIR_DATA_DIR is empty; name a folder or leave it out' }).default('.weir'),
  WEIR_DEMO: z.enum(['', '0', '1'], { error: 'WEIR_DEMO must be 1, 0 or absent' }).default(''),
  WEIR_PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'WEIR_PORT must be a number from 1 to 65535' })
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, { error: 'WEIR_PORT must be a number from 1 to 65535' })
    .default(3000),
  WEIR_LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `WEIR_LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}` })
    .default('info'),
  WEIR_FAIL_POINT: z.enum(['', ...FAIL_POINTS], { error: 'WEIR_FAIL_POINT names no fail-point' }).default(''),
})

export interface Env {
  databaseUrl: string
  /** An absolute path. */
  dataDir: string
  /** The fleet shown is the demo's, and every page says so. */
  demo: boolean
  port: number
  logLevel: (typeof LOG_LEVELS)[number]
  /** For tests alone. */
  failPoint: (typeof FAIL_POINTS)[number] | null
}

/**
 * Reads the settings that come from the environment.
 *
 * @throws WeirError `env.invalid`, whose raw text has one sentence for each bad value and never the value itself.
 */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const result = Environment.safeParse(variables)
  if (!result.success) {
    const sentences = result.error.issues.map(({ message }) => message)
    throw new WeirError({ code: 'env.invalid', params: { count: sentences.length }, raw: sentences.join('\n') })
  }
  const { DATABASE_URL, WEIR_DATA_DIR, WEIR_DEMO, WEIR_PORT, WEIR_LOG_LEVEL, WEIR_FAIL_POINT } = result.data
  return {
    databaseUrl: DATABASE_URL,
    dataDir: resolve(/* turbopackIgnore: true */ WEIR_DATA_DIR),
    demo: WEIR_DEMO === '1',
    port: WEIR_PORT,
    logLevel: WEIR_LOG_LEVEL,
    failPoint: WEIR_FAIL_POINT === '' ? null : WEIR_FAIL_POINT,
  }
}

let known: Env | undefined

/** The settings of this process, read at the first call: a build imports this file and has none. */
export function env(): Env {
  known ??= readEnv(process.env)
  return known
}

/** How much is logged: known also where another setting is wrong, since that has to be told. */
export function logLevel(): Env['logLevel'] {
  return Environment.shape.WEIR_LOG_LEVEL.catch('info').parse(process.env.WEIR_LOG_LEVEL)
}
