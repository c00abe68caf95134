const LITERALS = ['true', 'false', 'null']
const DIGITS = /\d+/y
const HEX_DIGITS = /[0-9a-fA-F]{1,4}/y
const ESCAPED = '"\\/bfnrt'

/** What may stand next, by what stood last. */
type Next = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing'

/**
 * Where a text stops being JSON, in characters: at the first one that can't stand where it does, or at its end where
 * something is missing. Engines tell that in different words, and most often not at all.
 *
 * @param text of which `JSON.parse` says that it is none; nothing recurses, so it may nest as deep as it likes.
 */
export function jsonErrorOffset(text: string): number {
  const open: ('[' | '{')[] = []
  let next: Next = 'value'
  let at = 0
  const afterValue = (): Next => (open.length === 0 ? 'nothing' : 'comma or end')
  for (;;) {
    at = skipSpace(text, at)
    const char = text[at]
    if (char === undefined) return text.length
    if (char === '"' && next !== 'colon' && next !== 'comma or end' && next !== 'nothing') {
      const end = endOfString(text, at)
      if (!end.isWhole) return end.at
      at = end.at
      next = next.startsWith('key') ? 'colon' : afterValue()
    } else if (next.startsWith('value') && (char === '{' || char === '[')) {
      open.push(char)
      next = char === '{' ? 'key or end' : 'value or end'
      at++
    } else if (next.startsWith('value') && char !== ']') {
      const end = endOfWord(text, at)
      if (!end.isWhole) return end.at
      at = end.at
      next = afterValue()
    } else if (next.endsWith('or end') && char === (open.at(-1) === '{' ? '}' : ']')) {
      open.pop()
      next = afterValue()
      at++
    } else if (next === 'colon' && char === ':') {
      next = 'value'
      at++
    } else if (next === 'comma or end' && char === ',') {
      next = open.at(-1) === '{' ? 'key' : 'value'
      at++
    } else return at
  }
}

/** One past the end, or where it stops being what it began as. */
interface End {
  isWhole: boolean
  at: number
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++
  return at
}

function endOfString(text: string, quote: number): End {
  for (let at = quote + 1; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '"') return { isWhole: true, at: at + 1 }
    if (char < ' ') return { isWhole: false, at }
    if (char !== '\\') continue
    at++
    if (at === text.length) break
    if (text.charAt(at) === 'u') {
      const digits = after(HEX_DIGITS, text, at + 1)
      if (digits < at + 5) return { isWhole: false, at: digits }
      at += 4
    } else if (!ESCAPED.includes(text.charAt(at))) return { isWhole: false, at }
  }
  return { isWhole: false, at: text.length }
}

/** Of a literal or a number. */
function endOfWord(text: string, start: number): End {
  const literal = LITERALS.find((each) => each.startsWith(text.charAt(start)))
  if (literal === undefined) return endOfNumber(text, start)
  let length = 1
  while (length < literal.length && text[start + length] === literal[length]) length++
  return { isWhole: length === literal.length, at: start + length }
}

function endOfNumber(text: string, start: number): End {
  let at = text[start] === '-' ? start + 1 : start
  const whole = text[at] === '0' ? at + 1 : after(DIGITS, text, at)
  if (whole === at) return { isWhole: false, at }
  at = whole
  for (const sign of [/\./y, /[eE][+-]?/y]) {
    const begun = after(sign, text, at)
    if (begun === at) continue
    at = after(DIGITS, text, begun)
    if (at === begun) return { isWhole: false, at }
  }
  return { isWhole: true, at }
}

/** One past what a sticky pattern matches there; the same place where it does not. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}
