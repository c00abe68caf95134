import { expect, test } from 'vitest'
import { locateMetadataParts } from '../formats/checkpoint-metadata/locate-parts.ts'
import { traceOperator } from '../formats/checkpoint-metadata/trace-operator.ts'
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

test('settings stand at their bytes behind any text, in a long file too', () => {
  const line = (i: number) => `key${i}: é漢🌊${'x'.repeat(i % 7)}`
  const file = Array.from({ length: 20_000 }, (_, i) => line(i)).join('\n')
  const [view] = byteViews(decode(bytesOf(`${file}\nstate.backend.type: rocksdb\n`)))
  if (!view) throw new Error('no view')
  const shown = view.outline.map(({ start, end }) => new TextDecoder().decode(view.bytes.subarray(start, end)))
  expect(shown.slice(0, -1)).toEqual(Array.from({ length: 20_000 }, (_, i) => line(i).split(': ')[1]))
  expect(shown.at(-1)).toBe('rocksdb')
})

test('the fields of _metadata go down to the handles, byte for byte', () => {
  for (const name of captures(/(^|\/)_metadata$/)) {
    const decoded = decode(captureBytes(name))
    const [view] = byteViews(decoded)
    if (decoded.content.kind !== 'checkpoint-metadata' || !view) throw new Error(name)
    const properties = view.outline.filter((node) => node.name === 'properties')
    const leaves = flat(view.outline.filter((node) => !properties.includes(node))).filter(
      ({ children }) => children.length === 0,
    )
    let at = 0
    for (const { start, end } of leaves) {
      expect(start, name).toBe(at)
      at = end
    }
    expect(at, name).toBe(properties[0]?.start ?? view.bytes.length)
    const paths = leaves.filter((leaf) => /^(file|relative|segment) path$/.test(leaf.name)).map(({ value }) => value)
    const files = decoded.content.metadata.files.map(({ path }) => JSON.stringify(path.slice(-20)).slice(1))
    expect(new Set(paths.map((path) => path?.slice(-21))), name).toEqual(new Set(files))
  }
})

test('of a file with too many values the rest is shown as one', () => {
  const decoded = decode(captureBytes('1.20.5/running/chk-10/_metadata'))
  const { dialect, operators } = locateMetadataParts(decoded.bytes)
  const lengths = operators.map((part) => {
    const whole = flat(traceOperator(decoded.bytes, part, dialect, 10_000).subtasks)
    const { subtasks } = traceOperator(decoded.bytes, part, dialect, 30)
    expect(subtasks.at(-1)?.end).toBe(part.end)
    expect(flat(subtasks).length).toBeLessThan(40)
    expect(flat(subtasks).some(({ name }) => name === 'more')).toBe(whole.length > 30)
    return whole.length
  })
  expect(Math.max(...lengths)).toBeGreaterThan(30)
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

test('of a Java stream that is damaged, what follows the key of a secret is masked, and what looks like one', () => {
  const text = (value: string) => Buffer.concat([Buffer.from([0x74, 0, value.length]), Buffer.from(value)])
  const whole = Buffer.concat([
    Buffer.from('aced0005', 'hex'),
    text('s3.secret-key'),
    text('hunter2hunter2'),
    text('jdbc://h?password=hunter2hunter2'),
    text('fs.s3a.secret.key'),
    text('hunter2hunter2'),
  ])
  for (const input of [whole, whole.subarray(0, -3)]) {
    const views = () => {
      try {
        return byteViews(decode(input))
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error
        return [failureView(input, error)?.view]
      }
    }
    const [view] = views()
    if (!view) throw new Error('no view')
    const shown = Buffer.from(view.bytes)
    for (const { start, end } of view.masked) shown.fill(0x2a, start, end)
    expect(shown.toString('latin1')).not.toContain('hunter2')
  }
})
