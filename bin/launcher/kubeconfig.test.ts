import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { chooseContexts } from './kubeconfig.mjs'
import { Refusal } from './refusal.mjs'

function kubeconfig(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'weir-kubeconfig-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'config'), text)
  return join(folder, 'config')
}

const TWO = 'current-context: b\ncontexts: [{name: a, context: {}}, {name: b, context: {}}]\n'

test('the current context is meant where none is asked for', () => {
  expect(chooseContexts(kubeconfig(TWO), [])).toEqual(['b'])
})

test('those asked for are meant, in their order', () => {
  expect(chooseContexts(kubeconfig(TWO), ['b', 'a'])).toEqual(['b', 'a'])
})

test.each([
  ['a context it does not have', TWO, ['c'], /“c”.*a, b/],
  ['no current context', 'contexts: [{name: a}]', [], /--context: a/],
  ['no contexts', 'current-context: a', [], /no contexts/],
  ['something that is no YAML', '\t{', [], /not a kubeconfig/],
  ['something else', '- 1\n- 2', [], /not a kubeconfig/],
  ['an empty file', '', [], /not a kubeconfig/],
  [
    'aliases that multiply',
    'a: &a [x]\nb: &b [*a,*a,*a,*a]\ncontexts: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]',
    [],
    /not a kubeconfig/,
  ],
])('%s: refused with a sentence', (_, text, asked, sentence) => {
  const attempt = () => chooseContexts(kubeconfig(text), asked)
  expect(attempt).toThrowError(Refusal)
  expect(attempt).toThrowError(sentence)
})
