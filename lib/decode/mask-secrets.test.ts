import { expect, test } from 'vitest'
import { arrayList, byteArray, hashMap } from '../formats/java-serialization/jdk-objects.ts'
import { writeObjectStream } from '../formats/java-serialization/spell-objects.ts'
import { classOf, objectOf } from '../formats/java-serialization/writable.ts'
import { writeJobResult } from '../formats/job-result/write-job-result.ts'
import { captureBytes, captureText } from '../formats/testing/captures.ts'
import {
  byteViews,
  DecodeError,
  decode,
  failureView,
  projectContent,
  summarizeContent,
  wholeJsonText,
} from './index.ts'
import { maskText } from './mask-secrets.ts'

const SECRET = 'hunter2hunter2'
const bytesOf = (text: string) => new TextEncoder().encode(text)

/** All that page and command line would say of an input. */
function said(input: Uint8Array): string {
  const decoded = decode(input)
  const { content } = decoded
  const shapes = [projectContent(content), summarizeContent(decoded)]
  const views = byteViews(decoded).map(({ bytes, masked, outline }) => {
    const copy = bytes.slice()
    for (const { start, end } of masked) copy.fill(0x2a, start, end)
    return `${Buffer.from(copy).toString('latin1')} ${wholeJsonText(outline, 0, 'told')}`
  })
  return [wholeJsonText(shapes, 2), ...views].join('\n')
}

/** The same of an input that may be refused: its bytes and the reason. */
function saidOfAny(input: Uint8Array): string {
  try {
    return said(input)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const failure = failureView(input, error)
    const copy = failure?.view.bytes.slice() ?? new Uint8Array()
    for (const { start, end } of failure?.view.masked ?? []) copy.fill(0x2a, start, end)
    return `${Buffer.from(copy).toString('latin1')} ${error.message}`
  }
}

test('why a job failed is told without the secrets that a message or a stack trace quotes', () => {
  const message = `Could not connect to jdbc:postgresql://flink:${SECRET}@db/orders (password=${SECRET}, retries=3)`
  const result = writeJobResult(
    {
      kind: 'job',
      jobId: 'ab'.repeat(16),
      name: 'orders',
      status: 'FAILED',
      applicationId: null,
      startTime: 1,
      endTime: 2,
      netRuntimeMs: 1,
      accumulators: [],
      failure: {
        className: 'java.sql.SQLException',
        stackTrace: `java.sql.SQLException: ${message}\n\tat org.example.Sink.open(Sink.java:7)`,
        causes: [{ className: 'java.sql.SQLException', message }],
      },
    },
    '2.3',
  )
  const text = said(bytesOf(result))
  expect(text).not.toContain(SECRET)
  // Not in the Base64 of the throwable either, wherever in three bytes it begins.
  for (const offset of [0, 1, 2]) {
    const base64 = Buffer.from(`${' '.repeat(offset)}${SECRET}`).toString('base64')
    expect(text).not.toContain(base64.slice(offset === 0 ? 0 : 4, -4))
  }
  expect(text).toContain('at org.example.Sink.open(Sink.java:7)')
  expect(text).toContain('retries=3')
})

test('a Java stream is outlined without the secrets of its maps, fields and texts', () => {
  const bean = classOf('org.example.Bean', 1n, 'L note Ljava/lang/String;, L password Ljava/lang/String;')
  const nested = writeObjectStream([arrayList([`-Dmy.token=${SECRET}`])])
  const stream = writeObjectStream([
    hashMap([
      ['s3.endpoint', 'http://minio:9000'],
      ['s3.secret-key', SECRET],
    ]),
    objectOf(bean, { note: SECRET, password: SECRET }),
    arrayList([`user=flink&password=${SECRET}&x=1`]),
    byteArray(nested),
  ])
  const text = said(stream)
  expect(text).not.toContain(SECRET)
  expect(text).toContain('http://minio:9000')
  expect(text).toContain('s3.secret-key')
})

test('secrets beyond what is outlined are masked, and what they say elsewhere', () => {
  const bean = classOf('Bean', 1n, 'L password Ljava/lang/String;')
  const nulls = Array.from({ length: 60_000 }, () => null)
  const other = `${SECRET}-of-the-other`
  const stream = writeObjectStream([
    arrayList([other, SECRET, 's3.secret-key']),
    arrayList(nulls),
    objectOf(bean, { password: SECRET }),
    hashMap([['s3.secret-key', other]]),
  ])
  const text = said(stream)
  expect(text).toContain('too much to be shown')
  expect(text).not.toContain(SECRET)
  expect(text).toContain('s3.secret-key')
})

