import { once } from 'node:events'
import { basename } from 'node:path'
import {
  type Decoded,
  damagedParts,
  decode,
  goldenSums,
  goldenValues,
  hasGolden,
  jsonText,
  projectContent,
  projectWatchEvent,
  summarizeContent,
} from '../../lib/decode/index.ts'
import { summarizeCheckpointMetadataChunks } from '../../lib/formats/index.ts'
import { HELP, readRequest, type Shape } from './arguments.ts'
import { openInput } from './read-input.ts'
import { printable, sentenceOf } from './sentence-of.ts'

/** A value to print. Lines of a watch stay lines in every shape of output. */
interface Printed {
  value: unknown
  isLine: boolean
}

/** Decodes what the command line names. @returns the exit code: 0, 1 for wrong words, 2 for input that is bad. */
export async function main(words: readonly string[]): Promise<number> {
  const request = readRequest(words)
  if (request.kind === 'help') {
    await print(HELP)
    return 0
  }
  if (request.kind === 'refused') {
    complain(`${request.sentence}; weir-decode --help tells how it is used`)
    return 1
  }
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads may have seen enough: head, a pager.
    if (error.code === 'EPIPE') process.exit(0)
    complain(`what was decoded could not be written: ${error.message}`)
    process.exit(2)
  })
  let exitCode = 0
  for (const file of request.files) {
    const isGood = await decodeFile(file, request.shape, request.isLines)
    if (!isGood) exitCode = 2
  }
  return exitCode
}

/** @returns false where the file, or an entry of it, was bad; that was told. */
async function decodeFile(file: string, shape: Shape, isLines: boolean): Promise<boolean> {
  let bytes: Uint8Array | null = null
  try {
    const input = await openInput(file, shape === 'summary')
    if (input.kind === 'metadata') {
      const value = await summarizeCheckpointMetadataChunks(input.chunks)
      const frame = { file, kind: 'checkpoint-metadata', encoding: 'binary', byteLength: value.byteLength, value }
      await printJson(frame, isLines)
      return true
    }
    bytes = input.bytes
    const decoded = decode(bytes, { fileName: basename(file) })
    const secrets = isGolden(shape) && hasGolden(decoded.content) ? 'told' : 'masked'
    for (const { value, isLine } of printedValues(file, decoded, shape, isLines)) {
      await printJson(value, isLine || isLines, secrets)
    }
    const damaged = damagedParts(decoded.content)
    for (const { error } of damaged) complain(`${printable(file)}: ${error.line}`)
    return damaged.length === 0
  } catch (error) {
    complain(`${printable(file)}: ${sentenceOf(error, bytes)}`)
    return false
  }
}

function printedValues(file: string, decoded: Decoded, shape: Shape, isLines: boolean): Printed[] {
  const { content, encoding, bytes } = decoded
  if (shape === 'golden-sums' || (shape === 'golden' && hasSums(file))) {
    // The shape of `metadata/<name>.json` begins with the file's own name.
    const named = content.kind === 'checkpoint-metadata' ? { file: basename(file) } : {}
    return goldenSums(decoded).map((value) => ({ value: Object.assign(named, value), isLine: false }))
  }
  if (shape === 'golden') {
    return goldenValues(content).map((value) => ({ value, isLine: content.kind === 'watch-list' }))
  }
  if (content.kind === 'watch-list' && shape === 'full' && isLines) {
    return content.events.map((event) => ({
      value: { file, kind: 'watch-event', encoding, value: projectWatchEvent(event) },
      isLine: true,
    }))
  }
  const value = shape === 'summary' ? summarizeContent(decoded) : projectContent(content)
  return [{ value: { file, kind: content.kind, encoding, byteLength: bytes.length, value }, isLine: false }]
}

/** By its name: what lies beside `<name>.metadata` and `<name>.configmaps.json` is of the smaller shape. */
function hasSums(file: string): boolean {
  return /[^/\\]\.(?:metadata|configmaps\.json)$/.test(file)
}

function isGolden(shape: Shape): boolean {
  return shape === 'golden' || shape === 'golden-sums'
}

async function printJson(value: unknown, isLine: boolean, secrets: 'masked' | 'told' = 'masked'): Promise<void> {
  for (const piece of jsonText(value, isLine ? 0 : 2, secrets)) await print(piece)
  await print('\n')
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

function complain(sentence: string): void {
  process.stderr.write(`weir-decode: ${sentence}\n`)
}
