import { describe, expect, test } from 'vitest'
import { captureBytes, captures, captureText } from '../formats/testing/captures.ts'
import {
  type ContentKind,
  DecodeError,
  damagedParts,
  decode,
  goldenValues,
  projectContent,
  wholeJsonText,
} from './index.ts'

const METADATA = '1.20.5/running/chk-10/_metadata'
const CONFIG_MAPS = '1.20.5/running/configmaps.json'
const FAILED_JOB = '1.20.5/variants/result-store/ha/job-result-store/orders/73850eb738feb1be8021b32c5b426c3d.json'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const decodeText = (text: string) => decode(bytesOf(text))
const base64Of = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

function refusal(input: Uint8Array): DecodeError {
  try {
    decode(input)
  } catch (error) {
    if (error instanceof DecodeError) return error
    throw error
  }
  throw new Error('it was decoded')
}

/** A value of the HA ConfigMaps that points to a checkpoint. */
function recordedHandle(): string {
  const value = /"checkpointID-0000000000000000008":"([^"]+)"/.exec(captureText(CONFIG_MAPS))?.[1]
  if (value === undefined) throw new Error('the capture has no such key')
  return value
}

describe('what Flink wrote is told by its content', () => {
  const files: [pattern: RegExp, kind: ContentKind][] = [
    [/(^|\/)_metadata$/, 'checkpoint-metadata'],
    [/(^|\/)completedCheckpoint[0-9a-f]{12}$/, 'completed-checkpoint'],
    [/(^|\/)submitted(JobGraph|ExecutionPlan|Application)[0-9a-f]{12}$/, 'submitted-job'],
    [/(^|\/)configmaps\.json$/, 'config-map-list'],
    [/(^|\/)watch\.jsonl$/, 'watch-list'],
    [/job-result-store\/.*\.json$/, 'job-result'],
    [/^field\/.*\.flink-conf\.yaml$/, 'configuration'],
  ]
  test.each(files)('%s', (pattern, kind) => {
    const names = captures(pattern)
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(decode(captureBytes(name)).content.kind, name).toBe(kind)
  })

  test('a value of a ConfigMap, in lines too', () => {
    const whole = decodeText(recordedHandle())
    expect(whole).toMatchObject({ encoding: 'base64', content: { kind: 'state-handle', handle: { byteLength: 691 } } })
    const lines = recordedHandle().replace(/.{76}/g, '$&\n')
    expect(decodeText(`${lines}\n`).content).toEqual(whole.content)
    expect(decode(whole.bytes).content).toEqual(whole.content)
  })

  test('_metadata in Base64', () => {
    expect(decodeText(base64Of(captureBytes(METADATA)))).toMatchObject({
      encoding: 'base64',
      content: { kind: 'checkpoint-metadata', metadata: { checkpointId: 10 } },
    })
  })

  test('a ConfigMap by itself and one of another purpose', () => {
    const [item] = JSON.parse(captureText(CONFIG_MAPS)).items
    expect(decodeText(JSON.stringify(item, null, 2)).content).toMatchObject({
      kind: 'config-map',
      map: { purpose: 'high-availability', map: { counter: 11 } },
    })
    const other = { kind: 'ConfigMap', metadata: { name: 'notes' }, data: { note: 'nothing to show' } }
    expect(projectContent(decodeText(JSON.stringify(other)).content)).toEqual({
      purpose: 'other',
      name: 'notes',
      entries: [{ key: 'note', chars: 15 }],
    })
  })

  test('the same ConfigMaps in YAML', () => {
    const name = 'orders-55488d215c1ebee94f49a603deb9c3a6-config-map'
    const yaml = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  checkpointID-8: ${recordedHandle()}\n  counter: "11"\n`
    const { content, encoding } = decodeText(yaml)
    expect(encoding).toBe('yaml')
    expect(content).toMatchObject({
      kind: 'config-map',
      map: {
        map: { counter: 11, entries: [{ checkpointId: 8, pointer: { stateSizeBytes: 14465 } }, { key: 'counter' }] },
      },
    })
  })

  test('a list in YAML of a whole namespace, with a bundle of certificates in it', () => {
    const indented = (text: string) => text.replaceAll('\n', '\n      ')
    const map = (i: number) =>
      `- kind: ConfigMap\n  metadata:\n    name: map-${i}\n    labels:\n      app: orders\n  data:\n    counter: '${i}'`
    const bundle = indented(`\n${'MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBa\n'.repeat(4_000)}`)
    const items = [...Array.from({ length: 1_000 }, (_, i) => map(i)), `${map(1_000)}\n    ca.crt: |${bundle}`]
    const { content } = decodeText(`apiVersion: v1\nkind: List\nitems:\n${items.join('\n')}\n`)
    expect(content.kind === 'config-map-list' && content.maps.length).toBe(1_001)
  })

  test('a job result behind a byte order mark, as some editors leave one', () => {
    const marked = decodeText(`\uFEFF${captureText(FAILED_JOB)}`)
    expect(marked.content).toEqual(decodeText(captureText(FAILED_JOB)).content)
  })

  test('a Java stream of other classes is outlined, each part with its bytes', () => {
    const stream = Buffer.from('aced0005740003616263770201ff', 'hex')
    expect(decode(new Uint8Array(stream)).content).toMatchObject({
      kind: 'java-stream',
      outline: [
        { start: 0, end: 4 },
        { value: '"abc"', start: 4, end: 10 },
        { value: 'block data, 2 bytes', start: 10, end: 14 },
      ],
    })
  })
})

describe('golden', () => {
  test.each(captures(/(configmaps\.json|_metadata|completedCheckpoint[0-9a-f]{12})$/))(
    '%s says what Flink said',
    (name) => {
      const decoded = goldenValues(decode(captureBytes(name)).content)
      const expectedName = name.endsWith('.json') ? name.replace(/json$/, 'expected.json') : `${name}.expected.json`
      if (!captures(/expected\.json$/).includes(expectedName)) return expect(name).toMatch(/^field\//)
      const expected = JSON.parse(captureText(expectedName))
      const [value] = decoded.map((each) => JSON.parse(wholeJsonText(each, 0, 'told')))
      if (!name.endsWith('.json')) {
        const { bytes, checkpointId, totals } = value
        return expect({ bytes, checkpointId, stateSize: totals.stateSize }).toEqual({
          bytes: expected.bytes,
          checkpointId: expected.checkpointId,
          stateSize: expected.totals.stateSize,
        })
      }
      const comparable = JSON.parse(JSON.stringify(expected), (key, each) =>
        /^(streamExhausted|serialVersionUIDs.*)$/.test(key) ? undefined : each,
      )
      return expect(value).toEqual(comparable)
    },
  )

  test('events of a watch are a line each', () => {
    for (const name of captures(/watch\.jsonl$/)) {
      const expected = captureText(name.replace(/jsonl$/, 'expected.jsonl'))
        .trim()
        .split('\n')
      const lines = goldenValues(decode(captureBytes(name)).content).map((value) => wholeJsonText(value, 0, 'told'))
      expect(lines.map((line) => JSON.parse(line))).toEqual(expected.map((line) => JSON.parse(line)))
    }
  })
})

describe('a configuration is told by what Flink knows, or by its name', () => {
  const kindOf = (text: string, fileName?: string) => decode(bytesOf(text), fileName ? { fileName } : {}).content.kind
  test.each([
    'state.backend: rocksdb\n',
    's3.endpoint: http://x\nmy.own: y\n',
    'python.files: /opt/udf.py\n',
    'jobmanager.rpc.address:\ntaskmanager.numberOfTaskSlots:\nstate.backend: rocksdb\n',
    'state:\n  backend:\n    type: rocksdb\n',
  ])('%j', (text) => expect(kindOf(text)).toBe('configuration'))
  test('nothing but comments is one, and so is a file that is called one', () => {
    expect(kindOf('# nothing set\n\n  # yet\n')).toBe('configuration')
    expect(kindOf('my.own: x\n', 'flink-conf.yaml')).toBe('configuration')
    expect(kindOf('', 'config.yaml')).toBe('configuration')
    expect(kindOf('{"s3": {"endpoint": "x"}}', 'config.yaml')).toBe('configuration')
  })
  test('blanks of any kind are passed over once', () => {
    const spent = process.threadCpuUsage()
    for (const blank of ['\u2028', ' ', '\r', '\v', '\u00a0']) {
      expect(() => decodeText(`#${blank.repeat(300_000)}\nno setting`)).toThrow(DecodeError)
    }
    expect(process.threadCpuUsage(spent).user).toBeLessThan(2_000_000)
  })
  test('a ConfigMap that is called config.yaml is a ConfigMap', () => {
    expect(kindOf('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n', 'config.yaml')).toBe('config-map')
    expect(kindOf('{"kind":"ConfigMap","metadata":{"name":"x"}}', 'config.yaml')).toBe('config-map')
  })
})

