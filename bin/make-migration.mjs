// Writes prisma/migrations/<time>_<name>/migration.sql: what leads from the migrations there are to schema.prisma.
// Run with the checkout's Node 24: node_modules/.bin/node bin/make-migration.mjs NAME
//
// Prisma's own command does this with an engine it downloads; here the same engine comes from a package, as WebAssembly.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import Result from 'pg/lib/result.js'
import { startPostgres } from './launcher/postgres.mjs'
import { complain, say } from './launcher/progress.mjs'

const checkout = join(import.meta.dirname, '..')
const folder = join(checkout, 'prisma', 'migrations')
const schemaPath = join(checkout, 'prisma', 'schema.prisma')

const name = process.argv[2]
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  complain('make-migration NAME: a name of small letters, digits and underscores is needed')
  process.exit(2)
}

// The engine reads PostgreSQL's catalogue, which has columns of the one-byte type "char" (18); the adapter knows only its
// sibling of any length (1042) and refuses the rest.
const { addFields } = Result.prototype
Result.prototype.addFields = function (fields) {
  addFields.call(
    this,
    fields.map((field) => (field.dataTypeID === 18 ? Object.assign(field, { dataTypeID: 1042 }) : field)),
  )
}

/** The migrations as the engine wants them handed over. */
function migrationList() {
  const directories = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return {
    baseDir: folder,
    lockfile: { path: './migration_lock.toml', content: readFileSync(join(folder, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: directories.map(({ name: path }) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(folder, path, 'migration.sql'), 'utf8') },
      },
    })),
  }
}

const dataDir = mkdtempSync(join(tmpdir(), 'weir-migration-'))
const postgres = await startPostgres(dataDir)
try {
  const schema = readFileSync(schemaPath, 'utf8')
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(postgres.url('postgres')))
  const engine = await SchemaEngine.new({ datamodels: [[schemaPath, schema]] }, () => {}, adapter)
  const { stdout } = await engine.diff({
    from: { tag: 'migrations', ...migrationList() },
    to: { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: schema }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  if (!stdout || /empty migration/.test(stdout)) {
    say('schema.prisma says nothing that the migrations do not say already')
  } else {
    const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const directory = join(folder, `${time}_${name}`)
    mkdirSync(directory)
    writeFileSync(join(directory, 'migration.sql'), stdout)
    say(`${join(directory, 'migration.sql')}: read it before it is committed; it can be changed until then`)
  }
} finally {
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
