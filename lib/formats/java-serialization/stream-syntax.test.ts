import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captureBytes, captures } from '../testing/captures.ts'
import { JavaBlockData, JavaEnumConstant, JavaPrimitiveArray } from './java-leaves.ts'
import { JavaArray, JavaObject, type JavaValue } from './java-value.ts'
import { arrayList, byteArray, hashMap } from './jdk-objects.ts'
import { JavaObjectStream } from './object-stream.ts'
import { readStreamSyntax, readSyntaxUpToDamage } from './read-stream-syntax.ts'
import { writeObjectStream } from './spell-objects.ts'
import type { ContentSyntax } from './stream-syntax.ts'
import { classOf, objectOf, type Writable, type WritableClass } from './writable.ts'
import { writeStreamSyntax } from './write-stream-syntax.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))

function readOne(bytes: Uint8Array): JavaValue {
  const stream = new JavaObjectStream(bytes)
  const value = stream.readObject()
  stream.expectEnd()
  return value
}

describe('syntax', () => {
  const streams = captures(/\/(completedCheckpoint|submitted\w+)[0-9a-f]{12}$/)

  it.each(streams)('%s is spelled again byte for byte', (name) => {
    const bytes = captureBytes(name)
    expect(Buffer.from(writeStreamSyntax(readStreamSyntax(bytes))).equals(bytes)).toBe(true)
  })

  it('keeps forms that values do not tell apart', () => {
    for (const stream of [
      '74 0001 61 74 0001 61',
      '74 0001 61 71 007e0000',
      '7c 0000000000000001 61',
      '77 01 2a 7a 00000001 2a',
      '74 0001 61 79 74 0001 61 71 007e0000',
      '72 0001 41 0000000000000001 02 0000 77 01 2a 78 70',
      '76 72 0001 41 0000000000000001 02 0000 78 70',
      '73 7d 00000001 0001 49 78 70',
    ]) {
      const bytes = hex(`aced0005 ${stream}`)
      expect(writeStreamSyntax(readStreamSyntax(bytes))).toEqual(bytes)
    }
  })

  it('covers every byte with the spans of what is inside', () => {
    const bytes = captureBytes(streams[0] ?? '')
    const [root] = readStreamSyntax(bytes)
    expect([root?.start, root?.end]).toEqual([4, bytes.length])
    const check = (content: ContentSyntax, start: number, end: number) => {
      expect(content.start).toBeGreaterThanOrEqual(start)
      expect(content.end).toBeLessThanOrEqual(end)
      for (const inner of innerOf(content)) check(inner, content.start, content.end)
    }
    if (root) check(root, 0, bytes.length)
  })
})

describe('the start of a stream', () => {
  const preorder = (content: ContentSyntax): ContentSyntax[] => [content, ...innerOf(content).flatMap(preorder)]
  const lastOf = (contents: readonly ContentSyntax[]) => contents.flatMap(preorder).at(-1)

  it.each(captures(/\/(completedCheckpoint|submitted\w+)[0-9a-f]{12}$/))('%s: what is left out is one', (name) => {
    const bytes = captureBytes(name)
    const whole = readStreamSyntax(bytes).flatMap(preorder)
    const starts = whole.map(({ form, start }) => [form, start])
    for (const mostForms of [0, 1, 2, 3, 10, 50, 100, 101, 102, 103, 104, 105, 500]) {
      const start = readSyntaxUpToDamage(bytes, 0, mostForms).contents
      const rest = lastOf(start)
      const shown = start.flatMap(preorder).filter(({ form }) => form !== 'rest')
      expect(shown.length).toBeLessThanOrEqual(mostForms * 2)
      expect(shown.map((each) => [each.form, each.start])).toEqual(starts.slice(0, shown.length))
      if (rest?.form !== 'rest') {
        expect(shown).toHaveLength(whole.length)
        continue
      }
      // Bytes of a primitive may be the first that are left out.
      expect(rest.start).toBeLessThanOrEqual(whole[shown.length]?.start ?? bytes.length)
      const complete = shown.filter(({ end }) => end < bytes.length)
      for (const { end } of complete) expect(rest.start).toBeGreaterThanOrEqual(end)
      expect(rest.end).toBe(bytes.length)
      expect(() => writeStreamSyntax(start)).toThrow(RangeError)
    }
  })
})

