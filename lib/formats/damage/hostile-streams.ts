import { ascii, type HostileInput, hex, int, joined, numbered, repeated } from './hostile-pieces.ts'

export const STREAM = 'aced0005'
const described = (flags: string) => `72 0001 43 0000000000000001 ${flags} 0000 78`
const OBJECTS = '75 72 0013 5b4c6a6176612e6c616e672e4f626a6563743b 0000000000000001 02 0000 78 70'
const arrayOf = (count: number) => hex(`${STREAM} ${OBJECTS} ${int(count)}`)

/** Streams of Java serialization, for every reader of one. */
export const HOSTILE_STREAMS: HostileInput[] = [
  { name: 'an array of 2^31 - 1 objects', make: repeated(hex('70'), { head: () => arrayOf(2 ** 31 - 1) }) },
  { name: 'a string of 2^31 bytes', make: repeated(hex('61'), { head: () => hex(`${STREAM} 7c 0000000080000000`) }) },
  { name: 'an array of nulls', make: repeated(hex('70'), { head: arrayOf }) },
  { name: 'an array of references to itself', make: repeated(hex('71 007e0001'), { head: arrayOf }) },
  { name: 'an array of empty strings', make: repeated(hex('74 0000'), { head: arrayOf }) },
  {
    name: 'an array of objects without fields',
    make: repeated(hex('73 71 007e0002'), {
      head: (count) => joined([arrayOf(count + 1), hex(`73 ${described('02')} 70`)]),
    }),
  },
  { name: 'an array of empty arrays', make: repeated(hex('75 71 007e0000 00000000'), { head: arrayOf }) },
  { name: 'arrays in arrays', make: repeated(hex('75 71 007e0000 00000001'), { head: () => arrayOf(1) }) },
  { name: 'classes, each with one more superclass', make: classesInAChain },
  { name: 'objects in the topmost of 64 classes, as deep as may be', make: () => DEEPEST },
  {
    name: 'objects of 64 classes that write nothing',
    make: repeated(hex(`73 71 007e0002 ${'78'.repeat(64)}`), {
      head: (count) => joined([arrayOf(count + 1), hex(`73 ${described('03').repeat(64)} 70 ${'78'.repeat(64)}`)]),
    }),
  },
  { name: 'a class of long field names', make: classOfLongNames },
  {
    name: 'passwords, each another',
    make: numbered(joined([hex('73 71 007e0002 74 0006'), ascii('######')]), {
      head: (count) =>
        joined([
          arrayOf(count + 1),
          hex('73 72 0001 43 0000000000000001 02 0001 4c 0008'),
          ascii('password'),
          hex('74 0001 4c 78 70 70'),
        ]),
    }),
  },
  {
    name: 'a password of nothing but t, and as many again',
    make: repeated(hex('74'), {
      head: (count) =>
        joined([
          hex(`${STREAM} 73 ${described('03')} 70 74 0008`),
          ascii('password'),
          hex(`7c 00000000 ${int(count)}`),
        ]),
      tail: hex('78'),
    }),
  },
  { name: 'classes with 65,535 fields', make: repeated(wideClass(), { head: arrayOf }) },
  { name: 'empty blocks', make: repeated(hex('77 00'), { head: () => hex(STREAM) }) },
  {
    name: 'an annotation of empty blocks',
    make: repeated(hex('77 00'), { head: () => hex(`${STREAM} 73 ${described('03')} 70`), tail: hex('78') }),
  },
  { name: 'resets', make: repeated(hex('79'), { head: () => hex(STREAM) }) },
  { name: 'nulls', make: repeated(hex('70'), { head: () => hex(STREAM) }) },
  { name: 'proxies of 2^31 - 1 interfaces', make: repeated(hex('0000'), { head: () => hex(`${STREAM} 7d 7fffffff`) }) },
  {
    name: 'proxies of empty interfaces',
    make: repeated(hex('0000'), { head: (n) => hex(`${STREAM} 7d ${int(n)}`), tail: hex('78 70') }),
  },
  {
    name: 'one string',
    make: (length) =>
      joined([hex(`${STREAM} 7c 00000000 ${int(length - 13)}`), new Uint8Array(length - 13).fill(0x61)]),
  },
  {
    name: 'one string of zeros, two bytes each',
    make: repeated(hex('c080'), { head: (n) => hex(`${STREAM} 7c 00000000 ${int(n * 2)}`) }),
  },
  {
    name: 'one string of overlong UTF-8',
    make: repeated(hex('c181'), { head: (n) => hex(`${STREAM} 7c 00000000 ${int(n * 2)}`) }),
  },
  {
    name: 'enum constants',
    make: repeated(hex('7e 71 007e0000 74 0000'), { head: () => hex(`${STREAM} ${described('12')} 70`) }),
  },
]

function classOfLongNames(length: number): Uint8Array {
  const field = joined([hex('49 ffff'), new Uint8Array(0xffff).fill(0x61)])
  const count = Math.floor((length - 30) / field.length)
  const fields = new Uint8Array(Buffer.alloc(count * field.length, field))
  return joined([hex(`${STREAM} 72 0001 43 0000000000000001 02 ${int(count).slice(4)}`), fields, hex('78 70')])
}

const LEVELS = 390

/** Each of the 63 classes below writes something beside its fields, and is not done before the objects in it are. */
const DEEPEST = hex(
  [
    `${STREAM} 73`,
    described('03').repeat(63),
    `72 0001 41 0000000000000001 02 0001 4c 0001 6e 74 0001 4c 78 70`,
    '73 71 007e0000'.repeat(LEVELS - 1),
    '70',
    '78'.repeat(63 * LEVELS),
  ].join(''),
)

/** Each object is of a class whose superclass is that of the object before. */
function classesInAChain(length: number): Uint8Array {
  const first = hex(`73 ${described('02')} 70`)
  const next = hex(`73 ${described('02')} 71 00000000`)
  const head = (count: number) => joined([arrayOf(count + 1), first])
  const superclassOf = (bytes: Buffer, at: number, i: number) =>
    bytes.writeInt32BE(0x7e0002 + 2 * i, at + next.length - 4)
  return repeated(next, { head }, superclassOf)(length)
}

function wideClass(): Uint8Array {
  const field = hex('49 0001 61')
  const fields = new Uint8Array(Buffer.alloc(65_535 * 4, field))
  const values = new Uint8Array(65_535 * 4)
  return joined([hex('73 72 0001 43 0000000000000001 02 ffff'), fields, hex('78 70'), values])
}
