import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitLines } from './watch.ts'

async function linesOf(chunks: Uint8Array[], maxLineBytes = 1000): Promise<string[]> {
  const lines: string[] = []
  async function* source() {
    yield* chunks
  }
  for await (const line of splitLines(source(), maxLineBytes)) lines.push(line)
  return lines
}

describe('splitLines', () => {
  it('finds the same lines however the bytes are cut', async () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !text.includes('\n') && text.trim() !== '')
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat(200)), async (lines, cuts) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''))
        const edges = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length]
        const chunks = edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge))
        expect(await linesOf(chunks, 10_000)).toEqual(lines)
      }),
    )
  })

  it('skips empty lines and takes CRLF', async () => {
    expect(await linesOf([Buffer.from('\n{}\r\n\r\n[]\n')])).toEqual(['{}\r', '[]'])
  })

  it('holds a line to its limit, also over many chunks', async () => {
    const chunk = Buffer.alloc(10, 'x')
    expect(await linesOf([chunk, Buffer.from('\n')], 10)).toEqual(['xxxxxxxxxx'])
    await expect(linesOf([chunk, Buffer.from('x\n')], 10)).rejects.toMatchObject({ fault: 'too-large' })
    await expect(linesOf([chunk, chunk], 10)).rejects.toMatchObject({ fault: 'too-large' })
  })

  it('takes a rest without newline for a loss', async () => {
    await expect(linesOf([Buffer.from('{}\n{')])).rejects.toMatchObject({ fault: 'unreachable' })
  })
})
