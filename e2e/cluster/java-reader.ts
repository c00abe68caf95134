import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { compile } from './java.ts'

/** A key's value and the file behind it, in short; sizes in bytes, times epoch milliseconds. */
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
  stateBytes: number
  coordinatorBytes: number
}

/** What `java/ReadState.java` is asked: the Base64 of a `handle`, the path of any other. */
export type Asked = 'handle' | 'checkpoint' | 'metadata' | 'submitted' | 'result'

/** Its answer, whole: in the shape of the `*.expected.json` of lib/formats/fixtures, with what stands in line beside it. */
export type JavaWord = Record<string, unknown>

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
  async handles(values: readonly string[]): Promise<JavaHandle[]> {
    const words = await this.#ask<{ filePath: string; stateSize: number; markedForDeletion?: boolean }>(
      'handle',
      values,
    )
    return words.map(({ filePath, stateSize, markedForDeletion = false }) => ({
      path: filePath,
      sizeBytes: stateSize,
      markedForDeletion,
    }))
  }

  /** @param files `completedCheckpoint…` files. */
  async checkpoints(files: readonly string[]): Promise<JavaCheckpoint[]> {
    const words = await this.#ask<CheckpointWord>('checkpoint', files)
    return words.map(({ jobId, checkpointId, timestamp, completionTimestamp, externalPointer, ...word }) => ({
      jobId,
      checkpointId,
      triggeredAt: timestamp,
      completedAt: completionTimestamp,
      path: externalPointer,
      stateBytes: word.stateSize,
      coordinatorBytes: word.operators.reduce(
        (sum, { coordinatorState }) => sum + (coordinatorState?.stateSize ?? 0),
        0,
      ),
    }))
  }

  /** Everything that Flink's classes make of each: `inputs` are Base64 of handles, paths of files. */
  words(asked: Asked, inputs: readonly string[]): Promise<JavaWord[]> {
    return this.#ask(asked, inputs)
  }

  #ask<T>(asked: Asked, inputs: readonly string[]): Promise<T[]> {
    return new Promise((resolve, reject) => {
      const command = ['--pdeathsig', 'KILL', '--', 'java', '-cp', this.#classPath, 'ReadState']
      const java = spawn('setpriv', command, { stdio: ['pipe', 'pipe', 'pipe'] })
      const [out, error] = [text(java.stdout), text(java.stderr)]
      java.once('error', reject)
      java.once('close', async (code) => {
        const answers = (await out).split('\n').filter((line) => line !== '')
        if (code === 0 && answers.length === inputs.length) resolve(answers.map((line) => JSON.parse(line) as T))
        else
          reject(new Error(`ReadState ended with ${code} after ${answers.length} of ${inputs.length}:\n${await error}`))
      })
      // A reader that ended early leaves a pipe behind that nobody reads; its exit code tells more than that.
      java.stdin.on('error', () => {})
      java.stdin.end(inputs.map((input) => `${asked} ${input}\n`).join(''))
    })
  }
}

interface CheckpointWord {
  jobId: string
  checkpointId: number
  timestamp: number
  completionTimestamp: number
  externalPointer: string
  stateSize: number
  operators: { coordinatorState: { stateSize: number } | null }[]
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = ''
  stream.setEncoding('utf8')
  for await (const chunk of stream) all += String(chunk)
  return all
}
