import { describe, expect, it } from 'vitest'
import { formatErrorOf } from '../testing/format-error-of.ts'
import { elementsOf, entriesOf, VisitBudget } from './collections.ts'
import { JavaBlockData, type JavaClass, JavaEnumConstant, JavaPrimitiveArray } from './java-leaves.ts'
import { JavaArray, JavaObject, type JavaValue } from './java-value.ts'
import { checkJavaStream, JavaObjectStream } from './object-stream.ts'

// Streams are spelled out in hex, as the specification's grammar reads: text in quotes stands for its UTF form.
function stream(...parts: string[]): Uint8Array {
  const bytes = [0xac, 0xed, 0x00, 0x05]
  for (const part of parts.join(' ').match(/"[^"]*"|[0-9a-f]+/g) ?? []) {
    if (part.startsWith('"')) {
      const text = Array.from(part.slice(1, -1), (char) => char.charCodeAt(0))
      bytes.push(text.length >> 8, text.length & 0xff, ...text)
    } else {
      for (let i = 0; i < part.length; i += 2) bytes.push(Number.parseInt(part.slice(i, i + 2), 16))
    }
  }
  return Uint8Array.from(bytes)
}

const UID = '0000000000000001'
const END = '78 70'
/** A class descriptor without superclass: flags and fields as given. */
const classOf = (name: string, flags: string, fieldCount = '0000', ...fields: string[]) =>
  `72 "${name}" ${UID} ${flags} ${fieldCount} ${fields.join(' ')} ${END}`

function readOne(bytes: Uint8Array, limits = {}): JavaValue {
  const reader = new JavaObjectStream(bytes, limits)
  const value = reader.readObject()
  reader.expectEnd()
  return value
}

