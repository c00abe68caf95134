import { join } from 'node:path'
import { startWeir } from './started-weir.ts'

/**
 * Starts the Weir that the tests share, with the demo fleet: they find it under WEIR_URL, and its demo under WEIR_DEMO_DIR.
 * If the first is set already, the Weir that runs there is tested.
 *
 * @returns what ends it and removes its data.
 */
export default async function launch(): Promise<() => Promise<void>> {
  if (process.env.WEIR_URL) return async () => {}
  const { url, dataDir, stop } = await startWeir()
  process.env.WEIR_URL = url
  process.env.WEIR_DEMO_DIR = join(dataDir, 'demo')
  return stop
}
