import { expect, test } from 'vitest'
import { readArguments } from './arguments.mjs'
import { Refusal } from './refusal.mjs'

const places = { workingDirectory: '/home/me', checkout: '/opt/weir' }
const read = (...words: string[]) => readArguments(words, places)

test('nothing is the demo on port 3000, with its data in the checkout', () => {
  expect(read()).toMatchObject({ demo: true, kubeconfig: null, port: 3000, dataDir: '/opt/weir/.weir', help: false })
})

test('a kubeconfig is a real fleet; relative paths are below where the command was given', () => {
  const words = ['--kubeconfig', 'kc', '--context', 'a', '--context', 'b', '--context', 'a', '--namespace', 'shop']
  expect(read(...words, '--data-dir', 'data', '--port', '3001')).toMatchObject({
    demo: false,
    kubeconfig: '/home/me/kc',
    contexts: ['a', 'b'],
    namespaces: ['shop'],
    dataDir: '/home/me/data',
    port: 3001,
  })
})

test('a Flink address alone is a real fleet too', () => {
  expect(read('--flink', 'jobs=http://127.0.0.1:8081/')).toMatchObject({
    demo: false,
    flink: [{ name: 'jobs', url: 'http://127.0.0.1:8081' }],
  })
})

test.each([
  ['file:///srv/flink=/mnt/x', 'file:///srv/flink', '/mnt/x'],
  ['file:/srv/flink/=mnt', 'file:///srv/flink', '/home/me/mnt'],
  ['file:////srv//flink=/mnt/a=b', 'file:///srv/flink', '/mnt/a=b'],
])('--storage-root %s', (word, prefix, directory) => {
  expect(read('--flink', 'a=http://x', '--storage-root', word).storageRoots).toEqual([{ prefix, directory }])
})

test.each([
  [['--kubeconfg', 'x'], /--kubeconfg/],
  [['something'], /something/],
  [['--port', '0'], /--port 0/],
  [['--port', '65536'], /--port 65536/],
  [['--port', '80x'], /--port 80x/],
  [['--host', '0.0.0.0'], /127\.0\.0\.1/],
  [['--context', 'a'], /--kubeconfig/],
  [['--namespace', 'a'], /--kubeconfig/],
  [['--kubeconfig', 'a', '--kubeconfig', 'b'], /once/],
  [['--kubeconfig', 'a', '--namespace', 'Shop'], /Shop/],
  [['--flink', 'http://x'], /NAME=URL/],
  [['--flink', 'a=ftp://x'], /http/],
  [['--flink', 'a=http://user:secret@x'], /plain/],
  [['--flink', 'a=http://x', '--flink', 'a=http://y'], /same name/],
  [['--storage-root', 'file:///a=/b'], /--kubeconfig/],
  [['--flink', 'a=http://x', '--storage-root', 's3://a=/b'], /file:\/\/\//],
  [['--flink', 'a=http://x', '--storage-root', 'file:///a/../b=/b'], /\.\./],
  [['--flink', 'a=http://x', '--storage-root', 'file:///a'], /PREFIX=DIR/],
])('%j is refused with a sentence', (words, sentence) => {
  const attempt = () => read(...words)
  expect(attempt).toThrowError(Refusal)
  expect(attempt).toThrowError(sentence)
  expect(attempt).toThrowError(expect.objectContaining({ exitCode: 2 }))
})
