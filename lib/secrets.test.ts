import { expect, test } from 'vitest'
import { keptText, SECRET_PATTERNS, withoutSecrets } from './secrets.ts'

test.each([
  ['postgresql://weir:canary@db/weir', 'postgresql://weir:***@db/weir'],
  ['s3://AKIA:cana/ry@bucket/x', 's3://AKIA:***@bucket/x'],
  ['hdfs://:canary@name:8020/x', 'hdfs://:***@name:8020/x'],
  ['at https://store/x?sv=1&sig=canary%3D&se=2', 'at https://store/x?sv=1&sig=***&se=2'],
  ['https://s3/x?X-Amz-Signature=canary', 'https://s3/x?X-Amz-Signature=***'],
  ['Authorization: Bearer canary.x-y', 'Authorization: Bearer ***'],
])('%s', (text, told) => expect(withoutSecrets(text)).toBe(told))

test.each([
  's3://bucket/a@b/c http://127.0.0.1:8081/jobs user@host 12:30',
  'abfs://container@account.dfs.core.windows.net/x',
  'http://127.0.0.1:8081/users/me@here',
  '{"a":"http://one:x","b":"me@here"}',
])('a text without secrets stays as it is: %s', (text) => expect(withoutSecrets(text)).toBe(text))

test('a secret at the cut is not told in part', () => {
  const text = `${'x '.repeat(45)}s3://AKIA:${'canary'.repeat(20)}@bucket`
  for (let limit = 80; limit < text.length; limit += 1) expect(keptText(text, limit)).not.toContain('can')
  expect(keptText('x'.repeat(5_000), 2_000)).toHaveLength(2_000)
})

test('no part of a pattern repeats without a bound, but where nothing follows: a hostile text takes linear work', () => {
  for (const [{ source }] of SECRET_PATTERNS) {
    const shape = source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x')
    expect(shape.slice(0, -1)).not.toMatch(/[*+]|\{\d+,\}/)
  }
})

test.each(['a.', 'a://', 'a://b:', 'bearer ', '?sig=', '://', 'a://b:c/'])('100,000 hostile characters: %j', (part) => {
  const text = part.repeat(100_000 / part.length)
  expect(withoutSecrets(text).length).toBeLessThanOrEqual(text.length + 100_000)
})
