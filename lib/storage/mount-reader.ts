import { type ChildProcess, spawn } from 'node:child_process'
import type { Problem } from '../problem.ts'
import type { StorageAnswer } from './answer.ts'
import { MOUNT_WORKER_SOURCE } from './mount-worker.ts'

/** Reads below one directory, in a process that can be killed: a read from a hung NFS mount never returns by itself. */
export interface MountReader {
  read(segments: string[], options: { maxBytes: number; deadlineMs: number; path: string }): Promise<StorageAnswer>
  close(): Promise<void>
}

interface Read {
  request: { id: number; directory: string; segments: string[]; maxBytes: number }
  path: string
  /** How often its process crashed: what crashes every process is not handed on for ever. */
  crashes: number
  sent: boolean
  timer: NodeJS.Timeout
  settle: (answer: StorageAnswer) => void
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
      worker.send(read.request)
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
    started.once('error', () => ended(started))
    started.once('exit', () => ended(started))
    return started
  }

  function receive(message: unknown): void {
    if (typeof message !== 'object' || message === null || !('id' in message)) return
    const read = typeof message.id === 'number' ? reads.get(message.id) : undefined
    if (!read) return
    if ('bytes' in message && message.bytes instanceof Uint8Array) {
      const modifiedAt = 'modifiedAt' in message && typeof message.modifiedAt === 'number' ? message.modifiedAt : null
      finish(read, { ok: true, bytes: message.bytes, modifiedAt, observedAt: Date.now() })
    } else {
      fail(read, problemOf(read, message))
    }
  }

  function problemOf(read: Read, message: object): Problem {
    const fault = 'fault' in message ? String(message.fault) : ''
    const detail = 'detail' in message ? String(message.detail) : ''
    if (fault === 'location-missing') return { code: 'storage.location-missing', params: { directory } }
    if (fault === 'too-large') {
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
    finish(read, { ok: false, problem, observedAt: Date.now() })
  }

  function finish(read: Read, answer: StorageAnswer): void {
    clearTimeout(read.timer)
    reads.delete(read.request.id)
    read.settle(answer)
    advance()
  }

  return {
    read: (segments, { maxBytes, deadlineMs, path }) =>
      new Promise((settle) => {
        const request = { id: nextId++, directory, segments, maxBytes }
        const timer = setTimeout(() => expire(read, deadlineMs), deadlineMs)
        const read: Read = { request, path, crashes: 0, sent: false, timer, settle }
        reads.set(request.id, read)
        if (closed) fail(read, { code: 'storage.failed', params: { path, detail: 'closed' } })
        else advance()
      }),
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
