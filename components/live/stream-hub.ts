import type { StreamMessage } from '@/lib/fleet/stream-message'
import { type EventStream, SharedStream, type StreamPhase } from './shared-stream'
import { earlierCursor } from './stream-cursor'

/** What a view hears: a change with the position after it, or how the stream fares. */
export type HubEvent =
  | { kind: 'message'; message: StreamMessage; cursor: string }
  | { kind: 'phase'; phase: StreamPhase }

interface Member {
  subject: string
  deliver: (event: HubEvent) => void
}

/** As many as the server takes in one stream. */
const SUBJECTS_PER_STREAM = 24

interface Lane {
  stream: SharedStream
  members: Map<string, Member>
}

/**
 * What all tabs of a browser share: over HTTP/1.1 a browser has six connections to a server, and a stream a tab would use
 * them up. Views join with their subject and the position their page was made at.
 */
export class StreamHub {
  readonly #lanes: Lane[] = []
  readonly #open: (address: string) => EventStream

  constructor(open: (address: string) => EventStream) {
    this.#open = open
  }

  /** @param id of the view, its own in all tabs */
  join(id: string, view: { subject: string; cursor: string }, deliver: (event: HubEvent) => void): void {
    this.leave(id)
    const { subject, cursor } = view
    const lane =
      this.#lanes.find(({ stream }) => stream.cursor(subject) !== undefined) ??
      this.#lanes.find(({ stream }) => stream.subjects < SUBJECTS_PER_STREAM) ??
      this.#newLane()
    lane.members.set(id, { subject, deliver })
    const reached = lane.stream.cursor(subject)
    lane.stream.follow(subject, reached === undefined ? cursor : earlierCursor(reached, cursor))
    deliver({ kind: 'phase', phase: lane.stream.phase })
  }

  leave(id: string): void {
    for (const { stream, members } of this.#lanes) {
      const member = members.get(id)
      if (!member) continue
      members.delete(id)
      if (![...members.values()].some(({ subject }) => subject === member.subject)) stream.drop(member.subject)
    }
  }

  #newLane(): Lane {
    const members: Lane['members'] = new Map()
    const stream = new SharedStream(this.#open, {
      onMessage: (subject, message, cursor) => {
        for (const member of members.values())
          if (member.subject === subject) member.deliver({ kind: 'message', message, cursor })
      },
      onPhase: (phase) => {
        for (const { deliver } of members.values()) deliver({ kind: 'phase', phase })
      },
    })
    const lane = { stream, members }
    this.#lanes.push(lane)
    return lane
  }
}
