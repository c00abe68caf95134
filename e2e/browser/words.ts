import { readFileSync } from 'node:fs'
import { createTranslator } from 'next-intl'

export type Language = 'en' | 'zh'

export const LANGUAGES: readonly Language[] = ['en', 'zh']

/** The sentence a key stands for, as a page in that language shows it. */
export type Words = (key: string, values?: Record<string, string | number>) => string

/** The words of the product, read where the product reads them, so that a test breaks with a page and not with a wording. */
export function wordsOf(language: Language): Words {
  const path = new URL(`../../messages/${language}.json`, import.meta.url)
  const messages = JSON.parse(readFileSync(path, 'utf8'))
  const translate = createTranslator({
    locale: language,
    messages,
    onError: (error) => {
      throw error
    },
  })
  return (key, values) => translate(key, values)
}
