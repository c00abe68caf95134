// Writes prisma/migrations/<time>_<name>/migration.sql: what leads from the migrations there are to schema.prisma.
// npm run migration -- NAME
//
// Prisma's own command does this with an engine it downloads; here the same engine comes from a package, as WebAssembly.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from './launcher/postgres.mjs'
import { complain, say } from './launcher/progress.mjs'
import { schemaDiff } from './migration/schema-diff.mjs'

const checkout = join(import.meta.dirname, '..')
const folder = join(checkout, 'prisma', 'migrations')

const name = process.argv[2]
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  complain('npm run migration -- NAME: a name of small letters, digits and underscores is needed')
  process.exit(2)
}

const dataDir = mkdtempSync(join(tmpdir(), 'weir-migration-'))
const postgres = await startPostgres(dataDir)
try {
  const schema = readFileSync(join(checkout, 'prisma', 'schema.prisma'), 'utf8')
  const sql = await schemaDiff(postgres.url('postgres'), folder, schema)
  if (sql === null) {
    say('schema.prisma says nothing that the migrations do not say already')
  } else {
    const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const directory = join(folder, `${time}_${name}`)
    mkdirSync(directory)
    writeFileSync(join(directory, 'migration.sql'), sql)
    say(`${join(directory, 'migration.sql')}: read it before it is committed; it can be changed until then`)
  }
} finally {
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