test('secrets are masked however they are spelled', () => {
  const bean = classOf('Bean', 1n, 'L password Ljava/lang/String;')
  const below = classOf('Below', 1n, 'L password Ljava/lang/String;', { superclass: bean })
  const names = classOf('[Ljava.lang.String;', 1n)
  for (const secret of [`${SECRET}"\\\n`, SECRET.repeat(40), `${SECRET}é`, SECRET.repeat(5_000)]) {
    const args = { kind: 'array' as const, class: names, elements: ['--password', secret, secret] }
    for (const root of [args, arrayList([secret, objectOf(below, { password: secret })])]) {
      const text = saidOfAny(writeObjectStream([root]))
      expect(text).not.toContain(SECRET)
      expect(text).toContain('java')
    }
  }
})

test('a secret in an object of its own is masked', () => {
  const password = classOf('org.example.Password', 1n, 'L value Ljava/lang/String;')
  const bean = classOf('Bean', 1n, 'L password Lorg/example/Password;')
  const text = saidOfAny(writeObjectStream([objectOf(bean, { password: objectOf(password, { value: SECRET }) })]))
  expect(text).not.toContain(SECRET)
  expect(text).toContain('org.example.Password')
})

test('damage far behind what is outlined hides what stands there', () => {
  const nulls = arrayList(Array.from({ length: 60_000 }, () => null))
  const stream = writeObjectStream([nulls, 's3.secret-key', hashMap([['s3.secret-key', SECRET]])])
  expect(saidOfAny(stream.subarray(0, stream.length - 1))).not.toContain(SECRET)
  expect(saidOfAny(stream)).not.toContain(SECRET)
})

test('a damaged stream shows no secret, before the damage or after', () => {
  const bean = classOf('Bean', 1n, 'L name Ljava/lang/String;, L password Ljava/lang/String;')
  const stream = writeObjectStream([objectOf(bean, { name: 'as it is', password: SECRET }), 'the end', `${SECRET}2`])
  for (let cut = 60; cut < stream.length; cut++) {
    const damaged = stream.slice(0, cut)
    expect(saidOfAny(damaged)).not.toContain(SECRET.slice(0, 8))
    const flipped = stream.slice()
    flipped[cut] = 0xff
    expect(saidOfAny(flipped)).not.toContain(SECRET.slice(0, 8))
  }
  expect(saidOfAny(Uint8Array.from([...stream, 0xff]))).toContain('as it is')
})

test('binaryData of an HA ConfigMap is told by its length, whatever its keys are called', () => {
  const map = {
    kind: 'ConfigMap',
    metadata: { name: 'orders-cluster-config-map' },
    data: { counter: '7', 'my-token': SECRET },
    binaryData: { constructor: 'AAAA', 'my-token': 'AAAA', __proto__x: 'AAAA' },
  }
  const text = said(bytesOf(JSON.stringify(map)))
  expect(text).toContain('"binaryBytes": 3')
  expect(text).not.toContain(SECRET)
})

test('a key of an HA ConfigMap that Flink does not know is shown, its secret is not', () => {
  const map = {
    kind: 'ConfigMap',
    metadata: { name: 'orders-cluster-config-map', labels: { app: 'orders', type: 'flink-native-kubernetes' } },
    data: { counter: '7', 'my-token': SECRET, note: `password: ${SECRET}`, other: 'as it is' },
  }
  const text = said(bytesOf(JSON.stringify(map)))
  expect(text).toContain('my-token')
  expect(text).toContain('as it is')
  expect(text).not.toContain(SECRET)
})

/** With another address, of the same length, wherever a path begins. */
function withPassword(bytes: Uint8Array): Buffer {
  const changed = Buffer.from(bytes)
  const address = `s3://u:${SECRET}@b/`
  for (let at = changed.indexOf('file:/'); at >= 0; at = changed.indexOf('file:/', at + 1)) changed.write(address, at)
  return changed
}

test.each([
  ['a _metadata', '1.20.5/running/chk-10/_metadata'],
  ['a completedCheckpoint', '1.20.5/jm-killed/ha/orders/completedCheckpoint1ece4963223c'],
])('the password in the paths of %s is told nowhere', (_, name) => {
  const text = said(withPassword(captureBytes(name)))
  expect(text).toContain('s3://u:******@b/')
  expect(text).not.toContain(SECRET)
})

