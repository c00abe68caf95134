import { encodeBase64 } from '../encode-base64.ts'
import { ascii, type HostileInput, joined, numbered, repeated } from './hostile-pieces.ts'
import { HOSTILE_STREAMS } from './hostile-streams.ts'

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
  { name: 'a ConfigMap of many streams', make: mapOfStreams },
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

/** An HA ConfigMap of as many values as are shown, each a stream of nulls. */
function mapOfStreams(length: number): Uint8Array {
  const each = Math.max(64, Math.floor(length / 2_000) - 40)
  const bytes = new Uint8Array(Math.floor(each / 4) * 3).fill(0x70)
  bytes.set([0xac, 0xed, 0, 5])
  const value = encodeBase64(bytes)
  const data = Array.from(
    { length: Math.floor((length - 100) / (value.length + 30)) },
    (_, i) => `"jobGraph-${i}":"${value}"`,
  )
  return ascii(`{"kind":"ConfigMap","metadata":{"name":"orders-cluster-config-map"},"data":{${data.join(',')}}}`)
}

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
