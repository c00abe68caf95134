import { encodeBase64 } from '../encode-base64.ts'

// Inputs that nobody's Flink wrote: made to be endless, deep or wide, and as long as they are asked for.

export interface HostileInput {
  name: string
  /** At most as long as it is asked for; text where the reader takes text. */
  make: (length: number) => Uint8Array
}

const hex = (digits: string) => Uint8Array.from(Buffer.from(digits.replaceAll(' ', ''), 'hex'))
const ascii = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const joined = (pieces: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(pieces))
const int = (value: number) => (value >>> 0).toString(16).padStart(8, '0')

interface Ends {
  /** What stands before the pieces, of which there are so many. */
  head?: (count: number) => Uint8Array
  tail?: Uint8Array
}

/** `head`, then `piece` as often as there is room, then `tail`. @param change is told of each piece's place. */
export function repeated(piece: Uint8Array, ends: Ends = {}, change?: (bytes: Buffer, at: number, i: number) => void) {
  const { head = () => new Uint8Array(), tail = new Uint8Array() } = ends
  return (length: number) => {
    const count = Math.floor((length - head(0).length - tail.length) / piece.length)
    const pieces = Buffer.alloc(count * piece.length, piece)
    if (change) for (let i = 0; i < count; i++) change(pieces, i * piece.length, i)
    return joined([head(count), pieces, tail])
  }
}

/** The same with six hex digits of the piece's number in the place of `######`. */
export function numbered(piece: Uint8Array, ends: Ends = {}) {
  const digitsAt = Buffer.from(piece).indexOf('######')
  return repeated(piece, ends, (bytes, at, i) => {
    for (let digit = 0; digit < 6; digit++)
      bytes[at + digitsAt + digit] = DIGITS.charCodeAt((i >> (20 - digit * 4)) & 15)
  })
}

const DIGITS = '0123456789abcdef'

const STREAM = 'aced0005'
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

// `_metadata` of version 6 from the number of master states on.
const METADATA = '4960672d 00000006 0000000000000001'
const OPERATOR = `0000 0000 ${'00'.repeat(16)}`
const oneOperator = (subtasks: string) => `${METADATA} 00000000 00000001 ${OPERATOR} 00008000 00008000 00 ${subtasks}`
/** A subtask up to the shared files of its incremental keyed state. */
const INCREMENTAL = `00000000 00000000 00000000 0b 0000000000000001 0000 00000000 00000001 0000000000000000 01 0000 00000000`
const NO_STATE = '00000000 00000000 00 00 00000000 00000000'

