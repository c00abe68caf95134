import { expect, test } from 'vitest'
import { freshDatabaseUrl, MIGRATIONS } from './fresh-database.ts'
import { migrate } from './migrate.ts'
import { checkDatabase } from './readiness.ts'

test('an empty database is not ready until its migrations are applied', async () => {
  const url = await freshDatabaseUrl()
  expect(await checkDatabase(url, MIGRATIONS)).toMatchObject({ code: 'database.migrations-pending' })
  await migrate(url, MIGRATIONS)
  expect(await checkDatabase(url, MIGRATIONS)).toBeNull()
})

test('a database that does not answer is not ready', async () => {
  expect(await checkDatabase('postgresql://user:s3cret@127.0.0.1:1/weir', MIGRATIONS)).toMatchObject({
    code: 'database.unreachable',
  })
})
