/** What stands where a secret was: Flink's own REST API writes the same. */
export const MASK = '******'

/**
 * Parts of a key whose value is a secret: Flink's own list (`GlobalConfiguration.SENSITIVE_KEYS` of 1.13–2.3), and access
 * keys and the like, which Flink shows.
 */
const SECRET_KEY =
  /pass(?:word|phrase|wd)|(?<!by|com|tres|sur|\s)pass(?=\\?["']?[=:\s]|$)|pwd(?![a-z])|secret|account[._-]?key|api[._-]?key|access[._-]?key|private[._-]?key|service-key|auth-params|token|basic-auth|jaas|http-headers|credential|sas[._-]key|webhook/i

/**
 * `-Djavax.net.ssl.keyStorePassword=x`, `user=x&password=y`, `apiKey: "x"`, `{\"token\":\"x\"}`. What may repeat is
 * bounded, so that a long word takes no longer than as many short ones.
 */
const ASSIGNED = new RegExp(
  `((?:${SECRET_KEY.source})[\\w.-]{0,64}(?:\\\\?["'])?\\s{0,8}[=:]>?\\s{0,8}\\[?(?:\\\\?["'])?)((?<=["'])[^"'\\\\\\r\\n]{1,1024}|[^\\s"'&,;\\\\]+)`,
  'gi',
)

/** `scheme://user:password@host`. */
const IN_ADDRESS = /(:\/\/[^/\s:@]{0,256}:)[^/\s@]{1,1024}(?=@)/g

/** `--password x`, `-u user:x`. */
const IN_COMMAND = new RegExp(
  `((?<![\\w-])--?[\\w-]{0,32}(?:${SECRET_KEY.source})[\\w-]{0,32}[ \\t]{1,4}["']?|(?<!\\S)(?:-u|--user)[ =]{1,4}["']?[^\\s:"']{1,64}:)([^\\s"'-][^\\s"']*)`,
  'gi',
)

/** `{name: DB_PASSWORD, value: x}`: how a container is given its environment. */
const IN_ENVIRONMENT = new RegExp(
  `((?<![\\w.-])name["']?\\s{0,4}[:=]\\s{0,4}["']?[\\w.-]{0,64}(?:${SECRET_KEY.source})[\\w.-]{0,64}["']?\\s{0,4},?\\s{0,16}["']?value["']?\\s{0,4}[:=]\\s{0,4}["']?)([^\\s"',}]+)`,
  'gi',
)

/** The signature of an Azure address, the path of a Slack hook. */
const IN_QUERY = /([?&]sig=|hooks\.slack\.com\/services\/)[^&\s"']+/g

/** What lies between the first and the last line of a key. */
const PRIVATE_KEY = /(-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----)[^-]{1,16384}/g

/** `Authorization: Bearer x`, keys of AWS, GitHub, Slack and Google, a JSON web token: known by their own looks. */
const KNOWN_BY_LOOKS =
  /(\b(?:Bearer|Basic)\s{1,8})[\w+/=.~-]{16,}|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|(?<![\w-])(?:eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|gh[pousr]_\w{20,}|xox[abeprs]-[\w-]{8,}|AIza[\w-]{30,})/g

const PATTERNS = [ASSIGNED, IN_COMMAND, IN_ENVIRONMENT, IN_ADDRESS, IN_QUERY, PRIVATE_KEY, KNOWN_BY_LOOKS]

export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key)
}

/** The value of a setting as it may be shown: whole, masked, or with the secrets in it masked. */
export function maskValue(key: string, value: string): string {
  return isSecretKey(key) ? MASK : maskText(value)
}

/** Text of which nothing is known, with what looks like a secret in it masked. */
export function maskText(text: string): string {
  return PATTERNS.reduce((masked, pattern) => masked.replace(pattern, (_, before = '') => `${before}${MASK}`), text)
}

/** Characters of a text that look like a secret: values of settings, comments included, and what `maskText` masks. */
export function secretSpans(text: string): Span[] {
  const settings = [...text.matchAll(SETTING)].filter((match) => isSecretKey(match[1] ?? ''))
  return [...settings.map(spanAfterFirst), ...maskedSpans(text)]
}

/** Characters that `maskText` masks. */
export function maskedSpans(text: string): Span[] {
  return PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)].map(spanAfterFirst))
}

export interface Span {
  start: number
  end: number
}

/** A line up to its first colon, and the rest of it. A line ends where `^` says that another begins. */
const SETTING = /^([^:\r\n\u2028\u2029]*:).*/gm

/** What a match holds after its first group. */
export function spanAfterFirst(match: RegExpExecArray): Span {
  return { start: match.index + (match[1]?.length ?? 0), end: match.index + match[0].length }
}
