import { configuredSavepointDirectory } from '../../formats/index.ts'
import { splitPath } from '../../storage/path.ts'

/** Where these schemes lead, only an authority tells: a bucket, a container. File systems have a default one. */
const OBJECT_STORE = /^(?:s3[anp]?|gs|oss|abfss?|wasbs?|cosn?|obs)$/
/** `host`, `user@host`, `container@account`, a list of hosts with ports; a password has no place in it. */
const AUTHORITY = /^(?:[^:@[\]\s]+@)?[^:@,[\]\s]+(?::\d{1,5})?(?:,[^:@,[\]\s]+(?::\d{1,5})?)*$/
const LONGEST = 2_000

/** The directory that a cluster's savepoints go to where nobody names one, as Flink spells it; null: none is configured. */
export function configuredTarget(settings: ReadonlyMap<string, string>, version: string): string | null {
  const directory = configuredSavepointDirectory(settings, version)
  return directory === null ? null : flinkPath(withScheme(directory, settings))
}

/** A path without a scheme is of the configured default file system, as Flink takes it; of the local one where none is. */
function withScheme(path: string, settings: ReadonlyMap<string, string>): string {
  if (!path.startsWith('/')) return path
  const scheme = settings.get('fs.default-scheme')?.trim().replace(/\/+$/, '')
  return scheme && /^[a-z][a-z0-9+.-]*:\/\/[^/]*$/i.test(scheme) ? scheme + path : `file://${path}`
}

/**
 * A path as Flink spells it before it uses it: backslashes turned, doubled slashes collapsed, `.` and `..` resolved.
 *
 * Source: Flink `Path.normalizePath`, `java.net.URI.normalize`.
 */
export function flinkPath(path: string): string {
  const { scheme, authority, key } = splitPath(path.replaceAll('\\', '/'))
  if (scheme === null) return path
  const segments: string[] = []
  for (const segment of key.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop()
    else segments.push(segment)
  }
  const prefix = `${scheme}://${authority}`
  return segments.length === 0 && authority !== '' ? prefix : `${prefix}/${segments.join('/')}`
}

/** Why a directory may not be asked for: `invalid`, Flink would not find it there again; `secret`, it carries one. */
export type TargetFault = 'invalid' | 'secret'

/**
 * What keeps a typed directory from being asked for; null: nothing. It has to be absolute, with a scheme, and spelled as
 * Flink spells it: a relative one is written below the working directory of its JobManager.
 */
export function faultOfTyped(target: string): TargetFault | null {
  const path = target.replace(/(?<=[^/])\/$/, '')
  const fault = faultOfTarget(target)
  if (fault !== null) return fault
  if (/[?#\\]/.test(path) || path.trim() !== path) return 'invalid'
  const [, ...segments] = splitPath(path).key.split('/')
  return segments.some((segment) => segment === '' || segment === '.' || segment === '..') ? 'invalid' : null
}

/** What keeps a configured directory from being asked for; null: nothing. Flink mends its spelling. */
export function faultOfTarget(target: string): TargetFault | null {
  if (hasSecret(target)) return 'secret'
  if (target.length > LONGEST || target.startsWith('/') || /\p{Cc}/u.test(target)) return 'invalid'
  const { scheme, authority, key } = splitPath(flinkPath(target))
  if (scheme === null || key.startsWith('/..')) return 'invalid'
  if (scheme === 'file') return authority === '' && key.length > 1 ? null : 'invalid'
  if (authority === '') return OBJECT_STORE.test(scheme) || key.length <= 1 ? 'invalid' : null
  return AUTHORITY.test(authority) ? null : 'invalid'
}

/** `user:password@`, also where the password has a slash and so ends what URIs call the authority; or a signed query. */
function hasSecret(target: string): boolean {
  return /^[^:/]*:\/\/[^/@]*:[^@]*@/.test(target) || /[?#][^/]*=/.test(target)
}

/**
 * Whether a savepoint lies where it was asked for: `savepoint-…` right in that directory. Flink fills in the default authority of a
 * file system where the directory has none.
 */
export function liesIn(location: string, target: string): boolean {
  const [place, asked] = [splitPath(flinkPath(location)), splitPath(flinkPath(target))]
  if (place.scheme !== asked.scheme || (asked.authority !== '' && place.authority !== asked.authority)) return false
  const prefix = asked.key.endsWith('/') ? asked.key : `${asked.key}/`
  return place.key.startsWith(prefix) && /^savepoint-[^/]+$/.test(place.key.slice(prefix.length))
}
