import {
  byteViews,
  type Content,
  DecodeError,
  damagedParts,
  decode,
  failureView,
  isMetadata,
  jsonText,
  projectContent,
} from '@/lib/decode/index.ts'
import { FormatError, summarizeCheckpointMetadataChunks } from '@/lib/formats/index.ts'
import type { Failure, Outcome } from './outcome'

/** What is read whole, its bytes shown beside its fields. A larger `_metadata` is summed up as it is read. */
const MAX_WHOLE_BYTES = 64 * 1024 * 1024

/** JSON that is shown; what is copied is whole. */
const SHOWN_JSON_CHARS = 200_000

/** The events of a watch may repeat the same damage a thousand times. */
const SHOWN_DAMAGED = 20

/** Of the keys that no Flink knows. */
const SHOWN_KEYS = 5
const SHOWN_KEY_CHARS = 120

export interface DecodedInput {
  outcome: Outcome
  /** What the JSON is of; undefined where there is none. */
  value: unknown
}

/**
 * Decodes what was dropped or pasted.
 *
 * @param onRead told how many bytes of a large file have been read.
 * @throws what reading a Blob throws.
 */
export async function decodeInput(input: Blob, onRead: (readBytes: number) => void): Promise<DecodedInput> {
  try {
    const fileName = input instanceof File ? input.name : ''
    if (input.size <= MAX_WHOLE_BYTES) return decodeWhole(new Uint8Array(await input.arrayBuffer()), fileName)
    const head = new Uint8Array(await input.slice(0, 4).arrayBuffer())
    if (!isMetadata(head)) return { outcome: { kind: 'refused', reason: 'tooLarge' }, value: undefined }
    const value = await summarizeCheckpointMetadataChunks(chunksOf(input, onRead))
    const json = beginningOfJson(value)
    const { byteLength } = value
    return { outcome: { ...SUMMED_UP, byteLength, json }, value }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const failure = failureOf(new DecodeError(error, 'byte'))
    return { outcome: { kind: 'failed', error: failure, view: null, offsetInView: 0 }, value: undefined }
  }
}

const SUMMED_UP = {
  kind: 'decoded',
  content: 'checkpoint-metadata',
  encoding: 'binary',
  isSummary: true,
  views: [],
  damaged: [],
  damagedCount: 0,
  unknownKeys: { shown: [], count: 0 },
} satisfies Partial<Outcome>

function decodeWhole(input: Uint8Array, fileName: string): DecodedInput {
  try {
    const decoded = decode(input, { fileName })
    const { content, encoding, bytes } = decoded
    const value = projectContent(content)
    const damaged = damagedParts(content)
    return {
      outcome: {
        kind: 'decoded',
        content: content.kind,
        encoding,
        byteLength: bytes.length,
        isSummary: false,
        views: byteViews(decoded),
        damaged: damaged
          .slice(0, SHOWN_DAMAGED)
          .map(({ key, error }) => ({ part: error.part ?? key, error: failureOf(error) })),
        damagedCount: damaged.length,
        unknownKeys: unknownKeysOf(content),
        json: beginningOfJson(value),
      },
      value,
    }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const failure = failureView(input, error)
    return {
      outcome: {
        kind: 'failed',
        error: failureOf(error),
        view: failure?.view ?? null,
        offsetInView: failure?.offset ?? 0,
      },
      value: undefined,
    }
  }
}

function unknownKeysOf(content: Content): { shown: string[]; count: number } {
  const entries = content.kind === 'configuration' ? content.configuration.entries : []
  const keys = new Set(entries.filter(({ isKnown }) => !isKnown).map(({ key }) => key))
  const shown = [...keys].slice(0, SHOWN_KEYS).map((key) => key.slice(0, SHOWN_KEY_CHARS))
  return { shown: keys.size > SHOWN_KEYS ? [...shown, '…'] : shown, count: keys.size }
}

/** An error as a message carries it. */
function failureOf({ code, offset, unit, expected, found }: DecodeError): Failure {
  return { code, offset, unit, expected, found }
}

function beginningOfJson(value: unknown): { shown: string; isWhole: boolean } {
  let shown = ''
  for (const piece of jsonText(value, 2)) {
    shown += piece
    if (shown.length > SHOWN_JSON_CHARS) break
  }
  return { shown: shown.slice(0, SHOWN_JSON_CHARS), isWhole: shown.length <= SHOWN_JSON_CHARS }
}

async function* chunksOf(input: Blob, onRead: (readBytes: number) => void): AsyncGenerator<Uint8Array, void, void> {
  // By hand: not every browser iterates over a stream.
  const reader = input.stream().getReader()
  let readBytes = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    readBytes += next.value.length
    yield next.value
    onRead(readBytes)
  }
}
