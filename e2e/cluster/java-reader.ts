import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { compile } from './java.ts'

/** What `java/ReadState.java` answers; sizes in bytes, times epoch milliseconds. */
export interface JavaHandle {
  path: string
  sizeBytes: number
  markedForDeletion: boolean
}
export interface JavaCheckpoint {
  jobId: string
  checkpointId: number
  triggeredAt: number
  completedAt: number
  path: string
  metadataBytes: number
  operators: number
  stateBytes: number
  coordinatorBytes: number
}
export interface JavaMetadata {
  checkpointId: number
  masterStates: number
  operators: number
  stateBytes: number
  coordinatorBytes: number
}

/** Reads with Flink's own classes: the reader is compiled against the jars of the release that wrote the files. */
export class JavaReader {
  readonly #classPath: string

  private constructor(classPath: string) {
    this.#classPath = classPath
  }

  static async compile(home: string, classes: string): Promise<JavaReader> {
    return new JavaReader(`${await compile('ReadState', home, classes)}:${join(home, 'lib')}/*`)
  }

  /** @param values of `checkpointID-…` keys, Base64. */
  handles(values: readonly string[]): Promise<JavaHandle[]> {
    return this.#ask(values.map((value) => `handle ${value}`))
  }

  /** @param files `completedCheckpoint…` files. */
  checkpoints(files: readonly string[]): Promise<JavaCheckpoint[]> {
    return this.#ask(files.map((file) => `checkpoint ${file}`))
  }

  /** @param files `_metadata` files. */
  metadata(files: readonly string[]): Promise<JavaMetadata[]> {
    return this.#ask(files.map((file) => `metadata ${file}`))
  }

  #ask<T>(requests: readonly string[]): Promise<T[]> {
    return new Promise((resolve, reject) => {
      const command = ['--pdeathsig', 'KILL', '--', 'java', '-cp', this.#classPath, 'ReadState']
      const java = spawn('setpriv', command, { stdio: ['pipe', 'pipe', 'pipe'] })
      const [out, error] = [text(java.stdout), text(java.stderr)]
      java.once('error', reject)
      java.once('close', async (code) => {
        const answers = (await out).split('\n').filter((line) => line !== '')
        if (code === 0 && answers.length === requests.length) resolve(answers.map((line) => JSON.parse(line) as T))
        else
          reject(
            new Error(`ReadState ended with ${code} after ${answers.length} of ${requests.length}:\n${await error}`),
          )
      })
      java.stdin.end(`${requests.join('\n')}\n`)
    })
  }
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = ''
  for await (const chunk of stream) all += chunk.toString()
  return all
}
