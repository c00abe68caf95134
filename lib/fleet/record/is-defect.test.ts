import { expect, test } from 'vitest'
import { freshDatabase } from '../../db/fresh-database.ts'
import { isDefect } from './is-defect.ts'

test('what the database refuses is a defect, what it did not answer in time is none', async () => {
  const database = await freshDatabase()
  const failing = async (sql: string): Promise<unknown> => {
    try {
      await database.$executeRawUnsafe(sql)
    } catch (error) {
      return error
    }
    throw new Error(`${sql} did not fail`)
  }
  expect(isDefect(await failing(`SELECT '"\\ud800"'::jsonb`))).toBe(true)
  expect(isDefect(await failing('SELECT 2147483648::int'))).toBe(true)
  expect(isDefect(await failing('SELECT no_such_column'))).toBe(true)
  expect(isDefect(await failing(`SET statement_timeout = 1; SELECT pg_sleep(1)`))).toBe(false)
  expect(isDefect(new Error('connect ECONNREFUSED'))).toBe(false)
})