export const HOSTILE_METADATA: HostileInput[] = [
  { name: '2^31 - 1 master states', make: repeated(hex('00'), { head: () => hex(`${METADATA} 7fffffff`) }) },
  { name: '2^31 - 1 operators', make: repeated(hex('00'), { head: () => hex(`${METADATA} 00000000 7fffffff`) }) },
  {
    name: 'master states',
    make: repeated(hex('c96b1696 0000000a 00000000 0000 00000000'), { head: (n) => hex(`${METADATA} ${int(n)}`) }),
  },
  {
    name: 'operators that had finished',
    make: repeated(hex(`${OPERATOR} 00000000 00000000 00 ffffffff`), {
      head: (n) => hex(`${METADATA} 00000000 ${int(n)}`),
      tail: hex(`${STREAM} 70`),
    }),
  },
  {
    name: '100,000 operators',
    make: (length) => {
      const operator = hex(`${OPERATOR} 00000000 00000000 00 ffffffff`)
      const count = Math.min(100_000, Math.floor((length - 40) / operator.length))
      return joined([
        hex(`${METADATA} 00000000 ${int(count)}`),
        new Uint8Array(Buffer.alloc(count * operator.length, operator)),
        hex(`${STREAM} 70`),
      ])
    },
  },
  {
    name: 'operators of 32,768 finished subtasks',
    make: repeated(finishedSubtasks(), {
      head: (n) => hex(`${METADATA} 00000000 ${int(n)}`),
      tail: hex(`${STREAM} 70`),
    }),
  },
  { name: '2^31 - 1 subtasks', make: repeated(hex('ff'), { head: () => hex(oneOperator('7fffffff')) }) },
  {
    name: 'the same subtask over and over',
    make: repeated(hex(`00000000 ${NO_STATE}`), { head: (n) => hex(oneOperator(int(n))) }),
  },
  {
    name: 'files of one name',
    make: repeated(hex('0000 02 0000000000000001 0001 61'), {
      head: (n) => hex(`${oneOperator('00000001')} ${INCREMENTAL} ${int(n)}`),
      tail: hex(`00000000 0000 00 00000000 00000000 ${STREAM} 70`),
    }),
  },
  {
    name: 'files of as many names',
    make: numbered(fileOf('s3://b/######'), {
      head: (n) => hex(`${oneOperator('00000001')} ${INCREMENTAL} ${int(n)}`),
      tail: hex(`00000000 0000 00 00000000 00000000 ${STREAM} 70`),
    }),
  },
  {
    name: 'files of as many directories',
    make: numbered(fileOf('s3://######/a'), {
      head: (n) => hex(`${oneOperator('00000001')} ${INCREMENTAL} ${int(n)}`),
      tail: hex(`00000000 0000 00 00000000 00000000 ${STREAM} 70`),
    }),
  },
  {
    name: 'relative files without names',
    make: repeated(hex('0000 06 0000 0000000000000001'), {
      head: (n) => hex(`${oneOperator('00000001')} ${INCREMENTAL} ${int(n)}`),
      tail: hex(`00000000 0000 00 00000000 00000000 ${STREAM} 70`),
    }),
  },
  {
    name: 'operators of long names',
    make: (length) => {
      const name = new Uint8Array(60_000).fill(0x61)
      const rest = hex(`${'00'.repeat(16)} 00000000 00000000 00 ffffffff`)
      const operator = joined([hex('ea60'), name, hex('ea60'), name, rest])
      const count = Math.floor((length - 100) / operator.length)
      const head = hex(`${METADATA} 00000000 ${int(count)}`)
      return joined([head, new Uint8Array(Buffer.alloc(count * operator.length, operator)), hex(`${STREAM} 70`)])
    },
  },
  {
    name: 'changelogs in one another',
    make: repeated(hex('0e 00000000 00000001 0000000000000000 00000001'), {
      head: () => hex(`${oneOperator('00000001')} 00000000 00000000 00000000`),
    }),
  },
  {
    name: 'empty changes',
    make: repeated(hex('00000000 00000000'), {
      head: (n) =>
        hex(`${oneOperator('00000001')} 00000000 00000000 00000000 09 00000000 00000001 ${'00'.repeat(16)} ${int(n)}`),
      tail: hex(`0000 00 00000000 00000000 ${STREAM} 70`),
    }),
  },
  {
    name: 'operator states without names',
    make: repeated(hex('0000 00 00000000'), {
      head: (n) => hex(`${oneOperator('00000001')} 00000000 00000001 04 ${int(n)}`),
      tail: hex(`01 0000 00000000 00000000 00 00 00000000 00000000 ${STREAM} 70`),
    }),
  },
  {
    name: 'a tail of nulls',
    make: repeated(hex('70'), { head: () => hex(`${METADATA} 00000000 00000000 ${STREAM}`) }),
  },
]

/** A file under a local name of no length. */
function fileOf(path: string): Uint8Array {
  return joined([hex(`0000 02 0000000000000001 ${path.length.toString(16).padStart(4, '0')}`), ascii(path)])
}

function finishedSubtasks(): Uint8Array {
  const entries = new DataView(new ArrayBuffer(32_768 * 4))
  for (let i = 0; i < 32_768; i++) entries.setInt32(i * 4, -i - 1)
  return joined([hex(`${OPERATOR} 00008000 00008000 00 00008000`), new Uint8Array(entries.buffer)])
}

export const HOSTILE_BASE64: HostileInput[] = [
  { name: 'nothing but digits', make: repeated(ascii('AAAA')) },
  { name: 'nothing but padding', make: repeated(ascii('====')) },
  ...HOSTILE_STREAMS.map(({ name, make }) => ({
    name: `${name}, in Base64`,
    make: (length: number) => ascii(encodeBase64(make(Math.floor(length / 4) * 3 - 3))),
  })),
]

