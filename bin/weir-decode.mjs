#!/usr/bin/env node
// npx weir-decode: what Flink wrote, as JSON. Runs on the Node of the checkout, which reads its TypeScript as it is.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nodeOf } from './launcher/install.mjs'
import { runOnOwnNode } from './launcher/runtime.mjs'

const checkout = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
const words = process.argv.slice(2)

if (Number(process.versions.node.split('.')[0]) >= 24) {
  const { main } = await import('./decode/main.ts')
  process.exitCode = await main(words)
} else if (existsSync(nodeOf(checkout))) {
  process.exitCode = await runOnOwnNode(checkout, fileURLToPath(import.meta.url), words)
} else {
  process.stderr.write(`weir-decode: needs Node 24, or the one that npm ci brings: run npm ci in ${checkout}\n`)
  process.exitCode = 1
}
