import { type ChildProcess, spawn } from 'node:child_process'
import type { Problem } from '../problem.ts'
import type { FileState, StorageAnswer, StorageListing, StorageStates } from './answer.ts'
import { MOUNT_WORKER_SOURCE } from './mount-worker.ts'

/** Reads below one directory, in a process that can be killed: a read from a hung NFS mount never returns by itself. */
export interface MountReader {
  read(segments: string[], options: { maxBytes: number; deadlineMs: number; path: string }): Promise<StorageAnswer>
  /** What lies directly in a directory, `maxEntries` at most. */
  list(segments: string[], options: { maxEntries: number; deadlineMs: number; path: string }): Promise<StorageListing>
  /** Whether these files are there and how long they are, in the order asked for; nothing of them is read. */
  states(files: string[][], options: { deadlineMs: number; path: string }): Promise<StorageStates>
  close(): Promise<void>
}

/** What the process understands. */
type Request =
  | { id: number; directory: string; segments: string[]; maxBytes: number }
  | { id: number; directory: string; segments: string[]; maxEntries: number }
  | { id: number; directory: string; files: string[][] }

interface Read {
  request: Request
  path: string
  /** How often its process crashed: what crashes every process is not handed on for ever. */
  crashes: number
  sent: boolean
  timer: NodeJS.Timeout
  /** Takes a good answer; false where it is none. */
  take: (message: object) => boolean
  refuse: (problem: Problem) => void
}

const CONCURRENT_READS = 4
const MAX_CRASHES = 2
const EXIT_GRACE_MS = 1000

const CODES: Record<string, string> = {
  missing: 'storage.missing',
  'location-missing': 'storage.location-missing',
  forbidden: 'storage.forbidden',
  outside: 'storage.outside',
  'not-a-file': 'storage.not-a-file',
  'too-large': 'storage.too-large',
}

