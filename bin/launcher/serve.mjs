// The web server as a process of its own: Next's standalone server, which ends with the launcher even where that is killed.
import { pathToFileURL } from 'node:url'

process.on('disconnect', () => process.exit(1))

const server = process.argv[2]
if (!server) throw new Error('serve.mjs SERVER: the path of the built server is needed')
await import(pathToFileURL(server).href)
