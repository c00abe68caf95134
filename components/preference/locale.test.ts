import { describe, expect, it } from 'vitest'
import { pickLocale } from './locale'

describe('pickLocale', () => {
  it('keeps the choice over what the browser asks for', () => {
    expect(pickLocale('zh', 'en-US,en;q=0.9')).toBe('zh')
  })

  it('takes the heaviest language Weir has', () => {
    expect(pickLocale(undefined, 'de-DE,en;q=0.3,zh-CN;q=0.8')).toBe('zh')
    expect(pickLocale(undefined, 'zh;q=0,en;q=0.1')).toBe('en')
  })

  it('takes the first of equal weight', () => {
    expect(pickLocale(undefined, 'zh-TW,en')).toBe('zh')
  })

  it('speaks English to anything else', () => {
    for (const header of [null, '', '*', ';;;q=q', 'de', `${'x,'.repeat(100_000)}zh`]) {
      expect(pickLocale(undefined, header)).toBe('en')
    }
    expect(pickLocale('xx', null)).toBe('en')
  })
})
