import { expect, test } from 'vitest'
import { makeLogger } from './log.ts'
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

test('fields stay apart: what looks like a secret over two of them is none', () => {
  const { logger, last } = capture()
  logger.info({ from: 'http://one:x', to: 'me@here' }, 'asked http://one:x of me@here')
  expect(last()).toMatchObject({ from: 'http://one:x', to: 'me@here', msg: 'asked http://one:x of me@here' })
})

test('secrets are left out wherever a text stands: nested, in lists, in addresses, in a bare error', () => {
  const { logger, lines } = capture()
  const text = 's3://AKIA:hun/ter2@bucket'
  logger.info({ all: [{ text }, text], at: new URL('http://me:hunter2@host/') })
  logger.error(new Error('https://me:hunter2@host'))
  logger.error({ err: new Error('https://me:hunter2@host') })
  logger.error({ err: 'https://me:hunter2@host' }, 'failed')
  expect(lines).toHaveLength(4)
  expect(lines.join('')).not.toMatch(/hunter2|ter2/)
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ msg: 'https://me:***@host', err: { type: 'Error' } })
})
