import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Location } from './location.ts'
import { type StorageAnswer, type StorageReader, storageReader } from './reader.ts'

const LIMITS = { maxBytes: 1000, deadlineMs: 10_000 }

let base: string
let root: string
let locations: Location[]
let reader: StorageReader

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'weir-storage-'))
  root = join(base, 'volume')
  mkdirSync(join(root, 'chk-1'), { recursive: true })
  writeFileSync(join(root, 'chk-1/_metadata'), 'state')
  writeFileSync(join(base, 'secret'), 'secret')
  locations = [{ id: 'flink', prefix: 'file:///srv/flink', directory: root }]
  reader = storageReader(() => locations)
})

afterEach(async () => {
  await reader.close()
  rmSync(base, { recursive: true, force: true })
})

async function codeOf(path: string, limits = LIMITS): Promise<string> {
  const answer = await reader.read(path, limits)
  return answer.ok ? 'read' : answer.problem.code
}

function textOf(answer: StorageAnswer): string {
  if (!answer.ok) throw new Error(answer.problem.code)
  return new TextDecoder().decode(answer.bytes)
}

/** The processes that this one has started and that still live. */
function children(): number[] {
  const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', `${process.pid}`], { encoding: 'utf8' })
  return listed
    .split('\n')
    .filter((line) => line.includes('--input-type=module'))
    .map((line) => Number.parseInt(line, 10))
}

describe('read', () => {
  it('reads a file by any spelling of its path', async () => {
    for (const path of [
      'file:/srv/flink/chk-1/_metadata',
      'file:///srv/flink//chk-1/_metadata',
      '/srv/flink/chk-1/_metadata',
    ]) {
      const answer = await reader.read(path, LIMITS)
      expect(textOf(answer)).toBe('state')
      expect(answer.ok && answer.modifiedAt).toBeGreaterThan(Date.parse('2020-01-01'))
    }
  })

  it('reads an empty file, and one as large as allowed', async () => {
    writeFileSync(join(root, 'empty'), '')
    expect(textOf(await reader.read('/srv/flink/empty', LIMITS))).toBe('')
    writeFileSync(join(root, 'full'), 'x'.repeat(1000))
    expect(textOf(await reader.read('/srv/flink/full', LIMITS))).toHaveLength(1000)
    writeFileSync(join(root, 'over'), 'x'.repeat(1001))
    expect(await codeOf('/srv/flink/over')).toBe('storage.too-large')
  })

  it('reads megabytes whole', async () => {
    const bytes = Buffer.alloc(5_000_000, 'abcdefg')
    writeFileSync(join(root, 'large'), bytes)
    const answer = await reader.read('/srv/flink/large', { ...LIMITS, maxBytes: 10_000_000 })
    expect(answer.ok && Buffer.from(answer.bytes).equals(bytes)).toBe(true)
  })

  it('reads many files at once', async () => {
    for (let i = 0; i < 50; i++) writeFileSync(join(root, `f${i}`), `${i}`)
    const reads = Array.from({ length: 50 }, (_, i) => reader.read(`/srv/flink/f${i}`, LIMITS))
    expect((await Promise.all(reads)).map(textOf)).toEqual(Array.from({ length: 50 }, (_, i) => `${i}`))
    expect(children()).toHaveLength(1)
  })

  it('reads names as they are', async () => {
    for (const name of ['a b', '%2e%2e', 'ü', '$(id)', "it's"]) {
      writeFileSync(join(root, name), name)
      expect(textOf(await reader.read(`file:/srv/flink/${name}`, LIMITS))).toBe(name)
    }
  })

  it('reads a mounted bucket by its own prefix', async () => {
    locations = [{ id: 'bucket', prefix: 's3://bucket', directory: root }]
    expect(textOf(await reader.read('s3://bucket/chk-1/_metadata', LIMITS))).toBe('state')
  })
})