/** The process is started at the first read, kept, killed at a deadline, and started anew for the next read. */
export function mountReader(directory: string): MountReader {
  const reads = new Map<number, Read>()
  let worker: ChildProcess | null = null
  let nextId = 1
  let closed = false

  /** Hands out what waits. While a killed process still hangs in the kernel no second one is started beside it. */
  function advance(): void {
    if (closed || reads.size === 0) return
    worker ??= start()
    if (worker.killed) return
    let inFlight = [...reads.values()].filter((read) => read.sent).length
    for (const read of reads.values()) {
      if (inFlight >= CONCURRENT_READS) return
      if (read.sent) continue
      read.sent = true
      inFlight += 1
      const to = worker
      // A process that has died, or that could not be started, hears nothing more.
      to.send?.(read.request, (error) => {
        if (error !== null) ended(to)
      })
    }
  }

  function start(): ChildProcess {
    const started = spawn(process.execPath, ['--input-type=module', '-e', MOUNT_WORKER_SOURCE], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      // Neither the server's secrets nor its NODE_OPTIONS.
      env: { NODE_ENV: 'production' },
      cwd: '/',
    })
    // An idle process keeps nobody from ending; a pending read does, by its deadline.
    started.unref()
    started.channel?.unref()
    started.on('message', receive)
    started.on('error', () => ended(started))
    started.once('exit', () => ended(started))
    return started
  }

  function receive(message: unknown): void {
    if (typeof message !== 'object' || message === null || !('id' in message)) return
    const read = typeof message.id === 'number' ? reads.get(message.id) : undefined
    if (!read) return
    if (read.take(message)) finish(read)
    else fail(read, problemOf(read, message))
  }

  function problemOf(read: Read, message: object): Problem {
    const fault = 'fault' in message ? String(message.fault) : ''
    const detail = 'detail' in message ? String(message.detail) : ''
    if (fault === 'location-missing') return { code: 'storage.location-missing', params: { directory } }
    if (fault === 'too-large' && 'maxBytes' in read.request) {
      return { code: 'storage.too-large', params: { path: read.path, maxBytes: read.request.maxBytes } }
    }
    const code = CODES[fault]
    if (code) return { code, params: { path: read.path } }
    return { code: 'storage.failed', params: { path: read.path, detail: detail.slice(0, 100) } }
  }

  /** The process is gone: what it was reading for others than the culprit is read again. */
  function ended(gone: ChildProcess): void {
    if (worker !== gone) return
    worker = null
    for (const read of [...reads.values()].filter((read) => read.sent)) {
      read.sent = false
      if (!gone.killed) read.crashes += 1
      if (read.crashes >= MAX_CRASHES) {
        fail(read, { code: 'storage.failed', params: { path: read.path, detail: 'reader ended' } })
      }
    }
    advance()
  }

  function expire(read: Read, deadlineMs: number): void {
    if (read.sent) worker?.kill('SIGKILL')
    fail(read, { code: 'storage.timeout', params: { path: read.path, seconds: deadlineMs / 1000 } })
  }

  function fail(read: Read, problem: Problem): void {
    read.refuse(problem)
    finish(read)
  }

  function finish(read: Read): void {
    clearTimeout(read.timer)
    reads.delete(read.request.id)
    advance()
  }

  /** @param answerOf the answer that a message of the process is; null where it is none. */
  function ask<Answer extends { ok: true; observedAt: number }>(
    request: (id: number) => Request,
    { deadlineMs, path }: { deadlineMs: number; path: string },
    answerOf: (message: object) => Answer | null,
  ): Promise<Answer | { ok: false; problem: Problem; observedAt: number }> {
    return new Promise((settle) => {
      const id = nextId++
      const timer = setTimeout(() => expire(read, deadlineMs), deadlineMs)
      const read: Read = {
        request: request(id),
        path,
        crashes: 0,
        sent: false,
        timer,
        take: (message) => {
          const answer = answerOf(message)
          if (answer !== null) settle(answer)
          return answer !== null
        },
        refuse: (problem) => settle({ ok: false, problem, observedAt: Date.now() }),
      }
      reads.set(id, read)
      if (closed) fail(read, { code: 'storage.failed', params: { path, detail: 'closed' } })
      else advance()
    })
  }

  return {
    read: (segments, options) =>
      ask((id) => ({ id, directory, segments, maxBytes: options.maxBytes }), options, fileOf),
    list: (segments, options) =>
      ask((id) => ({ id, directory, segments, maxEntries: options.maxEntries }), options, listingOf),
    states: (files, options) =>
      ask(
        (id) => ({ id, directory, files }),
        options,
        (message) => statesOf(message, files.length),
      ),
    close: async () => {
      closed = true
      for (const read of [...reads.values()]) {
        fail(read, { code: 'storage.failed', params: { path: read.path, detail: 'closed' } })
      }
      const leaving = worker
      if (leaving === null) return
      const exited = new Promise<void>((resolve) => leaving.once('exit', () => resolve()))
      leaving.kill('SIGKILL')
      let timer: NodeJS.Timeout | undefined
      const grace = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, EXIT_GRACE_MS)
      })
      await Promise.race([exited, grace])
      clearTimeout(timer)
    },
  }
}

function fileOf(message: object): Extract<StorageAnswer, { ok: true }> | null {
  if (!('bytes' in message && message.bytes instanceof Uint8Array)) return null
  const modifiedAt = 'modifiedAt' in message && typeof message.modifiedAt === 'number' ? message.modifiedAt : null
  return { ok: true, bytes: message.bytes, modifiedAt, observedAt: Date.now() }
}

function listingOf(message: object): Extract<StorageListing, { ok: true }> | null {
  if (!('entries' in message && Array.isArray(message.entries))) return null
  const entries = message.entries.flatMap(([name, isDirectory]: unknown[]) =>
    typeof name === 'string' ? [{ name, isDirectory: isDirectory === true }] : [],
  )
  return { ok: true, entries, whole: 'whole' in message && message.whole === true, observedAt: Date.now() }
}

function statesOf(message: object, count: number): Extract<StorageStates, { ok: true }> | null {
  if (!('states' in message && Array.isArray(message.states) && message.states.length === count)) return null
  const states = message.states.map((state: unknown): FileState => {
    if (typeof state === 'number') return { kind: 'file', sizeBytes: state }
    return state === 'missing' ? { kind: 'missing' } : { kind: 'unknown', fault: String(state) }
  })
  return { ok: true, states, observedAt: Date.now() }
}