describe('values', () => {
  it('reads null and strings, short and long', () => {
    expect(readOne(stream('70'))).toBeNull()
    expect(readOne(stream('74 "weir"'))).toBe('weir')
    expect(readOne(stream('7c 0000000000000003 c3a44a'))).toBe('äJ')
  })

  it('reads modified UTF-8: NUL as two bytes, supplementary characters as two surrogates', () => {
    expect(readOne(stream('74 0008 c080 eda0bd edb880'))).toBe('\0😀')
    for (const overlong of ['00', 'c181', 'e08181', 'f09f9880', '80', 'c3']) {
      const length = (overlong.length / 2).toString(16).padStart(4, '0')
      expect(formatErrorOf(() => readOne(stream(`74 ${length} ${overlong}`)))).toMatchObject({
        code: 'malformedText',
        offset: 7,
      })
    }
  })

  it('reads as many fields as a class declares, in order', () => {
    const fields = Array.from({ length: 40 }, (_, i) => `42 "f${String(i).padStart(2, '0')}"`)
    const values = fields.map((_, i) => i.toString(16).padStart(2, '0'))
    const object = readOne(stream(`73 ${classOf('Wide', '02', '0028', ...fields)}`, ...values))
    expect(object instanceof JavaObject && object.values).toEqual(fields.map((_, i) => i))
  })

  it('reads fields of every type', () => {
    const fields = [
      '42 "b"',
      '43 "c"',
      '44 "d"',
      '46 "f"',
      '49 "i"',
      '4a "j"',
      '53 "s"',
      '5a "z"',
      '4c "l" 74 "LA;"',
      '5b "a" 74 "[B"',
    ]
    const values = [
      'ff',
      '0041',
      '3ff8000000000000',
      '3fc00000',
      '80000000',
      '8000000000000000',
      'fffe',
      '01',
      '74 "x"',
      '70',
    ]
    const object = readOne(stream('73', classOf('A', '02', '000a', ...fields), ...values))
    if (!(object instanceof JavaObject)) throw new Error('no object')
    expect(object.values).toEqual([-1, 'A', 1.5, 1.5, -2147483648, -(2n ** 63n), -2, true, 'x', null])
    expect(object.bigLong('j')).toBe(-(2n ** 63n))
    expect(formatErrorOf(() => object.long('j'))).toMatchObject({ code: 'outOfRange', offset: 4 })
    expect(formatErrorOf(() => object.string('i'))).toMatchObject({ code: 'unexpected', offset: 4, found: 'number' })
    expect(formatErrorOf(() => object.field('none')).expected).toBe('A with field none')
  })

  it('reads arrays of primitives as views and arrays of objects as values', () => {
    const longs = readOne(stream('75', classOf('[J', '02'), '00000002 0000000000000001 ffffffffffffffff'))
    if (!(longs instanceof JavaPrimitiveArray)) throw new Error('no array')
    expect([longs.length, longs.bytes.length]).toEqual([2, 16])
    const strings = readOne(stream('75', classOf('[Ljava.lang.String;', '02'), '00000003 74 "a" 70 71 007e0002'))
    expect(strings).toBeInstanceOf(JavaArray)
    expect([...(strings as JavaArray).elements]).toEqual(['a', null, 'a'])
  })

  it('reads enum constants, classes and proxies', () => {
    const constant = readOne(stream(`7e 72 "Mode" ${UID} 12 0000 78`, classOf('java.lang.Enum', '12'), '74 "UNION"'))
    expect(constant).toBeInstanceOf(JavaEnumConstant)
    expect((constant as JavaEnumConstant).name).toBe('UNION')
    expect((constant as JavaEnumConstant).descriptor.isA('java.lang.Enum')).toBe(true)
    expect((readOne(stream('76', classOf('A', '02'))) as JavaClass).descriptor.name).toBe('A')
    const proxy = readOne(
      stream(
        '73 7d 00000001 "I" 78',
        classOf('java.lang.reflect.Proxy', '02', '0001', '4c "h" 74 "LH;"'),
        '74 "handler"',
      ),
    )
    if (!(proxy instanceof JavaObject)) throw new Error('no object')
    expect(proxy.descriptor.proxyInterfaces).toEqual(['I'])
    expect(proxy.string('h')).toBe('handler')
  })

  it('reads what writeObject and writeExternal wrote, and refuses external data without marks', () => {
    const written = readOne(
      stream('73', classOf('A', '03', '0001', '49 "i"'), '00000007 77 02 abcd 74 "x" 7a 00000001 ef 78'),
    )
    if (!(written instanceof JavaObject)) throw new Error('no object')
    expect(written.int('i')).toBe(7)
    expect([...written.annotation('A')]).toEqual([
      new JavaBlockData(Uint8Array.of(0xab, 0xcd)),
      'x',
      new JavaBlockData(Uint8Array.of(0xef)),
    ])
    const external = readOne(stream('73', classOf('E', '0c'), '77 01 2a 78'))
    expect([...(external as JavaObject).annotation('E')]).toEqual([new JavaBlockData(Uint8Array.of(0x2a))])
    expect(formatErrorOf(() => readOne(stream('73', classOf('E', '04'), '2a')))).toMatchObject({
      code: 'unsupported',
      found: 'E',
    })
  })

  it('reads of an externalizable object what its own class wrote, whatever it extends', () => {
    // As the JDK writes them: a class below an externalizable one, and one below a serializable one with a field.
    const below = '77 04 0000002a 78'
    const external = `72 "C" ${UID} 0c 0000 78 72 "E" ${UID} 0c 0000 78 70`
    const serializable = `72 "D" ${UID} 0c 0000 78 72 "S" ${UID} 02 0001 49 "x" 78 70`
    for (const described of [external, serializable]) {
      const reader = new JavaObjectStream(stream('73', described, below, '74 "next"'))
      const object = reader.readObject()
      if (!(object instanceof JavaObject)) throw new Error('no object')
      expect(object.annotations.map(({ contents }) => [...contents])).toEqual([
        [new JavaBlockData(Uint8Array.of(0, 0, 0, 0x2a))],
      ])
      expect([object.values, object.has('x'), reader.readObject()]).toEqual([[], false, 'next'])
    }
  })

  it("reads a superclass's fields first, and a subclass's field hides one of the same name", () => {
    const parent = classOf('P', '02', '0001', '49 "x"')
    const object = readOne(stream(`73 72 "C" ${UID} 02 0001 49 "x" 78`, parent, '00000001 00000002'))
    expect((object as JavaObject).values).toEqual([1, 2])
    expect((object as JavaObject).int('x')).toBe(2)
  })
})

