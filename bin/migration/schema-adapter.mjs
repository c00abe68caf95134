import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'

/** PostgreSQL's one-byte type `"char"`, in which its catalogue tells kinds, and its sibling of any length. */
const ONE_BYTE_CHAR = 18
const BPCHAR = 1042

/** The adapter as the schema engine needs it: its queries read the catalogue, its scripts are whole migrations. */
export class SchemaAdapter extends PrismaPg {
  #url

  /** @param {string} url */
  constructor(url) {
    super(url)
    this.#url = url
  }

  async connect() {
    return fitForSchemas(await super.connect())
  }

  /** The adapter's own is the very database of the URL, and is to be dropped while it is still connected to. */
  async connectToShadowDb() {
    const name = `shadow_${crypto.randomUUID().replaceAll('-', '')}`
    const url = new URL(this.#url)
    url.pathname = `/${name}`
    const server = await this.connect()
    await server.executeScript(`CREATE DATABASE ${name}`)
    const shadow = await new SchemaAdapter(url.href).connect()
    const { dispose } = shadow
    shadow.dispose = async () => {
      await dispose.call(shadow)
      await server.executeScript(`DROP DATABASE ${name}`)
      await server.dispose()
    }
    return shadow
  }
}

function fitForSchemas(connection) {
  // The adapter cuts a script at every semicolon, those in the body of a function too; PostgreSQL takes it as it is.
  connection.executeScript = async (script) => {
    await connection.client.query(script).catch((error) => connection.onError(error))
  }
  // The adapter refuses columns of `"char"`; the engine wants them told as characters, and not as text.
  const { queryRaw } = connection
  connection.queryRaw = async (query) => {
    const kinds = new Set()
    const asking = Object.create(connection)
    asking.performIO = async (asked) => {
      const result = await connection.performIO(asked)
      for (const [index, field] of result.fields.entries()) {
        if (field.dataTypeID !== ONE_BYTE_CHAR) continue
        kinds.add(index)
        field.dataTypeID = BPCHAR
      }
      return result
    }
    const answer = await queryRaw.call(asking, query)
    const columnTypes = answer.columnTypes.map((type, index) => (kinds.has(index) ? ColumnTypeEnum.Character : type))
    return { ...answer, columnTypes }
  }
  return connection
}
