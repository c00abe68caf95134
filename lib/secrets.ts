/**
 * What looks like a secret, and what stands before it. A part that may repeat is bounded or comes last, so that no text takes
 * more than linear work.
 */
export const SECRET_PATTERNS: readonly [pattern: RegExp, masked: string][] = [
  // A password may have slashes; what follows a port does not belong to one.
  [/(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]{0,256}:)(?!\d{1,5}(?:[/?#]|$))[^\s@"'<>]{1,512}@/gi, '$1***@'],
  [
    /([?&](?:sig|signature|x-amz-signature|x-amz-credential|x-amz-security-token|x-goog-signature|access_token|password)=)[^\s&#"'<>]+/gi,
    '$1***',
  ],
  [/\b(bearer\s{1,8})[\w.~+/=-]+/gi, '$1***'],
]

/** Takes passwords in URLs, signed queries and bearer tokens out of a text that others wrote. */
export function withoutSecrets(text: string): string {
  return SECRET_PATTERNS.reduce((told, [pattern, masked]) => told.replace(pattern, masked), text)
}

/** Longer than any secret that is looked for: one that is cut in two is not known for one. */
const OVERLAP = 1_024

/** What is kept of a text that others wrote: its first characters, without secrets. Work is bounded by `limit`, not by the text. */
export function keptText(text: string, limit: number): string {
  return withoutSecrets(text.slice(0, limit + OVERLAP)).slice(0, limit)
}
