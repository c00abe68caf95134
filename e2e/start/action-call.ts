import { readFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'

const MANIFEST = join(import.meta.dirname, '..', '..', '.next', 'server', 'server-reference-manifest.json')
const Manifest = z.object({ node: z.record(z.string(), z.object({ exportedName: z.string() })) })

/** The id under which pages of the built Weir call each of its server actions, by the name of its function. */
export function actionIds(): Map<string, string> {
  const { node } = Manifest.parse(JSON.parse(readFileSync(MANIFEST, 'utf8')))
  return new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]))
}

export interface Answer {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: string
}

/** Sends one request to a Weir on 127.0.0.1 with exactly these headers; `fetch` would write `Host` and `Origin` itself. */
export function send(
  port: number,
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const host = { host: `127.0.0.1:${port}` }
    const asked = request({ host: '127.0.0.1', port, path, method, headers: { ...host, ...headers } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.once('error', reject).once('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: text })
      })
    })
    asked.once('error', reject).end(body)
  })
}
