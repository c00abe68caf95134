import { decodeBase64 } from '../formats/base64.ts'
import { FormatError, TextFormatError } from '../formats/index.ts'
import { DecodeError, reading } from './decode-error.ts'
import { describeBytes } from './describe-bytes.ts'
import { rulesOf } from './read-configuration.ts'

/** How an input is written. */
export type Encoding = 'binary' | 'base64' | 'json' | 'yaml' | 'text'

export interface Recognised {
  encoding: Encoding
  form: 'metadata' | 'java' | 'json' | 'kubernetes-yaml' | 'configuration'
  /** The input, or what its Base64 stands for. */
  bytes: Uint8Array
  /** Null where `bytes` are no text. A byte order mark is a part of it: by the rules of `flink-conf.yaml` it is one of the first key. */
  text: string | null
}

export const MAX_INPUT_BYTES = 256 * 1024 * 1024
const MAX_TEXT_BYTES = 64 * 1024 * 1024

const EXPECTED =
  'a ConfigMap, a list of them or watch events in JSON or YAML, Base64 of a state handle, a Java stream, _metadata, a job result or a configuration file'

/**
 * Finds out by its first bytes what an input is, as far as that decides who reads it. Nothing is read yet.
 *
 * @param fileName tells a configuration file, unless an object of Kubernetes is in it.
 * @throws DecodeError where it is none of what is known.
 */
export function recognise(input: Uint8Array, fileName = ''): Recognised {
  const isNamed = rulesOf(fileName) !== undefined
  if (input.length > MAX_INPUT_BYTES) throw refusal('tooLarge', `at most ${MAX_INPUT_BYTES} bytes`, `${input.length}`)
  if (input.length === 0 && !isNamed) throw refusal('truncated', EXPECTED, 'nothing')
  const binary = binaryForm(input)
  if (binary) return { encoding: 'binary', form: binary, bytes: input, text: null }
  const text = decodeText(input)
  if (text.includes('\0')) throw refusal('unexpected', EXPECTED, describeBytes(input))
  const form = isNamed && !isOfKubernetes(text) ? 'configuration' : textForm(text)
  if (form === 'base64') return fromBase64(text)
  if (!form) throw refusal('unexpected', EXPECTED, describeBytes(input))
  const encoding = form === 'json' ? 'json' : form === 'kubernetes-yaml' ? 'yaml' : 'text'
  return { encoding, form, bytes: input, text }
}

/** Whether the head of a file, 4 bytes or more of it, is that of `_metadata`: its summary needs no more than a stream. */
export function isMetadata(head: Uint8Array): boolean {
  return head[0] === 0x49 && head[1] === 0x60 && head[2] === 0x67 && head[3] === 0x2d
}

function binaryForm(bytes: Uint8Array): 'metadata' | 'java' | null {
  if (isMetadata(bytes)) return 'metadata'
  return bytes[0] === 0xac && bytes[1] === 0xed ? 'java' : null
}

function decodeText(input: Uint8Array): string {
  if (input.length > MAX_TEXT_BYTES)
    throw refusal('tooLarge', `at most ${MAX_TEXT_BYTES} bytes of text`, `${input.length}`)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input)
  } catch {
    throw refusal('unexpected', EXPECTED, describeBytes(input))
  }
}

function textForm(text: string): Recognised['form'] | 'base64' | null {
  const head = text.trimStart() // A byte order mark too.
  // `{` of a template and `[` of a list that YAML reads too: nothing of Flink's begins so.
  if (head.startsWith('{') || head.startsWith('[')) return 'json'
  // Base64 of the two magic numbers, whatever follows: damage is told by whoever reads on.
  if (/^["']?(?:rO0|SWBnL)/.test(head)) return 'base64'
  if (isOfKubernetes(text)) return 'kubernetes-yaml'
  // `.` ends where `^` begins: a line break of any kind, so that each line is looked at once.
  const hasSetting = /^\uFEFF?[^\s#].*:(?:\s|$)/m.test(text)
  return hasSetting || isComment(text) ? 'configuration' : null
}

/**
 * Whether a text is an object of Kubernetes: every one says of which API it is, and a Secret is no configuration.
 *
 * @throws DecodeError where it is a piece of one: `kubectl` writes the kind behind what the object holds.
 */
function isOfKubernetes(text: string): boolean {
  if (/^\uFEFF?\s*\{/.test(text)) return /"(?:kind|items|object|result)"\s*:/.test(text)
  const hasKind = /^kind:/m.test(text)
  if (hasKind && /^(?:apiVersion|metadata|items):/m.test(text)) return true
  // As `yq .items` writes them.
  if (text.startsWith('- ') && /^(?:- | {2})kind:/m.test(text)) return true
  if (!/^(?:- )?apiVersion:(?:\s|$)/m.test(text)) return false
  throw new DecodeError(
    new TextFormatError('truncated', text.length, 'the kind of a Kubernetes object', 'the end'),
    'byte',
  )
}

function isComment(text: string): boolean {
  return /\S/.test(text) && !/^[ \t]*[^\s#]/m.test(text)
}

/** Lines may be broken, as `base64` does; quotes are those of the JSON that a value was copied from. */
function fromBase64(text: string): Recognised {
  const quoted = /^\s*["']/.exec(text)?.[0] ?? ''
  const digits = text
    .slice(quoted.length)
    .replace(/["'],?\s*$/, '')
    .replace(/\s+/g, '')
  const bytes = reading('byte', () => {
    try {
      return decodeBase64(digits, MAX_TEXT_BYTES)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      const offset = quoted.length + offsetInText(text.slice(quoted.length), error.offset)
      throw new TextFormatError(error.code, offset, error.expected, error.found)
    }
  })
  const form = binaryForm(bytes)
  if (form) return { encoding: 'base64', form, bytes, text: null }
  const unknown = new FormatError('unexpected', 0, 'a Java stream or _metadata in Base64', describeBytes(bytes))
  throw new DecodeError(unknown, 'decodedByte')
}

/** Where in the text a digit stands, by its number. */
function offsetInText(text: string, digit: number): number {
  let left = digit
  for (const match of text.matchAll(/\S+/g)) {
    if (left < match[0].length) return match.index + left
    left -= match[0].length
  }
  return text.trimEnd().length
}

function refusal(code: 'unexpected' | 'tooLarge' | 'truncated', expected: string, found: string): DecodeError {
  return new DecodeError(new FormatError(code, 0, expected, found), 'byte')
}
