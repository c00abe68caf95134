// Reading of objects that somebody else wrote: each answers "nothing" instead of failing where the shape is another.

export function recordAt(value: unknown, ...path: string[]): Record<string, unknown> {
  const found = valueAt(value, path)
  return isRecord(found) ? found : {}
}

export function listAt(value: unknown, ...path: string[]): unknown[] {
  const found = valueAt(value, path)
  return Array.isArray(found) ? found : []
}

/** Null for the empty string too: Kubernetes leaves fields out or empties them, and means the same. */
export function textAt(value: unknown, ...path: string[]): string | null {
  const found = valueAt(value, path)
  return typeof found === 'string' && found !== '' ? found : null
}

/** A count: a non-negative safe integer. */
export function countAt(value: unknown, ...path: string[]): number | null {
  const found = valueAt(value, path)
  return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : null
}

/** A time of the API (RFC 3339) in epoch milliseconds. */
export function timeAt(value: unknown, ...path: string[]): number | null {
  const time = Date.parse(textAt(value, ...path) ?? '')
  return Number.isFinite(time) ? time : null
}

/** Labels, annotations, data: entries whose value is no text are left out. */
export function textsAt(value: unknown, ...path: string[]): Record<string, string> {
  const texts = Object.entries(recordAt(value, ...path)).filter((entry): entry is [string, string] => {
    return typeof entry[1] === 'string'
  })
  return Object.fromEntries(texts)
}

function valueAt(value: unknown, path: string[]): unknown {
  let found = value
  for (const key of path) {
    if (!isRecord(found) || !Object.hasOwn(found, key)) return undefined
    found = found[key]
  }
  return found
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
