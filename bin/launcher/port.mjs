import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Refusal } from './refusal.mjs'

/**
 * @param {number} port 0 for any free one.
 * @returns {Promise<number>} a port of 127.0.0.1 that was free a moment ago.
 */
export function freePort(port = 0) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

const RETRY_MS = 100

/** The server of a killed launcher notices within a second; a busy machine takes longer. */
export const ORPHANS_END_WITHIN_MS = 15_000

/**
 * @param {number} port
 * @param {number} patienceMs how long it may still be taken: the server of a killed Weir needs a moment to end
 */
export async function requirePort(port, patienceMs = 0) {
  const deadline = Date.now() + patienceMs
  try {
    await freePort(port)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE' && Date.now() < deadline) {
      await delay(RETRY_MS)
      return requirePort(port, deadline - Date.now())
    }
    if (code === 'EADDRINUSE') {
      throw new Refusal(
        `Port ${port} on 127.0.0.1 is taken by another program; stop it or choose another port with --port ${port < 65_535 ? port + 1 : 3000}.`,
      )
    }
    if (code === 'EACCES')
      throw new Refusal(`Port ${port} may be used by root only; choose one above 1023 with --port.`)
    throw error
  }
}