export const HOSTILE_JSON: HostileInput[] = [
  { name: 'lists in lists', make: repeated(ascii('[')) },
  {
    name: 'lists in lists that end',
    make: (n) => joined([new Uint8Array(n / 2).fill(0x5b), new Uint8Array(n / 2).fill(0x5d)]),
  },
  { name: 'objects in objects', make: repeated(ascii('{"":')) },
  { name: 'many keys', make: numbered(ascii('"######":1,'), { head: () => ascii('{'), tail: ascii('"":1}') }) },
  { name: 'one key over and over', make: repeated(ascii('"":1,'), { head: () => ascii('{'), tail: ascii('"":1}') }) },
  { name: 'empty objects', make: repeated(ascii('{},'), { head: () => ascii('['), tail: ascii('1]') }) },
  {
    name: 'numbers',
    make: repeated(ascii('1,'), { head: () => ascii('{"version":1,"result":['), tail: ascii('1]}') }),
  },
  {
    name: 'one string',
    make: repeated(ascii('a'), { head: () => ascii('{"version":1,"result":"'), tail: ascii('"}') }),
  },
  {
    name: 'one string of escapes',
    make: repeated(ascii('\\u0000'), { head: () => ascii('{"version":1,"result":"'), tail: ascii('"}') }),
  },
  { name: 'one number', make: repeated(ascii('9'), { head: () => ascii('{"version":'), tail: ascii('}') }) },
  { name: 'a string without end', make: repeated(ascii('\\"'), { head: () => ascii('{"') }) },
  {
    name: 'accumulators',
    make: numbered(ascii('"######":"",'), {
      head: () =>
        ascii(
          '{"version":1,"result":{"id":"00000000000000000000000000000000","application-status":"FAILED","net-runtime":1,"accumulator-results":{',
        ),
      tail: ascii('"":""}}}'),
    }),
  },
]

export const HOSTILE_YAML: HostileInput[] = [
  { name: 'lists in lists', make: repeated(ascii('[')) },
  { name: 'lists in lists, in lines', make: repeated(ascii('- ')) },
  { name: 'mappings in mappings', make: repeated(ascii('{a: ')) },
  { name: 'deeper with every line', make: deeperWithEveryLine },
  { name: 'settings', make: repeated(ascii('a: b\n')) },
  { name: 'settings of as many names', make: numbered(ascii('######: b\n')) },
  { name: 'lines that are none', make: repeated(ascii('a\n')) },
  { name: 'empty lines', make: repeated(ascii('\n')) },
  { name: 'comments', make: repeated(ascii('#\n')) },
  { name: 'one line', make: repeated(ascii('a'), { head: () => ascii('a: ') }) },
  { name: 'one line of blanks', make: repeated(ascii(' '), { head: () => ascii('a: ') }) },
  { name: 'one key', make: repeated(ascii('a'), { tail: ascii(': b') }) },
  { name: 'one text in quotes', make: repeated(ascii("''"), { head: () => ascii("a: '"), tail: ascii("'") }) },
  { name: 'anchors', make: numbered(ascii('######: &anchor v\n')) },
  { name: 'aliases of aliases', make: aliasesOfAliases },
  {
    name: 'aliases of one long text',
    make: (n) =>
      joined([
        ascii(`a: &a ${'x'.repeat(Math.min(n >> 1, 60_000))}\n`),
        repeated(ascii('- *a\n'), { head: () => ascii('b:\n') })(Math.min(n >> 1, 90_000)),
      ]),
  },
  { name: 'lines that end as on old Macs', make: repeated(ascii('a\r')) },
  {
    name: 'one mapping of many keys',
    make: numbered(ascii('a######,'), { head: () => ascii('kind: ConfigMap\nmetadata: {'), tail: ascii('}\n') }),
  },
  { name: 'tabs', make: repeated(ascii('\t')) },
  { name: 'documents', make: repeated(ascii('---\n')) },
  { name: 'an indicator over and over', make: repeated(ascii('? ')) },
  { name: 'tags', make: repeated(ascii('!a ')) },
]

function deeperWithEveryLine(length: number): Uint8Array {
  const lines = Array.from({ length: Math.floor(Math.sqrt(length)) }, (_, i) => `${' '.repeat(i)}a:\n`)
  return ascii(lines.join('')).subarray(0, length)
}

/** Each stands for twice as much as the one before. */
function aliasesOfAliases(length: number): Uint8Array {
  const lines = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`)
  return joined([ascii(`a0: &a0 [x, x]\n${lines.join('')}`), repeated(ascii('#'))(Math.min(length - 2000, 60_000))])
}
