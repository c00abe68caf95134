import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { DemoKubernetes } from '../demo-kubernetes.ts'
import type { SimulatedCluster } from '../flink/simulated-cluster.ts'
import { JobManagerWish, MissingRules, OperatorWish, OutageWish } from './wishes.ts'

export interface Control {
  access: { url: string; token: string }
  close(): Promise<void>
}

class Refusal extends Error {
  readonly status: number

  constructor(status: number, sentence: string) {
    super(sentence)
    this.status = status
  }
}

const MAX_BODY_BYTES = 64 * 1024

/** Serves the control API of README.md on a free port of 127.0.0.1. */
export async function startControl(kubernetes: readonly DemoKubernetes[], clock: () => number): Promise<Control> {
  const token = randomBytes(32).toString('hex')
  const server = createServer((request, response) => {
    handle(kubernetes, clock, token, request).then(
      () => response.writeHead(204).end(),
      (error: unknown) => {
        const status = error instanceof Refusal ? error.status : 400
        response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
        response.end(error instanceof Error ? error.message : 'no wish of this API')
      },
    )
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen({ host: '127.0.0.1', port: 0 }, listening)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    access: { url: `http://127.0.0.1:${port}`, token },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

async function handle(
  kubernetes: readonly DemoKubernetes[],
  clock: () => number,
  token: string,
  request: IncomingMessage,
): Promise<void> {
  authenticate(request, token)
  const segments = (request.url ?? '/').split('/').slice(1).map(decodeURIComponent)
  const [root, name, what, ...rest] = segments
  const connection = kubernetes.find(({ spec }) => spec.name === name)
  if (root !== 'connections' || !connection) throw new Refusal(404, `There is no ${segments.join('/')}.`)
  const body = await readJson(request)
  const wish = `${request.method} ${what}`
  if (wish === 'PUT outage') connection.suffer(OutageWish.parse(body).outage)
  else if (wish === 'PUT missing-rules') connection.faults.forbid(MissingRules.parse(body))
  else if (wish === 'POST compaction') {
    connection.store.compact()
    connection.faults.cutWatches()
  } else if (wish === 'PUT operator') {
    if (OperatorWish.parse(body).installed) connection.installOperator()
    else connection.removeOperator()
  } else if (what === 'clusters') ofCluster(clusterOf(connection, rest), `${request.method} ${rest[2]}`, body, clock())
  else throw new Refusal(404, `There is no ${wish}.`)
}

function ofCluster(cluster: SimulatedCluster, wish: string, body: unknown, now: number): void {
  if (wish === 'PUT jobmanager') {
    if (JobManagerWish.parse(body).alive) cluster.revive(now)
    else cluster.kill(now)
  } else if (wish === 'DELETE checkpoints') cluster.emptyDirectories()
  else throw new Refusal(404, `There is no ${wish}.`)
}

function clusterOf({ clusters }: DemoKubernetes, [namespace, name]: string[]): SimulatedCluster {
  const found = clusters.find(({ spec }) => spec.namespace === namespace && spec.name === name)
  if (!found) throw new Refusal(404, `There is no cluster ${namespace}/${name}.`)
  return found
}

function authenticate(request: IncomingMessage, token: string): void {
  const given = Buffer.from(request.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Refusal(401, 'Who are you?')
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > MAX_BODY_BYTES) throw new Refusal(413, 'That is more than was ever needed.')
  }
  return text === '' ? null : JSON.parse(text)
}