test('what jq makes of a list is a list, and objects of events may say no kind', () => {
  const map = JSON.parse(captureText(CONFIG_MAPS)).items[0]
  const { kind: _kind, apiVersion: _version, ...untyped } = map
  const yaml = '- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n  data: {a: b}\n'
  expect(decodeText(yaml).content).toMatchObject({ kind: 'config-map-list', maps: [{ name: 'a' }] })
  expect(decodeText(JSON.stringify([map])).content).toMatchObject({ kind: 'config-map-list', maps: [{}] })
  const { content } = decodeText(JSON.stringify({ type: 'ADDED', object: untyped }))
  expect(content).toMatchObject({
    kind: 'watch-list',
    events: [{ type: 'ADDED', map: { purpose: 'high-availability' } }],
  })
})

describe('what is damaged is told with its place', () => {
  const metadata = captureBytes(METADATA)
  test.each<[name: string, input: Uint8Array, error: object]>([
    ['nothing', new Uint8Array(), { code: 'truncated', offset: 0, unit: 'byte' }],
    ['a word', bytesOf('hello'), { code: 'unexpected', offset: 0, unit: 'byte' }],
    ['bytes of nothing known', new Uint8Array([1, 2, 0xff, 0]), { code: 'unexpected', offset: 0, unit: 'byte' }],
    ['_metadata cut short', metadata.subarray(0, 3000), { code: 'truncated', offset: 2993, unit: 'byte' }],
    [
      '_metadata of version 1',
      new Uint8Array([0x49, 0x60, 0x67, 0x2d, 0, 0, 0, 1]),
      { code: 'versionTooOld', offset: 4 },
    ],
    ['Base64 cut short', bytesOf(recordedHandle().slice(0, 401)), { code: 'truncated', unit: 'character' }],
    ['Base64 of a cut stream', bytesOf(recordedHandle().slice(0, 400)), { code: 'truncated', unit: 'decodedByte' }],
    [
      'a digit that is none',
      bytesOf(`\n${recordedHandle().slice(0, 80)}\n!${recordedHandle().slice(81)}`),
      { code: 'malformedText', offset: 82, unit: 'character' },
    ],
    [
      'JSON cut short',
      bytesOf(captureText(CONFIG_MAPS).slice(0, 3000)),
      { code: 'truncated', offset: 3000, unit: 'character' },
    ],
    [
      'JSON with a wrong character',
      bytesOf('{"kind": "ConfigMap", }'),
      { code: 'malformedText', offset: 22, unit: 'character' },
    ],
    [
      'a Secret',
      bytesOf('{"kind":"Secret","metadata":{"name":"s"},"data":{"password":"aHVudGVyMg=="}}'),
      { code: 'unsupported', found: 'kind Secret' },
    ],
    [
      'YAML that is none',
      bytesOf('apiVersion: v1\nkind: ConfigMap\nmetadata: [\n'),
      { code: 'malformedText', unit: 'character' },
    ],
    [
      'YAML with aliases',
      bytesOf('kind: &k ConfigMap\nmetadata:\n  name: *k\n'),
      { code: 'unsupported', unit: 'character' },
    ],
    [
      'a ConfigMap in YAML, cut short',
      bytesOf('apiVersion: v1\ndata:\n  counter: "9"\n  flink-conf.yaml: |\n    state.backend: rocksdb\n'),
      { code: 'truncated', offset: 84, unit: 'character', expected: 'the kind of a Kubernetes object' },
    ],
    ['a piece of a Secret', bytesOf('apiVersion: v1\ndata:\n  db: U1VQ\n'), { code: 'truncated' }],
    [
      'a list in YAML, cut short',
      bytesOf('apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n'),
      { code: 'truncated' },
    ],
    [
      'what kubectl says',
      bytesOf('Error from server (Forbidden): configmaps is forbidden: no\n'),
      { code: 'unexpected' },
    ],
    ['a log', bytesOf('2026-01-01 10:00:00,123 INFO  org.a - Starting: x\n'), { code: 'unexpected' }],
    ['prose that quotes a setting', bytesOf('# Title\nOne.\nTwo.\n  state.backend: rocksdb\n'), { code: 'unexpected' }],
    ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0]), { code: 'unexpected', found: 'gzip: unpack it first' }],
    ['UTF-16', Buffer.from('\ufeff{"kind": 1}', 'utf16le'), { code: 'unexpected', found: /UTF-16.*save it as UTF-8/ }],
    ['UTF-16 without a mark', Buffer.from('{"kind": 1}', 'utf16le'), { code: 'unexpected', found: /UTF-16/ }],
    ['text', bytesOf('No resources found'), { code: 'unexpected', found: 'text: No resou …' }],
    ['a job result of another version', bytesOf('{"result":{},"version":2}'), { code: 'unsupported', offset: 13 }],
  ])('%s', (_name, input, error) => {
    const found = 'found' in error && error.found instanceof RegExp ? { found: expect.stringMatching(error.found) } : {}
    expect(refusal(input)).toMatchObject({ ...error, ...found })
  })

  test('the name of its class, of a file by its name and of a value by the rest of the name', () => {
    const file = captureBytes(captures(/\/completedCheckpoint[0-9a-f]{12}$/)[0] ?? '')
    const damaged = file.slice()
    damaged[40] = (damaged[40] ?? 0) ^ 1
    expect(refusal(damaged)).toMatchObject({ code: 'unexpected', unit: 'byte' })
    damaged.fill(0x07, 20, 40)
    expect(decode(damaged).content.kind).toBe('java-stream')
    expect(() => decode(damaged, { fileName: 'completedCheckpoint123' })).toThrow(DecodeError)
    const handle = Buffer.from(recordedHandle(), 'base64')
    handle[40] = (handle[40] ?? 0) ^ 1
    expect(refusal(bytesOf(handle.toString('base64')))).toMatchObject({ unit: 'decodedByte' })
  })

  test('a line of an error holds no line ends and no control characters', () => {
    expect(refusal(bytesOf('kind: "\u001b[31m"\nmetadata:\n  name: x\n')).line).toMatch(/^[\x20-\x7e…]+$/)
  })

  test('damage of an entry stays in it', () => {
    const damaged = captureText(CONFIG_MAPS).replace(recordedHandle(), recordedHandle().slice(0, -40))
    const { content } = decodeText(damaged)
    if (content.kind !== 'config-map-list') throw new Error(content.kind)
    expect(damagedParts(content)).toMatchObject([
      { key: 'checkpointID-0000000000000000008', error: { code: 'truncated' } },
    ])
    expect(wholeJsonText(projectContent(content), 0)).toContain('"error":{"code":"truncated","offset":')
  })

  test('the place of damage counts what its reader reads: the text, or the bytes of its Base64', () => {
    const key = 'checkpointID-0000000000000000008'
    const [, value = ''] = new RegExp(`"${key}":"([^"]+)"`).exec(captureText(CONFIG_MAPS)) ?? []
    const bytes = Buffer.from(value, 'base64')
    const at = bytes.indexOf('file:/')
    bytes[at + 2] = 0xff
    const placeOf = (from: string, to: string) => {
      const { content } = decodeText(captureText(CONFIG_MAPS).replace(from, to))
      return damagedParts(content).map(({ error: { code, unit, offset } }) => ({ code, unit, offset }))
    }
    expect(placeOf(value, bytes.toString('base64'))).toEqual([
      { code: 'malformedText', unit: 'decodedByte', offset: at + 2 },
    ])
    expect(placeOf(value, value.slice(0, -1))).toEqual([
      { code: 'truncated', unit: 'character', offset: value.length - 1 },
    ])
    expect(placeOf(`"${key}":`, '"checkpointID-9223372036854775807":')).toEqual([
      { code: 'outOfRange', unit: 'character', offset: 'checkpointID-'.length },
    ])
  })

  test('damage of a throwable stays in it, and is told', () => {
    const result = captureText(FAILED_JOB).replace(/("serialized-throwable"\s*:\s*"[^"]{40})[^"]*/, '$1')
    const { content } = decodeText(result)
    expect(damagedParts(content)).toMatchObject([{ key: 'serialized-throwable', error: { code: 'truncated' } }])
    expect(damagedParts(decodeText(captureText(FAILED_JOB)).content)).toEqual([])
  })

  test('JSON of so many values that they take more than their text ends in an error', () => {
    expect(refusal(bytesOf(`[${'{},'.repeat(600_000)}{}]`))).toMatchObject({ code: 'tooLarge' })
    expect(refusal(bytesOf(`{"result":{},"version":1,"x":[${'0,'.repeat(1_000_000)}0]}`)).code).toBe('tooLarge')
  })

  test('deep nesting, many documents and a file cut at every byte end in a typed error or a value', () => {
    expect(refusal(bytesOf('['.repeat(200_000)))).toMatchObject({ code: 'tooDeep', offset: 256 })
    expect(refusal(bytesOf('['.repeat(256) + ']'.repeat(256))).code).toBe('unexpected')
    expect(refusal(bytesOf('{}'.repeat(100_001))).code).toBe('tooLarge')
    const capture = captureBytes(
      '1.20.5/variants/result-store/ha/job-result-store/orders/0db8a357821de12e64cfc69704a48333.json',
    )
    for (let length = 0; length < capture.length; length++)
      expect(refusal(capture.subarray(0, length))).toBeInstanceOf(DecodeError)
  })
})

test('a value is read with the quotes of the JSON that it was copied from, and damage is told where it stands', () => {
  const value = captureText('1.20.5/running/configmaps.json').match(/rO0AB[\w+/=]+/)?.[0] ?? ''
  const plain = decode(bytesOf(value))
  for (const text of [`"${value}"`, ` "${value}",\n`, `'${value}'`]) {
    expect(decode(bytesOf(text)).content).toEqual(plain.content)
  }
  const damaged = `"${value.slice(0, 8)}!${value.slice(9)}"`
  expect(() => decode(bytesOf(damaged))).toThrow('malformedText at 9: expected a Base64 digit')
})
