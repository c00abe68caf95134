import type { ByteView, ContentKind, Decoded, DecodeError } from '@/lib/decode/index.ts'
import type { Problem } from '@/lib/problem'

/** More would hold up the page that decodes it; the command line takes it. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024

/** JSON that is shown; what is copied is whole. */
const SHOWN_JSON_CHARS = 200_000

/** What the page knows of an input once it was decoded, or could not be. */
export type Outcome =
  | {
      kind: 'decoded'
      content: ContentKind
      encoding: Decoded['encoding']
      byteLength: number
      views: ByteView[]
      /** Keys of ConfigMaps that could not be read. */
      damaged: { key: string; problem: Problem }[]
      json: { shown: string; isWhole: boolean; whole: () => string }
    }
  | { kind: 'failed'; error: Failure; view: ByteView | null; offsetInView: number }

/** Why an input could not be decoded, as data. */
export type Failure = Pick<DecodeError, 'code' | 'offset' | 'unit' | 'expected' | 'found'>

/** Decodes in this browser. The code that does it is loaded when the first input is there. */
export async function decodeInput(input: Uint8Array): Promise<Outcome> {
  const decoder = await import('@/lib/decode/index.ts')
  const { byteViews, damagedEntries, decode, failureView, jsonText, projectContent } = decoder
  try {
    const decoded = decode(input)
    const { content, encoding, bytes } = decoded
    const value = projectContent(content)
    const maps =
      content.kind === 'config-map'
        ? [content.map]
        : content.kind === 'config-map-list'
          ? content.maps
          : content.kind === 'watch-list'
            ? content.events.flatMap(({ map }) => (map ? [map] : []))
            : []
    let shown = ''
    for (const piece of jsonText(value, 2)) {
      shown += piece
      if (shown.length > SHOWN_JSON_CHARS) break
    }
    return {
      kind: 'decoded',
      content: content.kind,
      encoding,
      byteLength: bytes.length,
      views: byteViews(decoded),
      damaged: maps.flatMap(damagedEntries).map(({ key, error }) => ({ key, problem: error.problem })),
      json: {
        shown: shown.slice(0, SHOWN_JSON_CHARS),
        isWhole: shown.length <= SHOWN_JSON_CHARS,
        whole: () => [...jsonText(value, 2)].join(''),
      },
    }
  } catch (error) {
    if (!(error instanceof decoder.DecodeError)) throw error
    const failure = failureView(input, error)
    const { code, offset, unit, expected, found } = error
    return {
      kind: 'failed',
      error: { code, offset, unit, expected, found },
      view: failure?.view ?? null,
      offsetInView: failure?.offset ?? 0,
    }
  }
}
