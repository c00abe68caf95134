import { createReadStream } from 'node:fs'
import { DecodeError, isMetadata, MAX_INPUT_BYTES } from '../../lib/decode/index.ts'
import { FormatError } from '../../lib/formats/index.ts'

const CHUNK_BYTES = 1024 * 1024

/** What a summary is made of: `_metadata` as it comes in, everything else once it is there. */
export type Input = { kind: 'metadata'; chunks: AsyncIterable<Uint8Array> } | { kind: 'whole'; bytes: Uint8Array }

/**
 * Opens a file, or standard input for `-`.
 *
 * @param streams whether `_metadata` is wanted as a stream.
 * @throws DecodeError `tooLarge` for more than is read whole, and the errors of node:fs.
 */
export async function openInput(file: string, streams: boolean): Promise<Input> {
  const stream = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES })
  const chunks = bytesOf(stream)
  const head: Uint8Array[] = []
  let headBytes = 0
  if (streams) {
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      head.push(next.value)
      headBytes += next.value.length
      if (headBytes >= 4) break
    }
    if (isMetadata(Buffer.concat(head))) return { kind: 'metadata', chunks: joined(head, chunks) }
  }
  return { kind: 'whole', bytes: await whole(joined(head, chunks)) }
}

async function* bytesOf(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of stream) {
    if (chunk instanceof Uint8Array) yield chunk
  }
}

async function* joined(head: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head
  yield* rest
}

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > MAX_INPUT_BYTES) {
      throw new DecodeError(new FormatError('tooLarge', 0, `at most ${MAX_INPUT_BYTES} bytes`, 'more'), 'byte')
    }
    pieces.push(chunk)
  }
  return new Uint8Array(Buffer.concat(pieces, length))
}
