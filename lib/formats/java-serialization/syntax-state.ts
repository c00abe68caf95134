import type { ByteCursor } from '../byte-cursor.ts'
import { FormatError } from '../format-error.ts'
import { ROOM, Room } from '../room.ts'
import { DEFAULT_LIMITS, FIRST_HANDLE, TC } from './protocol.ts'
import type { ContentSyntax, FieldSyntax, ReferenceSyntax, StringSyntax } from './stream-syntax.ts'

/** There are as many forms as were asked for: leads out of all that is begun. */
export class Full extends Error {}

/** What forms are put into: the contents of a stream, the fields or annotation of an object, the elements of an array. */
interface OpenList {
  forms: FieldSyntax[]
  /** Where the form begins that is read. */
  at: number
  /** Not so while a class is described, which gets its place when it is complete. */
  isInPlace: boolean
}

/** A stream as far as its forms are read. @typeParam Class what a handle of a class stands for. */
export class SyntaxState<Class> {
  readonly cursor: ByteCursor
  readonly #room = new Room()
  readonly #isBounded: boolean
  /** What each stands for, as far as it matters for reading on. */
  handles: (Class | 'string' | 'enum' | 'other' | 'pending')[] = []
  #formsLeft: number
  /** Innermost last. */
  readonly #open: OpenList[]
  #depth = 0

  constructor(cursor: ByteCursor, contents: ContentSyntax[], mostForms: number) {
    this.cursor = cursor
    this.#open = [{ forms: contents, at: cursor.offset, isInPlace: true }]
    this.#formsLeft = mostForms
    this.#isBounded = Number.isFinite(mostForms)
  }

  get nextCode(): number | undefined {
    return this.cursor.bytes[this.cursor.offset]
  }

  /**
   * What is begun ends with the stream; what was being read in the innermost of it is the first that is left out.
   *
   * @returns where that begins.
   */
  endWithRest(): number {
    const described = this.#open.findIndex(({ isInPlace }) => !isInPlace)
    const innermost = this.#open.at(described === -1 ? -1 : described - 1)
    const start = innermost?.at ?? this.cursor.offset
    innermost?.forms.push({ form: 'rest', start, end: this.cursor.bytes.length })
    return start
  }

  put<T extends FieldSyntax>(form: T): T {
    this.#open.at(-1)?.forms.push(form)
    return form
  }

  /** A form of the innermost list. */
  begin(at: number): void {
    const open = this.#open.at(-1)
    if (open) open.at = at
    this.takeForm(at)
  }

  takeForm(at: number): void {
    if (--this.#formsLeft < 0) throw new Full()
    this.take(ROOM.form, at)
  }

  /** @throws Full, or FormatError `tooLarge` where the whole stream is wanted. */
  take(bytes: number, at: number): void {
    if (this.#isBounded && !this.#room.has(bytes)) throw new Full()
    this.#room.take(bytes, at)
  }

  /** What is read meanwhile is put into `forms`. */
  into(forms: FieldSyntax[], read: () => void, isInPlace = true): void {
    this.#open.push({ forms, at: this.cursor.offset, isInPlace })
    read()
    this.#open.pop()
  }

  nested<T>(at: number, read: () => T): T {
    if (++this.#depth > DEFAULT_LIMITS.maxDepth) {
      throw new FormatError('tooDeep', at, `at most ${DEFAULT_LIMITS.maxDepth} levels of nesting`, 'more')
    }
    const value = read()
    this.#depth--
    return value
  }

  reference(start: number): ReferenceSyntax {
    const handle = this.cursor.i4('a handle') - FIRST_HANDLE
    const named = this.handles[handle]
    if (named === undefined || named === 'pending') {
      throw new FormatError('unexpected', start, `one of ${this.handles.length} handles`, `${handle}`)
    }
    return { form: 'reference', handle, start, end: this.cursor.offset }
  }

  string(start: number, long: boolean): StringSyntax {
    const cursor = this.cursor
    const length = long ? cursor.long('string length') : cursor.u2('string length')
    if (length < 0) throw new FormatError('outOfRange', start, 'a string length of 0 or more', `${length}`)
    if (length <= cursor.remaining) this.take(ROOM.text + length, start)
    const text = cursor.text(length, 'a string')
    this.handles.push('string')
    return { form: 'string', text, long, start, end: cursor.offset }
  }

  /** A string that is no reference: Java takes none for the name of an enum constant. */
  newText(what: string): StringSyntax {
    const start = this.cursor.offset
    const code = this.cursor.u1(what)
    if (code === TC.string || code === TC.longString) return this.string(start, code === TC.longString)
    throw new FormatError('unexpected', start, what, `type code ${code.toString(16)}`)
  }
}
