import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { childOf } from './child.mjs'
import { openLog, tailOf } from './log-file.mjs'
import { Refusal } from './refusal.mjs'

const READY_DEADLINE_MS = 30_000
const GRACE_MS = 3_000

const Ready = z.object({
  kubeconfig: z.string(),
  contexts: z.array(z.string()).min(1),
  storageRoots: z.array(z.string().regex(/^[^=]+=.+$/, { error: 'expected PREFIX=DIR' })),
})

/**
 * Starts the demo fleet: a program of its own, which the product reaches as it reaches a real fleet. It ends when its
 * standard input does, so a killed Weir leaves none behind.
 *
 * @param {string} checkout
 * @param {string} dataDir
 */
export async function startDemo(checkout, dataDir) {
  const folder = join(dataDir, 'demo')
  mkdirSync(folder, { recursive: true })
  const log = openLog(dataDir, 'demo')
  const words = [join(checkout, 'demo', 'server.ts'), '--port', '0', '--data-dir', folder]
  const demo = spawn(process.execPath, words, { cwd: checkout, detached: true, stdio: ['pipe', 'pipe', log.fd] })
  const child = childOf('The demo fleet', demo, GRACE_MS)
  const deadline = AbortSignal.timeout(READY_DEADLINE_MS)
  try {
    for await (const line of createInterface({ input: demo.stdout, signal: deadline })) {
      const { kubeconfig, contexts, storageRoots } = Ready.parse(JSON.parse(line))
      demo.stdout.resume()
      return { child, kubeconfig, contexts, locations: storageRoots.map(splitRoot) }
    }
  } catch (cause) {
    await child.stop()
    throw new Refusal(`The demo fleet did not start; its last words in ${log.path}: ${tailOf(log.path)}`, { cause })
  }
  await child.stop()
  throw new Refusal(`The demo fleet ended before it was ready; its last words in ${log.path}: ${tailOf(log.path)}`)
}

/** @param {string} root `PREFIX=DIR`. */
function splitRoot(root) {
  const at = root.indexOf('=')
  return { prefix: root.slice(0, at), directory: root.slice(at + 1) }
}
