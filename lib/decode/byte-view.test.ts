import { expect, test } from 'vitest'
import { captureBytes, captures, captureText } from '../formats/testing/captures.ts'
import { byteViews, DecodeError, decode, failureView, type OutlineNode } from './index.ts'

const flat = (nodes: readonly OutlineNode[]): OutlineNode[] => nodes.flatMap((node) => [node, ...flat(node.children)])
const bytesOf = (text: string) => new TextEncoder().encode(text)

test('every part lies within its whole, one after the other, and the parts of a file cover it', () => {
  const check = (nodes: readonly OutlineNode[], start: number, end: number, name: string) => {
    let at = start
    for (const node of nodes) {
      expect(node.start, name).toBeGreaterThanOrEqual(at)
      expect(node.end, name).toBeLessThanOrEqual(end)
      at = node.end
      check(node.children, node.start, node.end, name)
    }
    return at
  }
  const names = captures(/(^|\/)(_metadata|(completedCheckpoint|submitted[A-Z]\w+)[0-9a-f]{12}|configmaps\.json)$/)
  for (const name of names) {
    for (const { bytes, outline } of byteViews(decode(captureBytes(name)))) {
      expect(check(outline, 0, bytes.length, name), name).toBe(bytes.length)
    }
  }
})

test('an operator of _metadata stands where its id does', () => {
  const decoded = decode(captureBytes('2.3.0/running/chk-11/_metadata'))
  const [view] = byteViews(decoded)
  const ids = flat(view?.outline ?? []).filter(({ name }) => name === 'operator id')
  if (decoded.content.kind !== 'checkpoint-metadata') throw new Error(decoded.content.kind)
  expect(ids.map(({ value }) => value)).toEqual(decoded.content.metadata.operators.map(({ id }) => id))
  for (const { value, start, end } of ids) {
    expect(Buffer.from(decoded.bytes.subarray(start, end)).toString('hex')).toBe(value)
  }
})

test('a field of a state handle stands where its bytes are', () => {
  const [first] = byteViews(decode(captureBytes('1.20.5/running/configmaps.json')))
  const size = flat(first?.outline ?? []).find(({ name }) => name === 'stateSize')
  if (!first || !size) throw new Error('no such field')
  expect(size.value).toBe('14465')
  expect(new DataView(first.bytes.buffer, first.bytes.byteOffset).getBigInt64(size.start)).toBe(14465n)
})

test('bytes of a secret are masked, wherever they stand', () => {
  const SECRET = 'hunter2hunter2'
  const texts = [
    `é: x\ns3.secret-key: ${SECRET}\n# s3.secret-key: ${SECRET}\ns3.secret-key:${SECRET}\n`,
    `s3:\n  secret-key: "${SECRET}"\n`,
    `s3.secret-key: |\n  ${SECRET}\nb: c\n`,
    `env.java.opts: -Dpassword=${SECRET} -Dx=1\n`,
    JSON.stringify({
      kind: 'ConfigMap',
      metadata: { name: 'x' },
      data: { 'config.yaml': `a:\n  token: ${SECRET}`, other: SECRET },
    }),
  ]
  for (const text of texts) {
    const shown = byteViews(decode(bytesOf(text))).map(({ bytes, masked }) => {
      const copy = bytes.slice()
      for (const { start, end } of masked) copy.fill(0x2a, start, end)
      return new TextDecoder().decode(copy)
    })
    expect(shown.join(''), text).not.toContain(SECRET)
  }
})

test('an input that is bad has bytes to show unless it is text', () => {
  const failure = (input: Uint8Array) => {
    try {
      decode(input)
    } catch (error) {
      if (error instanceof DecodeError) return failureView(input, error)
    }
    throw new Error('it was decoded')
  }
  expect(failure(captureBytes('1.20.5/running/chk-10/_metadata').subarray(0, 3000))?.offset).toBe(2993)
  expect(failure(bytesOf(captureText('1.20.5/running/configmaps.json').slice(0, 900)))).toBeNull()
  expect(failure(bytesOf('hello'))).toBeNull()
})
