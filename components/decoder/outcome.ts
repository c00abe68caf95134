import type { ByteView, ContentKind, Decoded, DecodeError } from '@/lib/decode/index.ts'

/** What the page knows of an input once it was decoded, or could not be: plain data, as a worker sends it. */
export type Outcome =
  | {
      kind: 'decoded'
      content: ContentKind
      encoding: Decoded['encoding']
      byteLength: number
      /** Sums in place of parts: the input is too large for anything else. */
      isSummary: boolean
      views: ByteView[]
      /** Parts of ConfigMaps that could not be read, by map and key; the first of them. */
      damaged: { part: string; error: Failure }[]
      damagedCount: number
      /** Keys of a configuration that no Flink knows: the first of them. */
      unknownKeys: { shown: string[]; count: number }
      json: { shown: string; isWhole: boolean }
    }
  | { kind: 'failed'; error: Failure; view: ByteView | null; offsetInView: number }
  /** `tooLarge`: no `_metadata`, and larger than what is read whole. `unreadable`: the file, or the decoder's script. */
  | { kind: 'refused'; reason: 'tooLarge' | 'unreadable' | 'tookTooLong' }

/** Why an input could not be decoded. */
export type Failure = Pick<DecodeError, 'code' | 'offset' | 'unit' | 'expected' | 'found'>

/** What is asked of the worker: to decode an input, and then for the whole JSON of it. */
export type DecodeRequest = { ask: 'decode'; input: Blob } | { ask: 'json' }

/** What it answers. `alive` comes while it reads a large file. */
export type DecodeAnswer =
  | { answer: 'outcome'; outcome: Outcome }
  | { answer: 'json'; json: Blob }
  | { answer: 'alive'; readBytes: number }
