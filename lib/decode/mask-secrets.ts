/** What stands where a secret was: Flink's own REST API writes the same. */
export const MASK = '******'

/**
 * Parts of a key whose value is a secret: Flink's own list (`GlobalConfiguration.SENSITIVE_KEYS` of 1.13–2.3), and access
 * keys and the like, which Flink shows.
 */
const SECRET_KEY =
  /pass(?:word|phrase|wd)|secret|account[.-]?key|api-?key|access[.-]?key|private[.-]?key|service-key|auth-params|token|basic-auth|jaas|http-headers|credential|sas[.-]key/i

/** `-Djavax.net.ssl.keyStorePassword=x`, `user=x&password=y`, `apiKey: "x"`. */
const ASSIGNED = new RegExp(`((?:[\\w.-]*(?:${SECRET_KEY.source})[\\w.-]*)["']?\\s*[=:]\\s*["']?)([^\\s"'&,;]+)`, 'gi')

/** `scheme://user:password@host`. */
const IN_ADDRESS = /(:\/\/[^/\s:@]*:)[^/\s@]+(?=@)/g

export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key)
}

/** The value of a setting as it may be shown: whole, masked, or with the secrets in it masked. */
export function maskValue(key: string, value: string): string {
  return isSecretKey(key) ? MASK : maskText(value)
}

/** Text of which nothing is known, with what looks like a secret in it masked. */
export function maskText(text: string): string {
  return text.replace(ASSIGNED, `$1${MASK}`).replace(IN_ADDRESS, `$1${MASK}`)
}

/** Characters of a text that look like a secret: values of settings, comments included, and of assignments. */
export function secretSpans(text: string): { start: number; end: number }[] {
  const settings = [...text.matchAll(SETTING)].filter((match) => isSecretKey(match[1] ?? ''))
  return [
    ...settings.map((match) => ({ start: match.index + (match[1]?.length ?? 0), end: match.index + match[0].length })),
    ...[...text.matchAll(ASSIGNED)].map(spanAfterFirst),
    ...[...text.matchAll(IN_ADDRESS)].map(spanAfterFirst),
  ]
}

/** A line up to its first colon, and the rest of it. */
const SETTING = /^([^:\n]*:)[^\n]*/gm

function spanAfterFirst(match: RegExpExecArray): { start: number; end: number } {
  return { start: match.index + (match[1]?.length ?? 0), end: match.index + match[0].length }
}