describe('refusals', () => {
  it.each([
    ['/srv/flink/none', 'storage.missing'],
    ['/srv/flink/chk-1/_metadata/x', 'storage.missing'],
    ['/srv/flink/chk-1', 'storage.not-a-file'],
    ['/srv/flink', 'storage.not-a-file'],
    ['/etc/passwd', 'storage.outside'],
    ['/srv/flinkier/x', 'storage.outside'],
    ['relative', 'storage.outside'],
    ['', 'storage.outside'],
    ['/srv/flink/../secret', 'storage.path-invalid'],
    ['/srv/flink/chk-1/../../secret', 'storage.path-invalid'],
    ['/srv/flink/./chk-1/_metadata', 'storage.path-invalid'],
    ['/srv/flink/chk-1/_metadata\0.txt', 'storage.path-invalid'],
    ['s3://bucket/x', 'storage.scheme-unsupported'],
    ['http://169.254.169.254/latest', 'storage.scheme-unsupported'],
    ['/srv/flink/%2e%2e/secret', 'storage.missing'],
    [`/srv/flink/${'x'.repeat(5000)}`, 'storage.failed'],
  ])('%j: %s', async (path, code) => {
    expect(await codeOf(path)).toBe(code)
  })

  it('says where the boundary is without touching storage', () => {
    expect(reader.covers('file:/srv/flink/none')).toBe(true)
    expect(reader.covers('/srv/flink/../secret')).toBe(false)
    expect(reader.covers('/etc/passwd')).toBe(false)
    locations = []
    expect(reader.covers('file:/srv/flink/none')).toBe(false)
    expect(children()).toEqual([])
  })

  it('follows links inside, and none that lead outside', async () => {
    symlinkSync(join(root, 'chk-1'), join(root, 'inside'))
    symlinkSync('../secret', join(root, 'relative'))
    symlinkSync(join(base, 'secret'), join(root, 'absolute'))
    symlinkSync('..', join(root, 'up'))
    symlinkSync('loop', join(root, 'loop'))
    expect(textOf(await reader.read('/srv/flink/inside/_metadata', LIMITS))).toBe('state')
    for (const name of ['relative', 'absolute', 'up/secret', 'up', 'loop']) {
      expect(await codeOf(`/srv/flink/${name}`)).toBe('storage.outside')
    }
  })

  it('takes a directory that is a link for what it leads to', async () => {
    symlinkSync(root, join(base, 'mount'))
    locations = [{ id: 'flink', prefix: 'file:///srv/flink', directory: join(base, 'mount') }]
    expect(textOf(await reader.read('/srv/flink/chk-1/_metadata', LIMITS))).toBe('state')
  })

  it('does not take a directory that is gone for a file that is', async () => {
    locations = [{ id: 'flink', prefix: 'file:///srv/flink', directory: join(base, 'unmounted') }]
    expect(await codeOf('/srv/flink/chk-1/_metadata')).toBe('storage.location-missing')
  })

  it('opens no FIFO, socket or device', async () => {
    execFileSync('mkfifo', [join(root, 'fifo')])
    symlinkSync('/dev/zero', join(root, 'device'))
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(join(root, 'socket'), resolve))
    expect(await codeOf('/srv/flink/fifo')).toBe('storage.not-a-file')
    expect(await codeOf('/srv/flink/socket')).toBe('storage.not-a-file')
    expect(await codeOf('/srv/flink/device')).toBe('storage.outside')
    await new Promise((resolve) => server.close(resolve))
    locations = [{ id: 'dev', prefix: 'file:///dev', directory: '/dev' }]
    expect(await codeOf('/dev/zero')).toBe('storage.not-a-file')
  })

  it('ends a file without end, whatever size it claims', async () => {
    locations = [{ id: 'proc', prefix: 'file:///proc', directory: '/proc' }]
    expect(await codeOf('/proc/kallsyms', { ...LIMITS, maxBytes: 10 })).toBe('storage.too-large')
  })

  it('says that a file is not for Weir to read, unless Weir is root', async () => {
    chmodSync(join(root, 'chk-1/_metadata'), 0o000)
    expect(await codeOf('/srv/flink/chk-1/_metadata')).toBe(process.getuid?.() === 0 ? 'read' : 'storage.forbidden')
  })
})

describe('a mount that hangs', () => {
  /** A stopped process is, from outside, what one is that waits for a dead NFS server. */
  async function hang(): Promise<number> {
    await reader.read('/srv/flink/chk-1/_metadata', LIMITS)
    const [pid, ...others] = children()
    if (pid === undefined) throw new Error('no process')
    expect(others).toEqual([])
    process.kill(pid, 'SIGSTOP')
    return pid
  }

  it('costs a deadline, and the next read works', async () => {
    const hung = await hang()
    const answer = await reader.read('/srv/flink/chk-1/_metadata', { ...LIMITS, deadlineMs: 50 })
    expect(answer).toMatchObject({ ok: false, problem: { code: 'storage.timeout', params: { seconds: 0.05 } } })
    expect(textOf(await reader.read('/srv/flink/chk-1/_metadata', LIMITS))).toBe('state')
    expect(children()).not.toContain(hung)
  })

  it('costs nobody else his answer', async () => {
    await hang()
    const impatient = reader.read('/srv/flink/none', { ...LIMITS, deadlineMs: 50 })
    const patient = Array.from({ length: 6 }, () => reader.read('/srv/flink/chk-1/_metadata', LIMITS))
    expect(await impatient).toMatchObject({ ok: false, problem: { code: 'storage.timeout' } })
    expect((await Promise.all(patient)).map(textOf)).toEqual(Array.from({ length: 6 }, () => 'state'))
  })

  it('leaves other directories alone', async () => {
    await hang()
    const other = join(base, 'other')
    mkdirSync(other)
    writeFileSync(join(other, 'x'), 'elsewhere')
    locations = [...locations, { id: 'other', prefix: 'file:///other', directory: other }]
    expect(textOf(await reader.read('/other/x', LIMITS))).toBe('elsewhere')
  })

  it('is left behind at the end', async () => {
    const hung = await hang()
    const waiting = reader.read('/srv/flink/chk-1/_metadata', LIMITS)
    await reader.close()
    expect(await waiting).toMatchObject({ ok: false, problem: { code: 'storage.failed' } })
    expect(children()).not.toContain(hung)
    expect(await codeOf('/srv/flink/chk-1/_metadata')).toBe('storage.failed')
    expect(children()).toEqual([])
  })
})

