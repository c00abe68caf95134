import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import { SchemaAdapter } from './schema-adapter.mjs'

/**
 * The SQL that leads from the checked-in migrations to a schema; null where they say all that it says. What Prisma's schema
 * has no words for is not compared: partitions, check constraints, triggers.
 *
 * @param {string} url of a PostgreSQL in which a database may be made; it is dropped again
 * @param {string} folder prisma/migrations
 * @param {string} schema the text of schema.prisma
 * @returns {Promise<string | null>}
 */
export async function schemaDiff(url, folder, schema) {
  const path = 'schema.prisma'
  const adapter = bindMigrationAwareSqlAdapterFactory(new SchemaAdapter(url))
  const engine = await SchemaEngine.new({ datamodels: [[path, schema]] }, () => {}, adapter)
  const { stdout } = await engine.diff({
    from: { tag: 'migrations', ...migrationList(folder) },
    to: { tag: 'schemaDatamodel', files: [{ path, content: schema }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return !stdout || /empty migration/.test(stdout) ? null : stdout
}

/** The migrations as the engine wants them handed over. */
function migrationList(folder) {
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
