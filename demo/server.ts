import { fstatSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startDemoFleet } from './demo-fleet.ts'
import { FLEET } from './fleet/connections.ts'
import { scaledFleet } from './fleet/scaled.ts'

// The demo fleet as a process: `node demo/server.ts --port 0 --data-dir DIR`. One JSON line on stdout says that it is
// ready and where; it serves until SIGTERM or SIGINT, or until the process that started it is gone.

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'data-dir': { type: 'string' },
    clusters: { type: 'string' },
    jobs: { type: 'string', default: '5' },
  },
})
const port = Number(values.port)
const clusters = values.clusters === undefined ? null : Number(values.clusters)
const jobs = Number(values.jobs)
const dataDir = values['data-dir']
const isCount = (value: number, max: number) => Number.isInteger(value) && value >= 0 && value <= max
if (dataDir === undefined || !isCount(port, 65_535) || !isCount(clusters ?? 0, 10_000) || !isCount(jobs, 100)) {
  process.stderr.write('Usage: node demo/server.ts --data-dir DIR [--port PORT] [--clusters COUNT [--jobs COUNT]]\n')
  process.exit(2)
}

const parent = process.ppid
const fleet = await startDemoFleet({
  port,
  dataDir,
  fleet: clusters === null ? FLEET : scaledFleet({ clusters, jobs }),
}).catch((error: unknown) => {
  process.stderr.write(`The demo fleet did not start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
const stop = () => {
  fleet.close().then(() => process.exit(0))
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
// A killed parent sends no signal: its end of the pipe closes, and its child gets another parent.
setInterval(() => process.ppid === parent || stop(), 1_000)
const input = fstatSync(0, { throwIfNoEntry: false })
if (input?.isFIFO() || input?.isSocket()) {
  process.stdin.once('end', stop)
  process.stdin.once('close', stop)
  process.stdin.resume()
}

const { kubeconfig, contexts, storageRoots, control } = fleet
process.stdout.write(`${JSON.stringify({ kubeconfig, contexts, storageRoots, control })}\n`)
