import { readFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { createInterface } from 'node:readline'
import { KubeConfig } from '@kubernetes/client-node'

export interface ApiAnswer {
  status: number
  headers: IncomingHttpHeaders
  /** Parsed where it is JSON, else the text. */
  body: unknown
}

export interface WatchEvent {
  type: string
  object: { kind?: string; code?: number; reason?: string; metadata: WatchedMetadata }
}

interface WatchedMetadata {
  name?: string
  namespace?: string
  resourceVersion: string
  annotations?: Record<string, string>
}

/** Plain requests to the API server of a kubeconfig's current context: nothing between the assertion and the wire. */
export class ApiClient {
  readonly #kubeConfig = new KubeConfig()

  constructor(kubeconfigPath: string) {
    this.#kubeConfig.loadFromString(readFileSync(kubeconfigPath, 'utf8'))
  }

  async get(path: string, options: { anonymous?: boolean } = {}): Promise<ApiAnswer> {
    const response = await this.#open(path, options)
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(Buffer.from(chunk))
    const text = Buffer.concat(chunks).toString('utf8')
    const json = response.headers['content-type']?.startsWith('application/json')
    return { status: response.statusCode ?? 0, headers: response.headers, body: json ? JSON.parse(text) : text }
  }

  /** Events of a watch until the server ends it or the reader stops. */
  async *watch(path: string): AsyncGenerator<WatchEvent> {
    const response = await this.#open(path, {})
    try {
      for await (const line of createInterface({ input: response })) yield JSON.parse(line) as WatchEvent
    } finally {
      response.destroy()
    }
  }

  async #open(path: string, { anonymous = false }): Promise<IncomingMessage> {
    const url = new URL(path, this.#kubeConfig.getCurrentCluster()?.server)
    const options: RequestOptions = {}
    await this.#kubeConfig.applyToHTTPSOptions(options)
    if (anonymous) {
      // the agent holds the client certificate too: what is left is the server's own certificate authority
      for (const credential of ['auth', 'cert', 'key', 'agent', 'headers']) Reflect.deleteProperty(options, credential)
    }
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    return new Promise((resolve, reject) => {
      send(url, options, resolve).once('error', reject).end()
    })
  }
}
