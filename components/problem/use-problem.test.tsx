import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { Problem } from '@/lib/problem'
import en from '@/messages/en.json'
import zh from '@/messages/zh.json'
import { ProblemText } from './problem-text'

function shown(problem: Problem, locale: 'en' | 'zh' = 'en'): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} timeZone="UTC" messages={locale === 'en' ? en : zh}>
      <ProblemText problem={problem} />
    </NextIntlClientProvider>,
  )
}

it('says a problem in the reader’s language with its parameters', () => {
  const problem = { code: 'storage.missing', params: { path: 's3://b/chk-1' } }
  expect(shown(problem)).toContain('s3://b/chk-1 does not exist')
  expect(shown(problem, 'zh')).toContain('s3://b/chk-1 不存在')
})

it('names a code it has no sentence for, also one that names a group or something inherited', () => {
  for (const code of ['newer.code', 'storage', 'constructor', 'storage.constructor', '']) {
    expect(shown({ code })).toContain(`(${code})`)
  }
})

it('folds the raw text and takes it as text', () => {
  const html = shown({ code: 'checkpoint.failed', raw: '<b>java.io.IOException</b>' })
  expect(html).toContain('&lt;b&gt;java.io.IOException&lt;/b&gt;')
  expect(html.indexOf('<details')).toBeLessThan(html.indexOf('java.io'))
})

it('does not take parameters for markup or messages', () => {
  expect(shown({ code: 'storage.missing', params: { path: '{evil} <x>' } })).toContain(
    '{evil} &lt;x&gt; does not exist',
  )
})
