import { ByteCursor } from './byte-cursor.ts'

/** What a reader read and where: bytes from `start` up to, not including, `end`. */
export interface TracedValue {
  /** The reader's own word, the one it uses in errors. */
  name: string
  value: string | null
  start: number
  end: number
  /** Parts of a value that has some. */
  children: TracedValue[]
}

const LONGEST_TEXT = 200

/**
 * Keeps a note of all that is read through it, so that bytes can be shown beside what they mean: the layout is told once,
 * by the reader. Past `mostValues` it reads on and notes nothing, but for the ends of what it has begun.
 */
export class TracedCursor extends ByteCursor {
  readonly values: TracedValue[] = []
  #left: number
  #open: TracedValue[] = []
  /** Of what was entered when there was no room any more. */
  #unnoted = 0
  /** A read is made of others, which are no values of their own. */
  #isReading = false

  constructor(bytes: Uint8Array, start: number, mostValues: number) {
    super(bytes, start)
    this.#left = mostValues
  }

  get isFull(): boolean {
    return this.#left <= 0
  }

  override enter(name: string): void {
    if (this.isFull) {
      this.#unnoted++
      return
    }
    this.#open.push(this.#note(name, null, this.offset, this.offset))
  }

  override leave(value: string | null): void {
    if (this.#unnoted > 0) {
      this.#unnoted--
      return
    }
    const left = this.#open.pop()
    if (!left) throw new RangeError('a value is left that was never entered')
    left.value = value
    left.end = this.offset
    const noted = left.children.at(-1)?.end ?? left.start
    if (this.isFull && noted < this.offset) left.children.push(unnoted(noted, this.offset))
  }

  override u1(what: string): number {
    return this.#read(what, () => super.u1(what))
  }

  override u2(what: string): number {
    return this.#read(what, () => super.u2(what))
  }

  override i4(what: string): number {
    return this.#read(what, () => super.i4(what))
  }

  override long(what: string): number {
    return this.#read(what, () => super.long(what))
  }

  override size(what: string): number | null {
    return this.#read(what, () => super.size(what))
  }

  override bool(what: string): boolean {
    return this.#read(what, () => super.bool(what))
  }

  override count(what: string, bytesEach: number): number {
    return this.#read(`number of ${what}`, () => super.count(what, bytesEach))
  }

  override utf(what: string): string {
    return this.#read(what, () => super.utf(what))
  }

  override longs(what: string, count: number): number[] {
    return this.#read(`${what} each`, () => super.longs(what, count))
  }

  override take(length: number, what: string): Uint8Array {
    return this.#read(what, () => super.take(length, what))
  }

  #read<T>(name: string, read: () => T): T {
    if (this.#isReading) return read()
    const start = this.offset
    this.#isReading = true
    const value = read()
    this.#isReading = false
    // Of a list or of bytes there may be none.
    if (!this.isFull && this.offset > start) this.#note(name, textOf(value), start, this.offset)
    return value
  }

  #note(name: string, value: string | null, start: number, end: number): TracedValue {
    const noted = { name, value, start, end, children: [] }
    const siblings = this.#open.at(-1)?.children ?? this.values
    siblings.push(noted)
    this.#left--
    return noted
  }
}

/** Stands for values of which no note was kept. */
export function unnoted(start: number, end: number): TracedValue {
  return { name: 'more', value: 'too much to be shown one by one', start, end, children: [] }
}

function textOf(value: unknown): string {
  if (value === null) return 'unknown'
  if (value instanceof Uint8Array) return `${value.length} bytes`
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text
}
