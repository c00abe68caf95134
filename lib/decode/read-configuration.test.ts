import { expect, test } from 'vitest'
import { captureBytes } from '../formats/testing/captures.ts'
import { decode, projectContent, summarizeContent, wholeJsonText } from './index.ts'
import { isSecretKey, maskText } from './mask-secrets.ts'
import { readConfiguration } from './read-configuration.ts'

const written = (text: string) => {
  const decoded = decode(new TextEncoder().encode(text))
  return wholeJsonText([projectContent(decoded.content), summarizeContent(decoded)], 2)
}

test('the two kinds of file are told apart by what only one of them can say', () => {
  expect(readConfiguration('state.backend: rocksdb\nparallelism.default: 4\n').rules).toBe('flink-conf.yaml')
  // What YAML would only write otherwise is no sign of it.
  expect(readConfiguration('taskmanager.memory.managed.fraction: 0.40\na: True\n').rules).toBe('flink-conf.yaml')
  expect(readConfiguration('state:\n  backend:\n    type: rocksdb\n').rules).toBe('config.yaml')
  expect(readConfiguration('env.java.home: "/opt/java"\n').rules).toBe('config.yaml')
  expect(readConfiguration('a: x\nno separator here\nb: [\n').rules).toBe('flink-conf.yaml')
})

test('what nests is found line by line, however long the file is', () => {
  expect(readConfiguration('# a\na: # b\n\n  # c\n  b: c\n').rules).toBe('config.yaml')
  expect(readConfiguration('a: b\n\n  # c\nd: e\n').rules).toBe('flink-conf.yaml')
  const spent = process.threadCpuUsage()
  expect(readConfiguration(`${'x y\n'.repeat(35_000)}a: b\n`).entries).toHaveLength(1)
  expect(() => readConfiguration('a b:\n'.repeat(30_000))).toThrow('lexemes')
  expect(process.threadCpuUsage(spent).user).toBeLessThan(3_000_000)
})

test('what the other rules read otherwise is told', () => {
  expect(readConfiguration("a: 'x'\nb: y\n", 'flink-conf.yaml').otherRules).toEqual({
    rules: 'config.yaml',
    differing: [{ key: 'a', value: 'x' }],
  })
  expect(readConfiguration('a: x\nnot a setting\n', 'flink-conf.yaml').otherRules).toBeNull()
})

test('a key whose option has another name now says which, by the newest Flink that reads such a file', () => {
  const successors = (text: string) =>
    Object.fromEntries(readConfiguration(text).entries.map(({ key, successor }) => [key, successor]))
  const flat = 'state.backend: rocksdb\nstate.checkpoints.dir: s3://a\nparallelism.default: 2\nmy.own: x\n'
  expect(successors(flat)).toEqual({
    'state.backend': 'state.backend.type',
    'state.checkpoints.dir': 'execution.checkpointing.dir',
    'parallelism.default': null,
    'my.own': null,
  })
  expect(successors('state:\n  checkpoints:\n    dir: a\nexecution:\n  checkpointing:\n    dir: b\n')).toEqual({
    'state.checkpoints.dir': 'execution.checkpointing.dir',
    'execution.checkpointing.dir': null,
  })
})

test('no value of a secret is in what is written, wherever it stands', () => {
  const SECRET = 'hunter2hunter2'
  const files = [
    `s3.secret-key: ${SECRET}\n`,
    `s3.secret-key:${SECRET}\na: b\n`,
    `s3:\n  secret-key: ${SECRET}\n  access-key: ${SECRET}\n`,
    `a: b\nsecurity.ssl.rest.key-password: '${SECRET}'\n`,
    `env.java.opts: -Dx=1 -Djavax.net.ssl.keyStorePassword=${SECRET} -Dy=2\n`,
    `url: jdbc:postgresql://user:${SECRET}@db/flink\n`,
    `tokens: [${SECRET}, ${SECRET}]\n`,
    `a:\n  password: ${SECRET}\n  b: [\n`,
    `fs.azure.account.key.store.blob.core.windows.net: ${SECRET}\n`,
    JSON.stringify({ kind: 'ConfigMap', metadata: { name: 'x' }, data: { 'flink-conf.yaml': `my.token: ${SECRET}` } }),
    JSON.stringify({ kind: 'ConfigMap', metadata: { name: 'x' }, data: { other: SECRET } }),
    JSON.stringify({
      kind: 'ConfigMap',
      metadata: { name: 'x', annotations: { a: SECRET } },
      data: { 'config.yaml': `{${SECRET}` },
    }),
  ]
  for (const file of files) {
    let said: string
    try {
      said = written(file)
    } catch (error) {
      said = error instanceof Error && 'line' in error ? String(error.line) : String(error)
    }
    expect(said, file).not.toContain(SECRET)
  }
})

test('a recorded configuration keeps everything but its secrets', () => {
  const { content } = decode(captureBytes('field/minio-ha-1.13.flink-conf.yaml'))
  if (content.kind !== 'configuration') throw new Error(content.kind)
  const masked = content.configuration.entries.filter((entry) => entry.masked).map(({ key }) => key)
  expect(masked).toEqual(['s3.access-key', 's3.secret-key'])
  expect(content.configuration.entries.find(({ key }) => key === 's3.endpoint')?.value).toBe(
    'http://service-minio:9000',
  )
})

test('keys of secrets', () => {
  for (const key of [
    's3.secret.key',
    'security.ssl.internal.keystore-password',
    'security.kerberos.login.jaas.config',
  ]) {
    expect(isSecretKey(key), key).toBe(true)
  }
  for (const key of ['state.backend', 'execution.checkpointing.interval', 'kubernetes.cluster-id']) {
    expect(isSecretKey(key), key).toBe(false)
  }
  expect(maskText('-Da=b --user=x')).toBe('-Da=b --user=x')
})

test('a file that has the name of one is read by its rules', () => {
  const rulesBy = (fileName: string) => {
    const { content } = decode(new TextEncoder().encode('env.java.home: "q"\n'), { fileName })
    return content.kind === 'configuration'
      ? [content.configuration.rules, content.configuration.entries[0]?.value]
      : null
  }
  expect(rulesBy('flink-conf.yaml')).toEqual(['flink-conf.yaml', '"q"'])
  expect(rulesBy('config.yaml')).toEqual(['config.yaml', 'q'])
  expect(rulesBy('')).toEqual(['config.yaml', 'q'])
})

test('errors of YAML tell nothing of what stands there', () => {
  for (const value of ['*hunter2x', '!hunter2x', '|hunter2x', '>hunter2x', '"\\hunter2x"', '&a &hunter2x b']) {
    const text = `s3:\n  secret-key: ${value}\n`
    try {
      decode(new TextEncoder().encode(text), { fileName: 'config.yaml' })
    } catch (error) {
      expect(String(error), value).not.toContain('hunter2')
      continue
    }
    throw new Error(`${value} is no error`)
  }
})
