import type { Dialect } from '../dialect.ts'
import { type Agenda, MAX_DEPTH, TASK, UNREAD } from './agenda.ts'
import type { ChunkCursor } from './chunk-cursor.ts'
import { COUNTS, type StateTally } from './state-tally.ts'
import { type StreamWalk, tooDeep } from './stream-walk.ts'

/** Bits above those of COUNTS: the newer of two layouts under one task, and the depth of a list's handle. */
const NEWER = 4
const DEPTH_SHIFT = 3

/** Passes over keyed state handles, one method for each task. Layouts: keyed-handles.ts. */
export class KeyedWalk {
  readonly #cursor: ChunkCursor
  readonly #tally: StateTally
  readonly #agenda: Agenda
  readonly #streams: StreamWalk
  readonly #dialect: Dialect
  /** A handle was met since this was false. */
  hasState = false

  constructor(cursor: ChunkCursor, tally: StateTally, agenda: Agenda, streams: StreamWalk, dialect: Dialect) {
    this.#cursor = cursor
    this.#tally = tally
    this.#agenda = agenda
    this.#streams = streams
    this.#dialect = dialect
  }

  handle(counts: number, depth: number): void {
    const [cursor, agenda] = [this.#cursor, this.#agenda]
    const at = cursor.offset
    if (depth >= MAX_DEPTH) throw tooDeep(cursor, at)
    const type = cursor.u1('keyed handle type')
    if (type === 0 && depth === 0) return
    this.hasState = true
    switch (type) {
      case 3:
      case 7:
      case 12:
        cursor.i4('first key group')
        this.#streams.offsets('key groups')
        if (type === 12) agenda.push(TASK.handleId)
        agenda.push(TASK.streamHandle, 0, counts)
        return
      case 5:
      case 11:
        cursor.long('checkpoint id')
        this.#streams.text('backend identifier')
        this.#keyGroupRange()
        this.#added(type === 11, counts)
        if (type === 11) agenda.push(TASK.handleId)
        agenda.push(TASK.localFiles, UNREAD, counts & COUNTS.asState)
        agenda.push(TASK.localFiles, UNREAD, counts & COUNTS.asState)
        agenda.push(TASK.streamHandle, 0, counts & COUNTS.asState)
        return
      case 8:
      case 14:
        this.#dialect.metChangelog = true
        this.#keyGroupRange()
        this.#added(!this.#dialect.changelogOf114, counts)
        agenda.push(TASK.changelogEnd, 0, type === 14 ? NEWER : 0)
        agenda.push(TASK.keyedHandles, UNREAD, (counts & COUNTS.asState) | (depth << DEPTH_SHIFT))
        agenda.push(TASK.keyedHandles, UNREAD, (counts & COUNTS.asState) | (depth << DEPTH_SHIFT))
        return
      case 9:
        this.#dialect.metChangelog = true
        this.#keyGroupRange()
        cursor.long('sequence number')
        cursor.long('sequence number')
        if (!this.#dialect.changelogOf114) agenda.push(TASK.handleId)
        agenda.push(TASK.changes, UNREAD, counts)
        return
      case 10:
      case 13:
        this.#dialect.metChangelog = true
        this.#keyGroupRange()
        agenda.push(TASK.changelogFilesEnd, 0, counts | (type === 13 ? NEWER : 0))
        agenda.push(TASK.changelogFiles, UNREAD)
        return
      case 0:
        throw cursor.error('unexpected', at, 'a keyed state handle', 'null')
      default:
        throw cursor.error('unsupported', at, 'a keyed handle of type 0, 3, 5 or 7 to 14', `type ${type}`)
    }
  }

  /** Files of an incremental handle: nearly all that there is in most files. */
  localFiles(count: number, counts: number): void {
    const cursor = this.#cursor
    let left = count === UNREAD ? cursor.count('local files', 3) : count
    while (left > 0 && !cursor.starved) {
      const others = this.#streams.plainFiles(left, counts)
      if (others < left) {
        left = others
        continue
      }
      left--
      this.#streams.text('local file name')
      if (cursor.bytes[cursor.offset] === 3) {
        // Key groups where a file is usual: what is in them comes before the next file.
        this.#agenda.leave(left)
        this.#streams.handle(counts)
        return
      }
      this.#streams.handle(counts)
    }
    this.#agenda.leave(left)
  }

  keyedHandles(count: number, flags: number): void {
    const [cursor, agenda] = [this.#cursor, this.#agenda]
    const left = count === UNREAD ? cursor.count('keyed handles', 1) : count
    this.#agenda.leave(left - 1)
    if (left > 0) agenda.push(TASK.keyedHandle, (flags >> DEPTH_SHIFT) + 1, flags & COUNTS.asBoth)
  }

  changes(count: number, counts: number): void {
    const cursor = this.#cursor
    let left = count === UNREAD ? cursor.count('changes', 8) : count
    for (; left > 0 && !cursor.starved; left--) {
      cursor.i4('key group')
      const length = cursor.count('bytes of a change', 1)
      cursor.skip(length, 'a change')
      this.#tally.add(length, counts)
    }
    this.#agenda.leave(left)
  }

  changelogFiles(count: number): void {
    const cursor = this.#cursor
    const left = count === UNREAD ? cursor.count('changelog files', 9) : count
    this.#agenda.leave(left - 1)
    if (left === 0) return
    cursor.long('an offset')
    // Their sum is told at the end: the files hold other handles' changes too.
    this.#streams.handle(COUNTS.nowhere)
  }

  changelogFilesEnd(flags: number): void {
    const [cursor, agenda] = [this.#cursor, this.#agenda]
    const short = this.#dialect.changelogOf114
    this.#tally.add(cursor.size('changelog size'), flags & COUNTS.asState)
    this.#added(!short, flags)
    if (flags & NEWER) agenda.push(TASK.handleId)
    if (!short) agenda.push(TASK.handleId)
  }

  changelogEnd(flags: number): void {
    const [cursor, short] = [this.#cursor, this.#dialect.changelogOf114]
    if (!short) cursor.long('materialization id')
    if (flags & NEWER) cursor.long('checkpoint id')
    if (!short) this.#streams.text('state handle id')
  }

  /** What this checkpoint added, where the layout tells it. */
  #added(isTold: boolean, counts: number): void {
    const sizeBytes = isTold ? this.#cursor.size('checkpointed size') : Number.NaN
    this.#tally.add(sizeBytes, counts & COUNTS.asAdded)
  }

  #keyGroupRange(): void {
    const cursor = this.#cursor
    cursor.i4('first key group')
    const count = cursor.i4('number of key groups')
    if (count < 0) {
      throw cursor.error('outOfRange', cursor.offset - 4, 'a number of key groups of 0 or more', `${count}`)
    }
  }
}
