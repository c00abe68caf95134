import { expect, test } from 'vitest'
import { makeLogger, withoutSecrets } from './log.ts'
import { WeirError } from './problem.ts'

function capture(level = 'info') {
  const lines: string[] = []
  const logger = makeLogger(level, { write: (line: string) => void lines.push(line) })
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? 'null') }
}

test('named secrets are left out at every depth that is logged', () => {
  const { logger, last } = capture()
  logger.info(
    { token: 'hunter2', user: { password: 'hunter2', context: { authorization: 'hunter2' } }, name: 'prod' },
    'connected',
  )
  expect(JSON.stringify(last())).not.toContain('hunter2')
  expect(last()).toMatchObject({ name: 'prod', msg: 'connected', user: { password: '***' } })
})

test('secrets inside texts of others are left out too', () => {
  const { logger, last } = capture()
  const error = new Error('connect to postgresql://weir:hunter2@db/weir with Authorization: Bearer eyJhunter2.x-y')
  logger.error({ err: error }, 'postgresql://weir:hunter2@db/weir')
  expect(JSON.stringify(last())).not.toContain('hunter2')
  expect(last().err.message).toContain('postgresql://weir:***@db/weir')
})

test('an error tells its problem and its cause', () => {
  const { logger, last } = capture()
  const cause = new Error('ECONNREFUSED')
  logger.warn({ err: new WeirError({ code: 'database.unreachable', params: { address: 'db' } }, { cause }) })
  expect(last().err).toMatchObject({
    type: 'WeirError',
    problem: { code: 'database.unreachable' },
    cause: 'ECONNREFUSED',
  })
})

test('lines below the level are not written', () => {
  const { logger, lines } = capture('warn')
  logger.info('no')
  expect(lines).toEqual([])
})

test('a text without secrets stays as it is', () => {
  const text = 's3://bucket/a@b/c http://127.0.0.1:8081/jobs user@host 12:30'
  expect(withoutSecrets(text)).toBe(text)
})
