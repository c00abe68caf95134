import { TextFormatError } from './format-error.ts'
import { checkJsonBounds } from './json-bounds.ts'
import { jsonErrorOffset } from './json-syntax-error.ts'

/**
 * The fields of a JSON object, asked for by the reader that knows them. Errors carry the character at which the field's
 * name stands first; one of the JSON itself the character at which it stops being JSON.
 */
export class JsonFields {
  readonly #text: string
  readonly #path: string
  readonly #fields: ReadonlyMap<string, unknown>

  private constructor(text: string, path: string, fields: ReadonlyMap<string, unknown>) {
    this.#text = text
    this.#path = path
    this.#fields = fields
  }

  /**
   * @param what names the text in errors.
   * @throws FormatError when the text is longer than `maxChars`, too deep or of too many values, no JSON, or no JSON object.
   */
  static parse(text: string, what: string, maxChars: number): JsonFields {
    if (text.length > maxChars) {
      throw new TextFormatError('tooLarge', 0, `at most ${maxChars} characters of ${what}`, `${text.length}`)
    }
    checkJsonBounds(text)
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      const offset = jsonErrorOffset(text)
      throw new TextFormatError(
        'malformedText',
        offset,
        `${what} in JSON`,
        text.slice(offset, offset + 40) || 'the end',
      )
    }
    return JsonFields.#of(json, text, what)
  }

  static #of(value: unknown, text: string, path: string): JsonFields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new TextFormatError('unexpected', offsetOf(path, text), `${path}: a JSON object`, quote(value))
    }
    return new JsonFields(text, path, new Map(Object.entries(value)))
  }

  get names(): string[] {
    return [...this.#fields.keys()]
  }

  has(name: string): boolean {
    const value = this.#fields.get(name)
    return value !== undefined && value !== null
  }

  string(name: string): string {
    const value = this.#fields.get(name)
    return typeof value === 'string' ? value : this.reject(name, 'a string')
  }

  /** A whole number that JavaScript holds exactly. */
  integer(name: string): number {
    const value = this.#fields.get(name)
    return Number.isSafeInteger(value) ? Number(value) : this.reject(name, 'a whole number within ±(2^53 - 1)')
  }

  object(name: string): JsonFields {
    return JsonFields.#of(this.#fields.get(name), this.#text, name)
  }

  reject(name: string, expected: string): never {
    const offset = offsetOf(name, this.#text)
    throw new TextFormatError('unexpected', offset, `${this.#path}.${name}: ${expected}`, quote(this.#fields.get(name)))
  }
}

function offsetOf(name: string, text: string): number {
  return Math.max(0, text.indexOf(JSON.stringify(name)))
}

function quote(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200)
}