describe('handles', () => {
  it('gives the same object for a reference, also one into itself', () => {
    const node = readOne(stream('73', classOf('N', '02', '0001', '4c "next" 74 "LN;"'), '71 007e0002'))
    if (!(node instanceof JavaObject)) throw new Error('no object')
    expect(node.object('next')).toEqual(node)
  })

  it('forgets them at a reset', () => {
    const reader = new JavaObjectStream(stream('74 "a" 79 74 "b" 71 007e0000'))
    expect([reader.readObject(), reader.readObject(), reader.readObject()]).toEqual(['a', 'b', 'b'])
  })

  it('refuses those that are not there, not yet whole, or of another kind', () => {
    for (const [bytes, offset] of [
      [stream('71 007e0000'), 4],
      [stream('71 00000000'), 4],
      [stream('71 ffffffff'), 4],
      // A class that is its own superclass.
      [stream(`73 72 "A" ${UID} 02 0000 78 71 007e0000`), 21],
      // A string where a class belongs, a class where a string belongs.
      [stream('75', classOf('[Ljava.lang.String;', '02'), '00000002 74 "a" 73 71 007e0002'), 49],
      [stream(`73 72 "A" ${UID} 02 0001 4c "x" 71 007e0000`), 24],
    ] as const) {
      expect(formatErrorOf(() => checkJavaStream(bytes))).toMatchObject({ code: 'unexpected', offset })
    }
  })

  it("says so when the writer failed: an exception stands in the value's place", () => {
    const error = formatErrorOf(() => readOne(stream('7b 73', classOf('java.io.NotSerializableException', '02'))))
    expect(error).toMatchObject({ code: 'writeAborted', offset: 4 })
    expect(error.found).toContain('java.io.NotSerializableException')
  })
})

describe('limits', () => {
  it('refuses lengths that the bytes left cannot hold, without allocating', () => {
    for (const bytes of [
      stream('75', classOf('[B', '02'), '7fffffff'),
      stream('75', classOf('[J', '02'), '00000002 0000000000000001'),
      stream('75', classOf('[Ljava.lang.Object;', '02'), '7fffffff'),
      stream('7c 0000000080000000'),
      stream('7a 7fffffff'),
    ]) {
      expect(formatErrorOf(() => checkJavaStream(bytes)).code).toBe('truncated')
    }
    for (const bytes of [
      stream('75', classOf('[B', '02'), '80000000'),
      stream('7c ffffffffffffffff'),
      stream('7a ffffffff'),
    ]) {
      expect(formatErrorOf(() => checkJavaStream(bytes)).code).toBe('outOfRange')
    }
  })

  it('refuses nesting of 10 000 in every construct that nests', () => {
    const array = `75 ${classOf('[Ljava.lang.Object;', '02')} 00000001`
    const nested = {
      arrays: stream(array, '75 71 007e0000 00000001'.repeat(10_000)),
      objects: stream('73', classOf('N', '02', '0001', '4c "n" 74 "LN;"'), '73 71 007e0000'.repeat(10_000)),
      annotations: stream('73', classOf('N', '03'), '73 71 007e0000'.repeat(10_000)),
      superclasses: stream('73', `72 "A" ${UID} 02 0000 78`.repeat(10_000)),
      'class annotations': stream(`72 "A" ${UID} 02 0000`.repeat(10_000)),
      exceptions: stream('7b'.repeat(10_000)),
    }
    for (const [name, bytes] of Object.entries(nested)) {
      // Whatever the exception of a writer is, its stream was given up.
      const code = name === 'exceptions' ? 'writeAborted' : 'tooDeep'
      expect([name, formatErrorOf(() => checkJavaStream(bytes)).code]).toEqual([name, code])
    }
  })

  it('keeps to the bytes and depth it is given', () => {
    expect(formatErrorOf(() => readOne(stream('70'), { maxBytes: 4 }))).toMatchObject({ code: 'tooLarge', offset: 0 })
    expect(formatErrorOf(() => readOne(stream('73', classOf('A', '02')), { maxDepth: 1 })).code).toBe('tooDeep')
  })

  it('refuses other headers', () => {
    expect(formatErrorOf(() => new JavaObjectStream(Uint8Array.of(0x50, 0x4b, 3, 4)))).toMatchObject({
      code: 'unexpected',
      offset: 0,
    })
    expect(formatErrorOf(() => new JavaObjectStream(Uint8Array.of(0xac, 0xed, 0, 6)))).toMatchObject({
      code: 'unsupported',
      offset: 2,
    })
    expect(formatErrorOf(() => new JavaObjectStream(Uint8Array.of(0xac)))).toMatchObject({
      code: 'truncated',
      offset: 0,
    })
  })
})

