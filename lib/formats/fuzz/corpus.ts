import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** What the fuzzer of a format begins with: what was found of it and of the formats that it shares a corpus with. */
export function corpusOf(name: string, shared: readonly string[] = []): { file: string; bytes: Uint8Array }[] {
  return [name, ...shared].flatMap((format) => {
    const folder = new URL(`./corpus/${format}/`, import.meta.url)
    if (!existsSync(folder)) return []
    const files = readdirSync(folder).sort()
    return files.map((file) => ({ file, bytes: new Uint8Array(readFileSync(new URL(file, folder))) }))
  })
}
