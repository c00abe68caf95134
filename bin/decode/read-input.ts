import { type FileHandle, open } from 'node:fs/promises'
import { DecodeError, isMetadata, MAX_INPUT_BYTES } from '../../lib/decode/index.ts'
import { FormatError } from '../../lib/formats/index.ts'

const CHUNK_BYTES = 1024 * 1024

/** What a summary is made of: `_metadata` as it comes in, everything else once it is there. */
export type Input = { kind: 'metadata'; chunks: AsyncIterable<Uint8Array> } | { kind: 'whole'; bytes: Uint8Array }

/**
 * Opens a file, or standard input for `-`. It is read once, from beginning to end, as a pipe wants it.
 *
 * @param streams whether `_metadata` is wanted as a stream, each chunk of which is good until the next.
 * @throws DecodeError `tooLarge` for more than is read whole, and the errors of node:fs.
 */
export async function openInput(file: string, streams: boolean): Promise<Input> {
  const chunks = file === '-' ? chunksOfStandardInput() : chunksOfFile(await open(file))
  if (!streams) return { kind: 'whole', bytes: await whole(chunks) }
  const head = await headOf(chunks)
  const all = joined(head, chunks)
  return isMetadata(head) ? { kind: 'metadata', chunks: all } : { kind: 'whole', bytes: await whole(all) }
}

async function* chunksOfStandardInput(): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of process.stdin) {
    if (chunk instanceof Uint8Array) yield chunk
  }
}

/** Into one buffer: a new one for each would stay until the next collection, and there are hundreds of a large file. */
async function* chunksOfFile(handle: FileHandle): AsyncGenerator<Uint8Array, void, void> {
  try {
    const buffer = new Uint8Array(CHUNK_BYTES)
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

/** As many bytes as tell what a file is: a pipe may bring them one by one. */
async function headOf(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head = new Uint8Array()
  while (head.length < 4) {
    const next = await chunks.next()
    if (next.done) break
    head = joinedBytes([head, next.value], head.length + next.value.length)
  }
  return head
}

async function* joined(head: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head
    yield* rest
  } finally {
    // Whoever had enough at the head has not begun with the rest: the file is closed all the same.
    await rest.return(undefined)
  }
}

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > MAX_INPUT_BYTES) {
      throw new DecodeError(new FormatError('tooLarge', 0, `at most ${MAX_INPUT_BYTES} bytes`, 'more'), 'byte')
    }
    pieces.push(chunk.slice())
  }
  return joinedBytes(pieces, length)
}

function joinedBytes(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