describe('collections', () => {
  const list = classOf('java.util.ArrayList', '03', '0001', '49 "size"')

  it('gives the elements of lists and the entries of maps', () => {
    const bytes = stream('73', list, '00000002 77 04 00000002 74 "a" 70 78')
    const value = readOne(bytes)
    if (!(value instanceof JavaObject)) throw new Error('no object')
    expect([...elementsOf(value, new VisitBudget({ byteLength: bytes.length }))]).toEqual(['a', null])
    const mapBytes = stream(
      '73',
      classOf('java.util.HashMap', '03', '0002', '46 "loadFactor" 49 "threshold"'),
      '3f400000 00000001 77 08 00000002 00000001 74 "k" 74 "v" 78',
    )
    const map = readOne(mapBytes)
    if (!(map instanceof JavaObject)) throw new Error('no object')
    expect([...entriesOf(map, new VisitBudget({ byteLength: mapBytes.length }))]).toEqual([['k', 'v']])
  })

  it('refuses a size that is not the number of elements', () => {
    const value = readOne(stream('73', list, '00000003 77 04 00000003 74 "a" 70 78'))
    const error = formatErrorOf(() => elementsOf(value as JavaObject, new VisitBudget({ byteLength: 100 })))
    expect(error).toMatchObject({ code: 'unexpected', offset: 4, found: '2' })
  })

  it('stops when references make more of the elements than there are bytes', () => {
    const value = readOne(stream('73', list, '00000002 77 04 00000002 70 70 78')) as JavaObject
    const budget = new VisitBudget({ byteLength: 60_000 })
    for (let i = 0; i < 10_000; i++) elementsOf(value, budget)
    expect(formatErrorOf(() => elementsOf(value, budget)).code).toBe('tooLarge')
  })

  it('makes text that is asked for again and again once, and of many texts no more than eight streams', () => {
    const letters = Buffer.alloc(60_000, 'x').toString()
    const strings = (count: number, references = '') =>
      readOne(
        stream(
          `75 ${classOf('[Ljava.lang.String;', '02')} ${(count + references.length / 10).toString(16).padStart(8, '0')}`,
          `74 "${letters}" `.repeat(count),
          references,
        ),
      )
    const shared = strings(1, '71007e0002'.repeat(1000))
    const many = strings(200)
    if (!(shared instanceof JavaArray && many instanceof JavaArray)) throw new Error('no arrays')
    expect([...shared.elements]).toHaveLength(1001)
    expect([...many.elements]).toHaveLength(200)
    const again = () => Array.from({ length: 8 }, () => [...many.elements])
    expect(formatErrorOf(again)).toMatchObject({ code: 'tooLarge' })
  })
})
