import type { FormatError } from '../../format-error.ts'
import { MOST_PATH_LENGTH } from '../../snapshot-limits.ts'
import { type Agenda, MAX_DEPTH, TASK } from './agenda.ts'
import { type ChunkCursor, isAscii } from './chunk-cursor.ts'
import type { StateTally } from './state-tally.ts'

const TWO_TO_32 = 0x1_0000_0000
/** Upper half of the largest number that JavaScript holds exactly. */
const MOST_SIZE_HIGH = 0x1f_ffff

/** Passes over stream handles, and what every handle has: strings and lists of offsets. Layouts: stream-handles.ts. */
export class StreamWalk {
  readonly #cursor: ChunkCursor
  readonly #tally: StateTally
  readonly #agenda: Agenda
  readonly #isChecked: boolean

  /** @param isChecked reads strings and offsets as if they were wanted: what is passed over then can be read later. */
  constructor(cursor: ChunkCursor, tally: StateTally, agenda: Agenda, isChecked: boolean) {
    this.#cursor = cursor
    this.#tally = tally
    this.#agenda = agenda
    this.#isChecked = isChecked
  }

  /** A handle; of key groups where a plain stream is usual the delegate is left to the agenda. */
  handle(counts: number, depth = 0): void {
    const [cursor, tally] = [this.#cursor, this.#tally]
    const at = cursor.offset
    const type = cursor.u1('stream handle type')
    switch (type) {
      case 2: {
        const sizeBytes = cursor.size('file size')
        const pathAt = cursor.offset + 2
        this.#path('file path')
        tally.file(sizeBytes, counts)
        tally.sink.file(cursor, at, at + 1, pathAt, cursor.offset)
        return
      }
      case 1: {
        this.text('handle name')
        const length = cursor.count('bytes of inline state', 1)
        cursor.skip(length, 'inline state')
        tally.inline(length, counts)
        return
      }
      case 6: {
        const pathAt = cursor.offset + 2
        this.#path('relative path')
        const pathEnd = cursor.offset
        tally.file(cursor.size('file size'), counts)
        tally.sink.file(cursor, at, pathEnd, pathAt, pathEnd)
        return
      }
      case 15:
        this.#segment(at, counts)
        return
      case 16:
        return
      case 3:
        if (depth >= MAX_DEPTH) throw tooDeep(cursor, at)
        cursor.i4('first key group')
        this.offsets('key groups')
        this.#agenda.push(TASK.streamHandle, depth + 1, counts)
        return
      case 0:
        throw cursor.error('unexpected', at, 'a stream handle', 'null')
      default:
        throw cursor.error('unsupported', at, 'a stream handle of type 0, 1, 2, 3, 6, 15 or 16', `type ${type}`)
    }
  }

  #segment(at: number, counts: number): void {
    const cursor = this.#cursor
    const startPos = cursor.long('segment position')
    const sizeBytes = cursor.long('segment length')
    const scope = cursor.i4('segment scope')
    if (scope !== 0 && scope !== 1) {
      throw cursor.error('unexpected', cursor.offset - 4, 'scope 0 (exclusive) or 1 (shared)', `${scope}`)
    }
    if (startPos < 0 || sizeBytes < 0) {
      const found = `${startPos}, ${sizeBytes}`
      throw cursor.error('outOfRange', cursor.offset - 20, 'position and length of 0 or more', found)
    }
    const pathAt = cursor.offset + 2
    this.#path('segment path')
    const pathEnd = cursor.offset
    this.text('logical file id')
    this.#tally.file(sizeBytes, counts)
    this.#tally.sink.file(cursor, at, at + 9, pathAt, pathEnd)
  }

  /**
   * Passes over as many files as are plain paths of a known size in one directory: the loop that a walk spends its time in.
   * It stops before a handle that is anything else, or damaged.
   *
   * @returns how many are left.
   */
  plainFiles(count: number, counts: number): number {
    const [cursor, sink, isChecked] = [this.#cursor, this.#tally.sink, this.#isChecked]
    const { bytes, view, end, enough } = cursor
    let [left, sizeBytes, at] = [count, 0, cursor.offset]
    while (left > 0 && at <= enough && at + 2 <= end) {
      const typeAt = at + 2 + view.getUint16(at)
      const pathAt = typeAt + 11
      if (pathAt > end || bytes[typeAt] !== 2) break
      const next = pathAt + view.getUint16(typeAt + 9)
      const sizeHigh = view.getInt32(typeAt + 1)
      if (next > end || sizeHigh < 0 || sizeHigh > MOST_SIZE_HIGH) break
      if (isChecked && next - pathAt > MOST_PATH_LENGTH) break
      if (isChecked && !(isAscii(view, at + 2, typeAt) && isAscii(view, pathAt, next))) break
      if (!sink.joins(view, typeAt, pathAt, next)) break
      sizeBytes += sizeHigh * TWO_TO_32 + view.getUint32(typeAt + 5)
      at = next
      left--
    }
    cursor.offset = at
    if (left < count) this.#tally.joined(count - left, sizeBytes, counts)
    return left
  }

  #path(what: string): void {
    const at = this.#cursor.offset
    this.text(what)
    const length = this.#cursor.offset - at - 2
    if (!this.#isChecked || length <= MOST_PATH_LENGTH) return
    throw this.#cursor.error('tooLarge', at, `a path of at most ${MOST_PATH_LENGTH} bytes`, `${length}`)
  }

  text(what: string): void {
    if (this.#isChecked) this.#cursor.checkUtf(what)
    else this.#cursor.skipUtf(what)
  }

  offsets(what: string): void {
    const cursor = this.#cursor
    const count = cursor.count(what, 8)
    if (this.#isChecked) for (let i = 0; i < count; i++) cursor.long('an offset')
    else cursor.skip(count * 8, what)
  }
}

export function tooDeep(cursor: ChunkCursor, at: number): FormatError {
  return cursor.error('tooDeep', at, `at most ${MAX_DEPTH} handles in one another`, 'more')
}
