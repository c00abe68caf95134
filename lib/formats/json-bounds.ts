import { TextFormatError } from './format-error.ts'

/** Objects and lists in one another: Flink nests three. */
const MOST_LEVELS = 32
/** Values of objects and lists: a job's accumulators, and what an object of Flink's has besides. */
const MOST_VALUES = 100_000

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c

/**
 * Checks that a text is no JSON that takes many times its length once it is parsed, or more levels than a stack
 * has. Whether it is JSON at all is left to the parser.
 *
 * @throws FormatError `tooDeep` or `tooLarge` with the offset in characters.
 */
export function checkJsonBounds(text: string): void {
  let [levels, values] = [0, 0]
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) {
      at = endOfString(text, at)
    } else if (char === COMMA) {
      if (++values > MOST_VALUES) throw new TextFormatError('tooLarge', at, `at most ${MOST_VALUES} values`, 'more')
    } else if (isOpening(char)) {
      if (++levels > MOST_LEVELS) {
        throw new TextFormatError('tooDeep', at, `at most ${MOST_LEVELS} levels of nesting`, 'more')
      }
    } else if (isClosing(char)) levels--
  }
}

/** `{` and `[`, which differ in one bit, as do what closes them. */
function isOpening(char: number): boolean {
  return (char | 0x20) === 0x7b
}

function isClosing(char: number): boolean {
  return (char | 0x20) === 0x7d
}

/** Where the quote stands that ends a string, or the last character where none does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === BACKSLASH) at++
    else if (char === QUOTE) return at
  }
  return text.length
}
