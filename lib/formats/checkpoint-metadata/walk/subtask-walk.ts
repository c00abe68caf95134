import type { Dialect } from '../dialect.ts'
import { Agenda, TASK, UNREAD } from './agenda.ts'
import type { ChunkCursor } from './chunk-cursor.ts'
import { KeyedWalk } from './keyed-walk.ts'
import { COUNTS, type StateTally } from './state-tally.ts'
import { StreamWalk } from './stream-walk.ts'

/**
 * Passes over the state of a subtask: sums its bytes and tells its files, and makes nothing of them. The layouts are told
 * in subtask-state.ts, keyed-handles.ts and stream-handles.ts, beside what reads them into values.
 */
export class SubtaskWalk {
  readonly #cursor: ChunkCursor
  readonly #tally: StateTally
  readonly #dialect: Dialect
  readonly #agenda = new Agenda()
  readonly #streams: StreamWalk
  readonly #keyed: KeyedWalk
  #hasState = false

  /** @param isChecked reads strings and offsets as if they were wanted: what is passed over then can be read later. */
  constructor(cursor: ChunkCursor, tally: StateTally, dialect: Dialect, isChecked: boolean) {
    this.#cursor = cursor
    this.#tally = tally
    this.#dialect = dialect
    this.#streams = new StreamWalk(cursor, tally, this.#agenda, isChecked)
    this.#keyed = new KeyedWalk(cursor, tally, this.#agenda, this.#streams, dialect)
  }

  /** Since `begin`: there was a handle that holds state. */
  get hasState(): boolean {
    return this.#hasState || this.#keyed.hasState
  }

  begin(): void {
    const agenda = this.#agenda
    this.#hasState = false
    this.#keyed.hasState = false
    this.#tally.beginSubtask()
    if (this.#dialect.version === 2) {
      this.#passUnusedOf2()
    } else {
      agenda.push(TASK.outputChannels, UNREAD)
      agenda.push(TASK.inputChannels, UNREAD)
    }
    agenda.push(TASK.keyedHandle, 0, COUNTS.asBoth)
    agenda.push(TASK.keyedHandle, 0, COUNTS.asBoth)
    agenda.push(TASK.operatorState)
    agenda.push(TASK.operatorState)
  }

  /** @returns true at the end of the subtask, false where more bytes must be pushed first. */
  run(): boolean {
    const [agenda, cursor] = [this.#agenda, this.#cursor]
    while (!agenda.isEmpty) {
      if (cursor.starved) return false
      this.#step(agenda)
    }
    return true
  }

  #step(agenda: Agenda): void {
    const { task, count, flags } = agenda
    switch (task) {
      case TASK.localFiles:
        this.#keyed.localFiles(count, flags)
        break
      case TASK.streamHandle:
        agenda.pop()
        this.#streams.handle(flags, count)
        break
      case TASK.keyedHandle:
        agenda.pop()
        this.#keyed.handle(flags, count)
        break
      case TASK.operatorState:
        agenda.pop()
        this.#operatorState()
        break
      case TASK.partitions:
        this.#partitions(count)
        break
      case TASK.inputChannels:
      case TASK.outputChannels:
        this.#channels(task, count)
        break
      case TASK.handleId:
        agenda.pop()
        this.#streams.text('state handle id')
        break
      case TASK.keyedHandles:
        this.#keyed.keyedHandles(count, flags)
        break
      case TASK.changes:
        this.#keyed.changes(count, flags)
        break
      case TASK.changelogFiles:
        this.#keyed.changelogFiles(count)
        break
      case TASK.directories:
        agenda.pop()
        this.#directories()
        break
      case TASK.changelogEnd:
        agenda.pop()
        this.#keyed.changelogEnd(flags)
        break
      case TASK.changelogFilesEnd:
        agenda.pop()
        this.#keyed.changelogFilesEnd(flags)
        break
      case TASK.channelEnd:
        agenda.pop()
        this.#channelEnd()
        break
      case TASK.mergedOffsets:
        agenda.pop()
        this.#cursor.skip(this.#cursor.count('bytes of channel offsets', 1), 'channel offsets')
        break
      default:
        throw new RangeError(`no such task: ${task}`)
    }
  }