test('the password in a pointer of a ConfigMap is told nowhere', () => {
  const map = JSON.parse(captureText('1.20.5/running/configmaps.json'))
  for (const { data = {} } of map.items) {
    for (const [key, value] of Object.entries<string>(data)) {
      if (value.startsWith('rO0AB')) data[key] = withPassword(Buffer.from(value, 'base64')).toString('base64')
    }
  }
  const text = said(bytesOf(JSON.stringify(map)))
  expect(text).toContain('s3://u:******@b/')
  expect(text).not.toContain(SECRET)
})

test('a refusal quotes no secret', () => {
  const text = JSON.stringify({ result: { id: `password=${SECRET}` }, version: 1 })
  expect(() => decode(bytesOf(text))).toThrow(DecodeError)
  expect(() => decode(bytesOf(text))).not.toThrow(SECRET)
})

test('secrets that are known by their looks', () => {
  const token = `eyJ${'a'.repeat(20)}.${'b'.repeat(20)}.${'c'.repeat(20)}`
  for (const [text, masked] of [
    [`Authorization: Bearer ${'x1'.repeat(12)} sent`, 'Authorization: Bearer ****** sent'],
    ['key AKIAIOSFODNN7EXAMPLE refused', 'key ****** refused'],
    [`claims ${token}`, 'claims ******'],
    ['{\\"token\\":\\"abc\\",\\"x\\":1}', '{\\"token\\":\\"******\\",\\"x\\":1}'],
    ['Basic authentication failed', 'Basic authentication failed'],
  ] as const) {
    expect(maskText(text)).toBe(masked)
  }
})

// Looked through from each of its characters, one word would take an hour.
test.each(['a', 'token', '-eyJ', '://a:', '-----BEGIN ', '--password ', '-u a:', 'name: token,value:', 'ghp_', 'pass'])(
  'a text of nothing but %s is looked through',
  { timeout: 60_000 },
  (word) => {
    const text = `a: ${word.repeat(Math.floor(1_000_000 / word.length))}\n`
    const [view] = byteViews(decode(bytesOf(text), { fileName: 'flink-conf.yaml' }))
    expect(view?.bytes.length).toBe(text.length)
  },
)

test.each([
  'pwd: hunter2hunter2',
  'containerized.taskmanager.env.MYSQL_PWD: hunter2hunter2',
  'db.pass: hunter2hunter2',
  'containerized.master.env.PGPASS: hunter2hunter2',
  'conn: "Server=h;User Id=a;Pwd=hunter2hunter2;"',
  'cmd: --db-pass hunter2hunter2 --password hunter2hunter2 --verbose',
  'cmd: curl -u alice:hunter2hunter2 https://x',
  'url: https://h/?a=b&api_key=hunter2hunter2',
  'url: https://acc.blob.core.windows.net/c?sv=2020&sig=hunter2hunter2%3D',
  'slack.webhook: https://hooks.slack.com/services/hunter2hunter2',
  'a: ghp_hunter2hunter2hunter2hunter2hunter2',
  'a: xoxb-hunter2hunter2',
  'pods: [{name: DB_PASSWORD, value: hunter2hunter2}]',
  'pods: [{"name": "DB_PASSWORD", "value": "hunter2hunter2"}]',
  'pem: "-----BEGIN PRIVATE KEY-----\\nhunter2hunter2\\n-----END PRIVATE KEY-----"',
  'passwords: {alice: hunter2hunter2}',
  'env.java.opts.all: -Dpass=hunter2hunter2',
  'a: userPass=hunter2hunter2',
  'a: x keyStorePassword="my hunter2hunter2" y',
  'a: {"password":["hunter2hunter2"]}',
  'a: password => hunter2hunter2',
])('the secret of %s is masked in a configuration', (line) => {
  for (const fileName of ['flink-conf.yaml', 'config.yaml']) {
    const decoded = decode(bytesOf(`${line}\n`), { fileName })
    const views = byteViews(decoded).map(({ bytes, masked }) => {
      const copy = bytes.slice()
      for (const { start, end } of masked) copy.fill(0x2a, start, end)
      return Buffer.from(copy).toString('latin1')
    })
    expect(wholeJsonText([projectContent(decoded.content), summarizeContent(decoded), views], 0)).not.toContain(
      'hunter2hunter2',
    )
  }
})

test.each([
  'path: /opt/bypass/compass-1',
  'execution.checkpointing.mode: EXACTLY_ONCE',
  'a: passed --parallelism 4',
  'name: orders',
  'a: first pass: 12 records',
])('%s is no secret', (line) => {
  const { content } = decode(bytesOf(`${line}\n`), { fileName: 'flink-conf.yaml' })
  expect(wholeJsonText(projectContent(content), 0)).not.toContain('******')
})
