import { ascii, type HostileInput, hex, int, joined, numbered, repeated } from './hostile-pieces.ts'
import { STREAM } from './hostile-streams.ts'

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
