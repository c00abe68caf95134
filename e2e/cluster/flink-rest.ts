import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { FormData, fetch } from 'undici'
import { until } from './until.ts'

/** A checkpoint as `/jobs/:id/checkpoints` lists it: the fields that stories compare. */
export interface RestCheckpoint {
  id: number
  status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  is_savepoint: boolean
  trigger_timestamp: number
  state_size: number
  checkpointed_size?: number
  external_path?: string
  discarded?: boolean
}

export interface RestCheckpoints {
  counts: Record<'restored' | 'total' | 'in_progress' | 'completed' | 'failed', number>
  latest: { restored?: { id: number; external_path: string; is_savepoint: boolean } | null }
  history: RestCheckpoint[]
}

export interface RestJob {
  jid: string
  name: string
  state: string
  'start-time': number
  tasks: { running: number }
}

/** Talks to a JobManager directly, as an operator with curl would. */
export class FlinkRest {
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  async jobs(): Promise<RestJob[]> {
    return (await this.#request<{ jobs: RestJob[] }>('GET', '/jobs/overview')).jobs
  }

  taskManagers(): Promise<number> {
    return this.#request<{ taskmanagers: number }>('GET', '/overview').then((overview) => overview.taskmanagers)
  }

  checkpoints(jobId: string): Promise<RestCheckpoints> {
    return this.#request('GET', `/jobs/${jobId}/checkpoints`)
  }

  /**
   * Takes a checkpoint beside those of the interval, as far as Flink takes one now: 1.17 and later. Its result is asked for:
   * a JobManager that is told to end waits minutes for results that nobody took.
   */
  async takeCheckpoint(jobId: string): Promise<void> {
    const path = `/jobs/${jobId}/checkpoints`
    const { 'request-id': id } = await this.#request<{ 'request-id': string }>('POST', path, { checkpointType: 'FULL' })
    await until(`checkpoint ${id} has ended`, 60_000, async () => {
      const { status } = await this.#request<{ status: { id: string } }>('GET', `${path}/${id}`)
      return status.id === 'COMPLETED'
    })
  }

  async cancel(jobId: string): Promise<void> {
    await this.#request('PATCH', `/jobs/${jobId}?mode=cancel`)
  }

  /** `DELETE /cluster`: the cluster ends as Flink ends it, jobs and all. */
  async deleteCluster(): Promise<void> {
    await this.#request('DELETE', '/cluster')
  }

  /** Uploads the jar and starts its job. @returns the job id. */
  async run(jar: string, programArguments: string[], savepointPath?: string): Promise<string> {
    const form = new FormData()
    form.append('jarfile', new Blob([await readFile(jar)], { type: 'application/java-archive' }), basename(jar))
    const upload = await this.#request<{ filename: string }>('POST', '/jars/upload', form)
    const { jobid } = await this.#request<{ jobid: string }>('POST', `/jars/${basename(upload.filename)}/run`, {
      programArgsList: programArguments,
      ...(savepointPath ? { savepointPath } : {}),
    })
    return jobid
  }

  /** Triggers a savepoint in the default directory and waits for it. @returns its location. */
  savepoint(jobId: string): Promise<string> {
    return this.#savepoint(jobId, 'savepoints', { 'cancel-job': false })
  }

  /** Stops the job with a savepoint in the default directory and waits for it. @returns its location. */
  stopWithSavepoint(jobId: string): Promise<string> {
    return this.#savepoint(jobId, 'stop', { drain: false })
  }

  async #savepoint(jobId: string, how: 'savepoints' | 'stop', body: object): Promise<string> {
    const { 'request-id': triggerId } = await this.#request<{ 'request-id': string }>(
      'POST',
      `/jobs/${jobId}/${how}`,
      body,
    )
    return until(`savepoint of ${jobId}`, 60_000, async () => {
      const { operation } = await this.#request<{
        operation?: { location?: string; 'failure-cause'?: unknown } | null
      }>('GET', `/jobs/${jobId}/savepoints/${triggerId}`)
      if (operation?.['failure-cause']) throw new Error(JSON.stringify(operation['failure-cause']).slice(0, 500))
      return operation?.location
    })
  }

  async #request<T>(method: string, path: string, body?: FormData | object): Promise<T> {
    const json = body !== undefined && !(body instanceof FormData)
    const response = await fetch(this.url + path, {
      method,
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      ...(json ? { headers: { 'content-type': 'application/json' } } : {}),
    })
    const text = await response.text()
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${lastCause(text)}`)
    return (text ? JSON.parse(text) : undefined) as T
  }
}

/** Flink answers errors with whole stack traces: what happened is the last cause. */
function lastCause(answer: string): string {
  return answer.split('Caused by: ').at(-1)?.split('\\n')[0]?.slice(0, 500) ?? answer.slice(0, 500)
}
