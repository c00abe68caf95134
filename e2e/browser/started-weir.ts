import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Building comes first on a fresh checkout, and takes minutes on a small machine. */
const READY_DEADLINE_MS = 15 * 60_000
const READY = /Weir is running at (http:\/\/127\.0\.0\.1:\d+)/

export interface StartedWeir {
  url: string
  dataDir: string
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

/** Starts Weir as a person does, `npm start` with these words, on a free port and with data of its own. */
export async function startWeir(words: readonly string[] = []): Promise<StartedWeir> {
  const checkout = fileURLToPath(new URL('../..', import.meta.url))
  const dataDir = mkdtempSync(join(tmpdir(), 'weir-browser-'))
  const all = ['bin/start.mjs', '--port', String(await freePort()), '--data-dir', dataDir, ...words]
  const weir = spawn(process.execPath, all, { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(weir, 'exit')
  const said: string[] = []
  weir.stderr.on('data', (text) => said.push(String(text)))

  const ready = (async () => {
    for await (const line of createInterface({ input: weir.stdout })) {
      said.push(`${line}\n`)
      const url = READY.exec(line)?.[1]
      if (url) return url
    }
    throw new Error(`Weir did not start. It said:\n${said.join('')}`)
  })()
  const overdue = new AbortController()
  const deadline = setTimeout(() => overdue.abort(), READY_DEADLINE_MS)
  const late = once(overdue.signal, 'abort').then(() => {
    throw new Error(`Weir did not start in ${READY_DEADLINE_MS / 60_000} minutes. It said:\n${said.join('')}`)
  })
  const stop = async () => {
    weir.kill('SIGTERM')
    await exited
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const url = await Promise.race([ready, late])
    weir.stdout.resume()
    return { url, dataDir, stop }
  } catch (error) {
    await stop()
    throw error
  } finally {
    clearTimeout(deadline)
  }
}

/** A port of this machine on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('a listening server has a port')
  return address.port
}
