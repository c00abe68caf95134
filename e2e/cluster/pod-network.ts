import { execFile } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A /24 of this run's own on a bridge of its own: the API server proxies to pod addresses only, never to loopback. */
export interface PodNetwork {
  bridge: string
  /** The API server's address, `10.x.y.1`. */
  nodeIp: string
  /** Gives the next free address of the network to a pod. */
  nextPodIp(): Promise<string>
  remove(): Promise<void>
}

/**
 * Claims a free /24 between 10.240.0.0 and 10.255.255.255. The bridge is named for its network, and the kernel lets a
 * name be taken once: so two runs at the same time cannot claim the same.
 */
export async function createPodNetwork(): Promise<PodNetwork> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const [x, y] = [randomInt(240, 256), randomInt(0, 256)]
    const prefix = `10.${x}.${y}.`
    if (inUse(prefix)) continue
    const bridge = `weir-${x}-${y}`
    try {
      await run('ip', ['link', 'add', 'name', bridge, 'type', 'bridge'])
    } catch (error) {
      if (String(error).includes('File exists')) continue
      throw error
    }
    try {
      await run('ip', ['address', 'add', `${prefix}1/24`, 'dev', bridge])
      await run('ip', ['link', 'set', bridge, 'up'])
    } catch (error) {
      await run('ip', ['link', 'delete', bridge])
      throw error
    }
    let last = 10
    return {
      bridge,
      nodeIp: `${prefix}1`,
      async nextPodIp() {
        last += 1
        await run('ip', ['address', 'add', `${prefix}${last}/24`, 'dev', bridge])
        return `${prefix}${last}`
      },
      async remove() {
        await run('ip', ['link', 'delete', bridge])
      },
    }
  }
  throw new Error('no free /24 between 10.240.0.0 and 10.255.255.255')
}

function inUse(prefix: string): boolean {
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => address.startsWith(prefix)),
  )
}