describe('the process', () => {
  it('is started anew when it dies, with what it was reading', async () => {
    await reader.read('/srv/flink/chk-1/_metadata', LIMITS)
    const [pid = 0] = children()
    process.kill(pid, 'SIGSTOP')
    const waiting = reader.read('/srv/flink/chk-1/_metadata', LIMITS)
    process.kill(pid, 'SIGKILL')
    expect(textOf(await waiting)).toBe('state')
  })

  it('ends when its directory is registered no more', async () => {
    await reader.read('/srv/flink/chk-1/_metadata', LIMITS)
    const [before] = children()
    mkdirSync(join(base, 'other'))
    writeFileSync(join(base, 'other/x'), 'elsewhere')
    locations = [{ id: 'other', prefix: 'file:///other', directory: join(base, 'other') }]
    expect(textOf(await reader.read('/other/x', LIMITS))).toBe('elsewhere')
    await expect.poll(children).toHaveLength(1)
    expect(children()).not.toContain(before)
  })

  it('knows nothing of the environment', async () => {
    await reader.read('/srv/flink/chk-1/_metadata', LIMITS)
    const [pid = 0] = children()
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8').replaceAll('\0', '')).not.toMatch(/PATH|HOME|NODE_OPTIONS/)
  })
})

describe('list', () => {
  const names = async (path: string, maxEntries = 100) => {
    const answer = await reader.list(path, { maxEntries, deadlineMs: 10_000 })
    return answer.ok ? answer.entries.map(({ name }) => name).sort() : answer.problem.code
  }

  it('names what lies directly in a directory, and tells directories apart', async () => {
    writeFileSync(join(root, 'plain'), '')
    const answer = await reader.list('file:/srv/flink', { maxEntries: 100, deadlineMs: 10_000 })
    expect(answer.ok && answer.whole).toBe(true)
    expect(answer.ok && [...answer.entries].sort((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'chk-1', isDirectory: true },
      { name: 'plain', isDirectory: false },
    ])
  })

  it('says that there is more than was asked for', async () => {
    for (let i = 0; i < 10; i++) writeFileSync(join(root, `f${i}`), '')
    const answer = await reader.list('file:/srv/flink', { maxEntries: 5, deadlineMs: 10_000 })
    expect(answer.ok && [answer.entries.length, answer.whole]).toEqual([5, false])
  })

  it('stays below the registered locations', async () => {
    symlinkSync(base, join(root, 'out'))
    expect(await names('file:/srv/flink/out')).toBe('storage.outside')
    expect(await names('file:/srv')).toBe('storage.outside')
    expect(await names('file:/srv/flink/../x')).toBe('storage.path-invalid')
    expect(await names('file:/srv/flink/none')).toBe('storage.missing')
    expect(await names('file:/srv/flink/chk-1/_metadata')).toBe('storage.missing')
  })
})

describe('states', () => {
  const statesOf = (paths: string[], deadlineMs = 10_000) => reader.states(paths, { deadlineMs })

  it('tells sizes in the order asked for, over more than one batch', async () => {
    const paths: string[] = []
    for (let i = 0; i < 1201; i++) {
      writeFileSync(join(root, `f${i}`), 'x'.repeat(i % 7))
      paths.push(`file:/srv/flink/f${i}`)
    }
    const states = await statesOf(paths)
    expect(states).toEqual(paths.map((_, i) => ({ kind: 'file', sizeBytes: i % 7 })))
  })

  it('tells what is missing from what can’t be known', async () => {
    symlinkSync(join(base, 'secret'), join(root, 'link'))
    const states = await statesOf([
      'file:/srv/flink/gone',
      'file:/srv/flink/chk-1',
      'file:/srv/flink/link',
      's3://elsewhere/x',
      'file:/srv/flink/../secret',
    ])
    expect(states.map((state) => (state.kind === 'unknown' ? state.fault : state.kind))).toEqual([
      'missing',
      'not-a-file',
      'outside',
      'outside',
      'outside',
    ])
  })

  it('looks at nothing after the deadline', async () => {
    expect(await statesOf(['file:/srv/flink/chk-1/_metadata'], 0)).toEqual([
      { kind: 'unknown', fault: 'not-looked-at' },
    ])
  })
})
