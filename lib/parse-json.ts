/**
 * More than this many arrays and objects stand in no answer that Weir asks for; each takes some fifty bytes of memory and
 * two of text.
 */
const MAX_CONTAINERS = 1_000_000
const MAX_DEPTH = 200

const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Parses what a server sent. A few megabytes of brackets would become hundreds of them in memory, so what is built of too
 * many arrays and objects, or nested too deep, is taken for no JSON.
 *
 * @returns undefined where the text is none.
 */
export function parseJson(text: string): unknown {
  if (!isModest(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isModest(text: string): boolean {
  let containers = 0
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) i = endOfString(text, i)
    else if (code === 0x5b || code === 0x7b) {
      containers += 1
      depth += 1
      if (containers > MAX_CONTAINERS || depth > MAX_DEPTH) return false
    } else if (code === 0x5d || code === 0x7d) depth -= 1
  }
  return true
}

/** Where the string that begins here ends; the end of the text if it does not. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1
    if (escapes % 2 === 0) return end
  }
  return text.length
}