  #operatorState(): void {
    const [cursor, agenda] = [this.#cursor, this.#agenda]
    const present = cursor.i4('presence of operator state')
    if (present === 0) return
    if (present !== 1) throw cursor.error('unexpected', cursor.offset - 4, '0 or 1', `${present}`)
    const type = cursor.u1('operator state handle type')
    if (type !== 4 && type !== 17) {
      const expected = 'an operator state handle of type 4 or 17'
      throw cursor.error('unsupported', cursor.offset - 1, expected, `type ${type}`)
    }
    this.#hasState = true
    agenda.push(TASK.streamHandle, 0, COUNTS.asBoth)
    if (type === 17) agenda.push(TASK.directories)
    agenda.push(TASK.partitions, UNREAD)
  }

  #partitions(count: number): void {
    const cursor = this.#cursor
    let left = count === UNREAD ? cursor.count('operator states', 7) : count
    for (; left > 0 && !cursor.starved; left--) {
      this.#streams.text('state name')
      const mode = cursor.u1('distribution mode')
      if (mode > 2) throw cursor.error('unexpected', cursor.offset - 1, 'distribution mode 0, 1 or 2', `${mode}`)
      this.#streams.offsets('partition offsets')
    }
    this.#agenda.leave(left)
  }

  #directories(): void {
    const cursor = this.#cursor
    this.#streams.text('task-owned directory')
    this.#streams.text('shared directory')
    const isEmpty = cursor.u1('empty mark')
    if (isEmpty > 1) throw cursor.error('unexpected', cursor.offset - 1, 'empty mark (0 or 1)', `${isEmpty}`)
    const at = cursor.offset
    const type = cursor.u1('stream handle type')
    if (type !== (isEmpty ? 16 : 15)) {
      throw cursor.error('unexpected', at, isEmpty ? 'an empty segment' : 'a segment', `type ${type}`)
    }
    cursor.offset = at
  }

  #channels(task: typeof TASK.inputChannels | typeof TASK.outputChannels, count: number): void {
    const [cursor, agenda, dialect] = [this.#cursor, this.#agenda, this.#dialect]
    const left = count === UNREAD ? cursor.count('channels', 1) : count
    this.#agenda.leave(left - 1)
    if (left === 0) return
    dialect.metChannels = true
    this.#hasState = true
    const [plain, merged] = task === TASK.inputChannels ? [1, 3] : [2, 4]
    const type = dialect.version >= 6 ? cursor.u1('channel handle type') : plain
    if (type === plain) {
      if (!dialect.channelsOf111) cursor.i4('subtask index')
      cursor.i4('gate or partition')
      cursor.i4('channel or subpartition')
      this.#streams.offsets('channel offsets')
      agenda.push(TASK.channelEnd)
    } else if (type === merged) {
      cursor.i4('subtask index')
      agenda.push(TASK.mergedOffsets)
      agenda.push(TASK.channelEnd)
    } else {
      const expected = `a channel handle of type ${plain} or ${merged}`
      throw cursor.error('unsupported', cursor.offset - 1, expected, `type ${type}`)
    }
  }

  #channelEnd(): void {
    const cursor = this.#cursor
    const sizeBytes = cursor.long('channel state size')
    if (sizeBytes < 0) throw cursor.error('outOfRange', cursor.offset - 8, 'a size of 0 or more', `${sizeBytes}`)
    this.#tally.add(sizeBytes, COUNTS.asBoth)
    // Shared with other channels: its size is the whole file's.
    this.#agenda.push(TASK.streamHandle, 0, COUNTS.nowhere)
  }

  #passUnusedOf2(): void {
    const cursor = this.#cursor
    const unused = cursor.long('unused')
    if (unused !== -1) throw cursor.error('unexpected', cursor.offset - 8, '-1 where nothing is kept', `${unused}`)
    const legacyStates = cursor.i4('number of legacy states')
    if (legacyStates !== 0) {
      throw cursor.error('unsupported', cursor.offset - 4, 'no state of Flink 1.1', `${legacyStates} legacy states`)
    }
  }
}
