import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { MIGRATIONS } from '../../lib/db/fresh-database.ts'
import { schemaDiff } from './schema-diff.mjs'

const SCHEMA = readFileSync(join(MIGRATIONS, '..', 'schema.prisma'), 'utf8')
const diffOf = (schema: string) => schemaDiff(inject('postgresUrl'), MIGRATIONS, schema)

test('schema.prisma says nothing that the migrations do not say', async () => {
  expect(await diffOf(SCHEMA)).toBeNull()
})

test('what is new in the schema is told as SQL, in a partitioned table too', async () => {
  const schema = SCHEMA.replace('model Checkpoint {', 'model Checkpoint {\n  probe Int?')
  expect(await diffOf(schema)).toMatch(/^ALTER TABLE "checkpoint" ADD COLUMN +"probe" INTEGER;$/m)
})
