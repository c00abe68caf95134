import { Refusal } from './refusal.mjs'

/**
 * @param {string} dataDir
 * @param {import('./lock.mjs').Holder} holder
 */
export function inUse(dataDir, holder) {
  const where = holder.port === null ? '' : ` at http://127.0.0.1:${holder.port}`
  return new Refusal(
    `Weir is running already${where} on the data in ${dataDir} (process ${holder.pid}); stop it, or start another with its own --data-dir and --port.`,
  )
}

/**
 * What a problem met while starting means here, where there is no page to show it.
 *
 * @type {Record<string, (params: Record<string, string | number>, raw: string) => string>}
 */
const PROBLEMS = {
  'database.unreachable': ({ address }, raw) =>
    `The database at ${address} can't be reached (${raw}); check DATABASE_URL and that PostgreSQL runs, or unset it to use Weir's own.`,
  'database.migration-changed': ({ migration }) =>
    `The migration ${migration} was applied to this database in another form; start the version of Weir that did so, or use another database.`,
  'database.migration-missing': ({ migration }) =>
    `The database is of a newer Weir: it has the migration ${migration}, which this version does not know; start the newer one, or use another database.`,
  'database.migration-failed': ({ migration }, raw) =>
    `The migration ${migration} failed and was undone (${raw}); mend what the database says and start again.`,
}

/**
 * @param {unknown} error
 * @returns {unknown} a Refusal where the error has a problem with a sentence; else the error.
 */
export function explained(error) {
  const problem = error instanceof Error && 'problem' in error ? error.problem : null
  if (!problem || typeof problem !== 'object' || !('code' in problem)) return error
  const sentence = PROBLEMS[String(problem.code)]
  if (!sentence) return error
  const params =
    'params' in problem && problem.params ? /** @type {Record<string, string | number>} */ (problem.params) : {}
  return new Refusal(sentence(params, 'raw' in problem ? String(problem.raw) : ''), { cause: error })
}