describe('objects', () => {
  const node = classOf('Node', 1n, 'I number, L left LNode;, L right LNode;')

  it('are read as they were written, shared ones as one', () => {
    const shared = objectOf(node, { number: 3, left: null, right: null })
    const root = readOne(writeObjectStream([objectOf(node, { number: 1, left: shared, right: shared })]))
    if (!(root instanceof JavaObject)) throw new Error('no object')
    expect(root.object('left').offset).toBe(root.object('right').offset)
    expect(root.object('left').int('number')).toBe(3)
  })

  it('have enum constants whose names are strings of their own, as Java demands', () => {
    const unit = classOf('java.util.concurrent.TimeUnit', 0n, '', { flags: 18 })
    const bytes = writeObjectStream(['DAYS', { kind: 'enum', class: unit, name: 'DAYS' }, 'HOURS', 'HOURS'])
    expect(readStreamSyntax(bytes)).toMatchObject([
      { form: 'string', text: 'DAYS' },
      { form: 'enum', constant: { form: 'string', text: 'DAYS' } },
      { form: 'string', text: 'HOURS' },
      { form: 'reference', handle: 4 },
    ])
  })

  it('may contain themselves', () => {
    const elements: Writable[] = []
    const array: Writable = { kind: 'array', class: classOf('[Ljava.lang.Object;', 1n), elements }
    elements.push(array)
    const root = readOne(writeObjectStream([array]))
    if (!(root instanceof JavaArray)) throw new Error('no array')
    const [element] = root.elements
    if (!(element instanceof JavaArray)) throw new Error('no array in it')
    expect([element.descriptor, element.elements.length]).toEqual([root.descriptor, 1])
  })

  it('have fields of every type, and text and blocks of every length', () => {
    const all = classOf('All', 2n, 'B b, C c, D d, F f, I i, J j, S s, Z z, L t Ljava/lang/String;', { flags: 3 })
    const limits = fc.constantFrom(0, 1, 255, 256, 65_535, 65_536)
    fc.assert(
      fc.property(
        fc.integer({ min: -128, max: 127 }),
        fc.string({ minLength: 1, maxLength: 1 }),
        fc.double({ noNaN: true }),
        fc.float({ noNaN: true }),
        fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
        limits,
        (b, c, d, f, j, length) => {
          const [t, block] = ['x'.repeat(length), new Uint8Array(length).fill(7)]
          const fields = { b, c, d, f, i: b * 1000, j, s: b * 100, z: b > 0, t }
          const read = readOne(writeObjectStream([objectOf(all, fields, { All: [block, t] })]))
          if (!(read instanceof JavaObject)) throw new Error('no object')
          expect(read.values).toEqual([b, c, d, f, b * 1000, j, b * 100, b > 0, t])
          expect([...read.annotation('All')]).toEqual([{ bytes: block }, t])
        },
      ),
      { numRuns: 50 },
    )
  })

  it('of any shape are read as they were written', () => {
    fc.assert(
      fc.property(arbitraryWritable, (writable) => {
        expect(plainValue(readOne(writeObjectStream([writable])))).toEqual(plainWritable(writable))
      }),
    )
  })

  it('that lack a field, or have another type in it, are refused', () => {
    expect(() => writeObjectStream([objectOf(node, { number: 1, left: null })])).toThrow('Node with an object in right')
    expect(() => writeObjectStream([objectOf(node, { number: 'x', left: null, right: null })])).toThrow('Node.number')
  })
})

const KINDS: WritableClass = classOf('Kinds', 0n, '', {
  flags: 18,
  superclass: classOf('java.lang.Enum', 0n, '', { flags: 18 }),
})
const PAIR = classOf('Pair', 5n, 'J id, L first Ljava/lang/Object;, L second Ljava/lang/Object;')
const { writable: arbitraryWritable } = fc.letrec<{ writable: Writable }>((tie) => ({
  writable: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constant(null),
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.uint8Array().map(byteArray),
    fc.constantFrom('A', 'B').map((name): Writable => ({ kind: 'enum', class: KINDS, name })),
    fc
      .record({ id: fc.maxSafeInteger(), first: tie('writable'), second: tie('writable') })
      .map((fields) => objectOf(PAIR, fields)),
    fc.array(tie('writable'), { maxLength: 4 }).map(arrayList),
    fc.array(fc.tuple(tie('writable'), tie('writable')), { maxLength: 3 }).map(hashMap),
  ),
}))

/** Both sides as data: what a value is, not how it was made. */
function plainWritable(value: Writable): unknown {
  if (value === null || typeof value === 'string') return value
  if (value.kind === 'bytes') return [...value.bytes]
  if (value.kind === 'enum') return { enum: value.name }
  if (value.kind === 'array') return value.elements.map(plainWritable)
  const fields = Object.values(value.fields).map((field) =>
    typeof field === 'number' || typeof field === 'bigint' || typeof field === 'boolean'
      ? `${field}`
      : plainWritable(field),
  )
  const written = Object.values(value.written).map((contents) =>
    contents.map((each) => (each instanceof Uint8Array ? [...each] : plainWritable(each))),
  )
  return { class: value.class.name, fields, written }
}

function plainValue(value: JavaValue): unknown {
  if (value instanceof JavaPrimitiveArray) return [...value.bytes]
  if (value instanceof JavaEnumConstant) return { enum: value.name }
  if (value instanceof JavaArray) return plainContents(value.elements)
  if (!(value instanceof JavaObject)) return typeof value === 'string' || value === null ? value : `${value}`
  const written = value.annotations.map(({ contents }) => plainContents(contents))
  return { class: value.className, fields: value.values.map(plainValue), written }
}

function plainContents(contents: Iterable<JavaValue | JavaBlockData>): unknown[] {
  return Array.from(contents, (each) => (each instanceof JavaBlockData ? [...each.bytes] : plainValue(each)))
}

function innerOf(content: ContentSyntax): ContentSyntax[] {
  switch (content.form) {
    case 'object':
      return [
        content.descriptor,
        ...content.layers.flatMap(({ fields, annotation }) => [
          ...fields.filter((field): field is ContentSyntax => !(field instanceof Uint8Array)),
          ...(annotation ?? []),
        ]),
      ]
    case 'array':
      return [content.descriptor, ...(content.elements instanceof Uint8Array ? [] : content.elements)]
    case 'enum':
      return [content.descriptor, content.constant]
    case 'class':
      return [content.descriptor]
    case 'descriptor':
      return [
        ...content.annotation,
        content.superclass,
        ...(content.class?.fields ?? []).flatMap(({ signature }) => signature ?? []),
      ]
    default:
      return []
  }
}
