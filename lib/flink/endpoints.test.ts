import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { checkpointConfig } from './endpoints/checkpoint-config.ts'
import { checkpointDetails } from './endpoints/checkpoint-details.ts'
import { checkpointSubtasks } from './endpoints/checkpoint-subtasks.ts'
import { checkpoints } from './endpoints/checkpoints.ts'
import { config } from './endpoints/config.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { exceptions, rootCauseOf } from './endpoints/exceptions.ts'
import { job } from './endpoints/job.ts'
import { jobManagerConfig } from './endpoints/job-manager-config.ts'
import { jobVertex } from './endpoints/job-vertex.ts'
import { jobsOverview } from './endpoints/jobs-overview.ts'

const FIXTURES = new URL('./fixtures/', import.meta.url)
const VERSIONS = ['1.14.6', '1.15.4', '1.17.2', '1.19.3', '1.20.5', '2.0.2', '2.1.3', '2.3.0']

const SOURCE = { id: '45b0254a46cabbc3efeea5d2e170ea5b', name: 'Source: orders -> throttle -> enrich with rates' }
const TOTALS = { id: 'd639779ba5ccb91f6479f4a67d2d3504', name: 'customer totals -> drop all -> Sink: stdout' }

const recorded = (path: string): unknown => JSON.parse(readFileSync(new URL(path, FIXTURES), 'utf8'))

/** A recorded answer with one of its values replaced, or left out where `value` is undefined. */
function damaged(path: string, field: string, value: unknown): unknown {
  const answer = recorded(path)
  const keys = field.split('.')
  const last = keys.pop() ?? ''
  let object = answer as Record<string, unknown>
  for (const key of keys) object = object[key] as Record<string, unknown>
  if (value === undefined) delete object[last]
  else object[last] = value
  return answer
}

/** Every field of an answer, by its path. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, held]) => {
    const at = path === '' ? key : `${path}.${key}`
    return [...(Array.isArray(value) ? [] : [at]), ...fieldsOf(held, at)]
  })
}

function issueOf(schema: z.ZodType, answer: unknown): string {
  const parsed = schema.safeParse(answer)
  return parsed.success ? 'accepted' : (parsed.error.issues[0]?.path.join('.') ?? '')
}

describe.each(VERSIONS)('Flink %s', (version) => {
  it('tells its version', () => {
    expect(config.schema.parse(recorded(`${version}/config.json`))).toMatchObject({
      flinkVersion: version,
      refreshIntervalMs: 3000,
      timezoneName: 'Coordinated Universal Time',
      timezoneOffsetMs: 0,
    })
  })

  it('lists its jobs', () => {
    const [only, ...others] = jobsOverview.schema.parse(recorded(`${version}/jobs_overview.json`))
    expect(others).toEqual([])
    expect(only).toMatchObject({ name: 'orders', state: 'RUNNING', endTime: null })
    expect(only?.tasks).toMatchObject({ total: 4, running: 4, failed: 0 })
    expect(only?.lastModified).toBeGreaterThan(only?.startTime ?? Number.POSITIVE_INFINITY)
  })

  it('tells a job and its own clock', () => {
    const details = job.schema.parse(recorded(`${version}/jobs_jid.json`))
    expect(details).toMatchObject({ name: 'orders', state: 'RUNNING', endTime: null, maxParallelism: 8 })
    expect(details.now).toBeGreaterThan(details.startTime)
    expect(details.jobType).toBe(version.startsWith('1.1') ? null : 'STREAMING')
    expect(details.runningSince).toBeGreaterThan(details.startTime)
    expect(details.vertices).toEqual([
      { ...SOURCE, parallelism: 2, maxParallelism: 8, status: 'RUNNING' },
      { ...TOTALS, parallelism: 2, maxParallelism: 8, status: 'RUNNING' },
    ])
    expect(details.schedulerType).toBe(version === '2.3.0' ? 'Default' : null)
  })

  it('tells its configuration', () => {
    const values = jobManagerConfig.schema.parse(recorded(`${version}/jobmanager_config.json`))
    expect(values.get('kubernetes.cluster-id')).toBe('orders')
    expect(values.get('high-availability.storageDir')).toBe('file:///srv/flink/ha')
  })

  it('tells how checkpoints are taken', () => {
    expect(checkpointConfig.schema.parse(recorded(`${version}/jobs_jid_checkpoints_config.json`))).toEqual({
      mode: 'exactly-once',
      intervalMs: 2000,
      timeoutMs: 3000,
      minPauseMs: 0,
      maxConcurrent: 1,
      retention: 'retain-on-cancellation',
      unaligned: false,
      tolerableFailedCheckpoints: 10,
      stateBackend: 'EmbeddedRocksDBStateBackend',
      checkpointStorage: 'FileSystemCheckpointStorage',
    })
  })

  it('tells completed and failed checkpoints apart, whatever the discriminator is called', () => {
    const { counts, latest, history } = checkpoints.schema.parse(recorded(`${version}/jobs_jid_checkpoints.json`))
    expect(counts.completed + counts.failed + counts.inProgress).toBe(counts.total)
    expect(history.map(({ id }) => id)).toEqual(history.map(({ id }) => id).sort((a, b) => b - a))
    expect(latest.completed).toMatchObject({
      status: 'completed',
      kind: 'checkpoint',
      isSavepoint: false,
      subtasks: { acked: 4, total: 4 },
      discarded: false,
      failureMessage: null,
    })
    expect(latest.completed?.externalPath).toMatch(/^file:\/srv\/flink\/checkpoints\/orders\/[0-9a-f]{32}\/chk-\d+$/)
    expect(latest.completed?.checkpointedSizeBytes === null).toBe(version === '1.14.6')
    expect(latest.failed).toMatchObject({
      id: 3,
      status: 'failed',
      subtasks: { acked: 2, total: 4 },
      externalPath: null,
      discarded: null,
      failureMessage: 'Checkpoint expired before completing.',
    })
    expect(latest.failed?.failureTimestamp).toBeGreaterThan(latest.failed?.triggerTimestamp ?? 0)
    expect(latest.restored).toBeNull()
    expect(history.find(({ id }) => id === 3)).toEqual(latest.failed)
  })

  it('tells each vertex’s part in a completed checkpoint', () => {
    const details = checkpointDetails.schema.parse(recorded(`${version}/jobs_jid_checkpoints_details_cid.json`))
    expect(details).toMatchObject({ status: 'completed', subtasks: { acked: 4, total: 4 } })
    expect(details.tasks.map(({ vertexId }) => vertexId).sort()).toEqual([SOURCE.id, TOTALS.id])
    for (const task of details.tasks) {
      expect(task.subtasks).toEqual({ acked: 2, total: 2 })
      expect(task.latestAckTimestamp).toBe(details.triggerTimestamp + (task.durationMs ?? Number.NaN))
      expect(task.checkpointedSizeBytes === null).toBe(version === '1.14.6')
    }
    const sum = details.tasks.reduce((bytes, task) => bytes + task.stateSizeBytes, 0)
    expect(sum).toBe(details.stateSizeBytes)
  })

  it('tells where a completed checkpoint spent its time, subtask by subtask', () => {
    for (const vertex of ['vid0', 'vid1']) {
      const subtasks = checkpointSubtasks.schema.parse(
        recorded(`${version}/jobs_jid_checkpoints_details_cid_subtasks_${vertex}.json`),
      )
      expect(subtasks.map(({ index }) => index)).toEqual([0, 1])
      for (const { acknowledged } of subtasks) {
        const { startDelayMs, alignmentMs, syncMs, asyncMs, durationMs } = acknowledged ?? {}
        const parts = [startDelayMs, alignmentMs, syncMs, asyncMs].map((part) => part ?? Number.NaN)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeLessThanOrEqual(durationMs ?? Number.NaN)
        expect(acknowledged?.aborted).toBe(false)
      }
    }
  })

  it('tells who held a failed checkpoint up', () => {
    const details = checkpointDetails.schema.parse(recorded(`${version}/jobs_jid_checkpoints_details_failed.json`))
    expect(details).toMatchObject({ id: 3, status: 'failed', subtasks: { acked: 2, total: 4 } })
    const late = details.tasks.find(({ vertexId }) => vertexId === SOURCE.id)
    expect(late).toMatchObject({ subtasks: { acked: 0, total: 2 }, latestAckTimestamp: null, durationMs: null })
    const subtasks = checkpointSubtasks.schema.parse(
      recorded(`${version}/jobs_jid_checkpoints_details_failed_subtasks_vid0.json`),
    )
    // They told of it when it had failed already, so Flink does not count them.
    for (const { acknowledged } of subtasks) expect(acknowledged?.durationMs).toBeGreaterThan(3_000)
  })

  it('tells where subtasks run', () => {
    const vertex = jobVertex.schema.parse(recorded(`${version}/jobs_jid_vertices_vid0.json`))
    expect(vertex.vertexId).toBe(SOURCE.id)
    expect(vertex.subtasks.map(({ index, taskManagerId }) => [index, taskManagerId])).toEqual([
      [0, 'orders-taskmanager-1-1'],
      [1, 'orders-taskmanager-1-1'],
    ])
    for (const { endpoint } of vertex.subtasks) expect(endpoint).toMatch(/^localhost(:\d+)?$/)
  })

  it('tells why a job restarted, by the innermost cause', () => {
    const { entries, truncated } = exceptions.schema.parse(recorded(`${version}/restarting_exceptions.json`))
    expect(truncated).toBe(false)
    expect(entries.length).toBeGreaterThanOrEqual(2)
    expect(entries.map(({ timestamp }) => timestamp)).toEqual(
      entries
        .map(({ timestamp }) => timestamp)
        .sort()
        .reverse(),
    )
    expect(entries[0]).toMatchObject({
      name: 'java.lang.RuntimeException',
      rootCause: 'payment gateway refused the connection (simulated)',
    })
    expect(entries[0]?.taskName).toMatch(/^customer totals -> drop all -> Sink: stdout \([12]\/2\)/)
  })

  it('tells what it was restored from', () => {
    const { latest } = checkpoints.schema.parse(recorded(`${version}/restored_checkpoints.json`))
    expect(latest.restored).toMatchObject({ isSavepoint: true })
    expect(latest.restored?.externalPath).toContain(`/chk-${latest.restored?.id}`)
  })
})

describe('checkpoints', () => {
  it('tells the savepoint a job was stopped with', () => {
    const { latest } = checkpoints.schema.parse(recorded('2.3.0/stopped_checkpoints.json'))
    expect(latest.savepoint).toMatchObject({ kind: 'sync-savepoint', isSavepoint: true, savepointFormat: 'CANONICAL' })
    expect(latest.completed?.discarded).toBe(true)
  })

  it('has no path for a checkpoint in JobManager storage', () => {
    const { history } = checkpoints.schema.parse(recorded('2.3.0/jobmanager_storage_checkpoints.json'))
    const completed = history.filter(({ status }) => status === 'completed')
    expect(completed.length).toBeGreaterThan(0)
    expect(completed.every(({ externalPath }) => externalPath === null)).toBe(true)
  })

  it('reads the percentiles "NaN" of a job without checkpoints', () => {
    const answer = recorded('no-checkpointing/jobs_jid_checkpoints.json')
    expect(JSON.stringify(answer)).toContain('"NaN"')
    expect(issueOf(checkpoints.schema, answer)).toBe('accepted')
  })

  it('takes −1 and "NaN" for unknown, and an attempt under way for what it is', () => {
    const answer = damaged('2.3.0/jobs_jid_checkpoints.json', 'history.0', {
      className: 'in_progress',
      id: 11,
      status: 'IN_PROGRESS',
      is_savepoint: false,
      trigger_timestamp: 1795266701707,
      latest_ack_timestamp: -1,
      end_to_end_duration: 'NaN',
      state_size: 0,
      num_subtasks: 4,
      num_acknowledged_subtasks: 0,
      checkpoint_type: 'UNALIGNED_CHECKPOINT',
    })
    expect(checkpoints.schema.parse(answer).history[0]).toMatchObject({
      id: 11,
      status: 'in-progress',
      kind: 'unaligned-checkpoint',
      latestAckTimestamp: null,
      durationMs: null,
      checkpointedSizeBytes: null,
      externalPath: null,
      discarded: null,
    })
  })

  it('takes a word it does not know for unknown', () => {
    for (const word of ['NOVEL', '__proto__', 'constructor', '']) {
      const answer = damaged('2.3.0/jobs_jid_checkpoints.json', 'history.0.status', word)
      expect(checkpoints.schema.parse(answer).history[0]?.status).toBe('unknown')
    }
  })

  it('ignores fields it does not know', () => {
    const answer = damaged('2.3.0/jobs_jid_checkpoints.json', 'history.0.novel', { deep: [1] })
    expect(checkpoints.schema.parse(answer).history[0]).not.toHaveProperty('novel')
  })
})

describe('checkpointConfig', () => {
  it('has no interval when periodic checkpoints are off, though Flink writes 2^63−1', () => {
    const answer = recorded('no-checkpointing/jobs_jid_checkpoints_config.json') as { interval: number }
    expect(Number.isSafeInteger(answer.interval)).toBe(false)
    expect(checkpointConfig.schema.parse(answer)).toMatchObject({ intervalMs: null, mode: 'at-least-once' })
  })

  it.each([
    [false, false, 'none'],
    [true, true, 'delete-on-cancellation'],
    [true, false, 'retain-on-cancellation'],
  ])('tells what is retained', (enabled, delete_on_cancellation, retention) => {
    const answer = damaged('2.3.0/jobs_jid_checkpoints_config.json', 'externalization', {
      enabled,
      delete_on_cancellation,
    })
    expect(checkpointConfig.schema.parse(answer).retention).toBe(retention)
  })
})

/** Fields of an object, by its path: `of('jobs.*', 'jid name')`. */
const of = (path: string, fields: string) => fields.split(' ').map((field) => `${path}.${field}`)
const SUBTASKS = 'num_subtasks num_acknowledged_subtasks'
const ATTEMPT = `id status is_savepoint checkpoint_type trigger_timestamp latest_ack_timestamp end_to_end_duration state_size ${SUBTASKS}`
const ENTRY = 'exceptionName stacktrace timestamp'

/** The fields without which an answer is none, of every endpoint and an answer recorded of it. */
const REQUIRED: readonly [Endpoint<unknown>, string, string[]][] = [
  [config, 'config', ['flink-version']],
  [
    jobsOverview,
    'jobs_overview',
    ['jobs', ...of('jobs.*', 'jid name state start-time end-time last-modification tasks')],
  ],
  [
    job,
    'jobs_jid',
    [
      ...'jid name state start-time end-time now timestamps timestamps.RUNNING vertices'.split(' '),
      ...of('vertices.*', 'id name parallelism status'),
    ],
  ],
  [jobVertex, 'jobs_jid_vertices_vid0', ['id', 'subtasks', ...of('subtasks.*', 'subtask attempt status')]],
  [
    exceptions,
    'restarting_exceptions',
    [
      ...['exceptionHistory', 'exceptionHistory.entries', 'exceptionHistory.truncated'],
      ...of('exceptionHistory.entries.*', ENTRY),
    ],
  ],
  [
    checkpoints,
    'jobs_jid_checkpoints',
    [
      ...['counts', ...of('counts', 'restored total in_progress completed failed'), 'history', 'latest'],
      ...of('history.*', ATTEMPT),
      ...of('latest.completed', ATTEMPT),
      ...of('latest.failed', ATTEMPT),
    ],
  ],
  [
    checkpointConfig,
    'jobs_jid_checkpoints_config',
    [...['mode', 'interval', 'timeout', 'externalization'], ...of('externalization', 'enabled delete_on_cancellation')],
  ],
  [
    checkpointDetails,
    'jobs_jid_checkpoints_details_cid',
    [
      ...ATTEMPT.split(' '),
      'tasks',
      ...of('tasks.:id', `latest_ack_timestamp end_to_end_duration state_size ${SUBTASKS}`),
    ],
  ],
  [
    checkpointSubtasks,
    'jobs_jid_checkpoints_details_cid_subtasks_vid0',
    [
      'subtasks',
      ...of('subtasks.*', 'index status ack_timestamp end_to_end_duration state_size start_delay'),
      ...of('subtasks.*', 'checkpoint checkpoint.sync checkpoint.async alignment alignment.duration'),
    ],
  ],
  [jobManagerConfig, 'jobmanager_config', ['*.key', '*.value']],
]

describe('damage', () => {
  it.each(REQUIRED)('names each field that is missing: %#', (endpoint, file, fields) => {
    const answer = recorded(`2.3.0/${file}.json`)
    const missed = new Set<string>()
    for (const field of fieldsOf(answer)) {
      const issue = issueOf(endpoint.schema, damaged(`2.3.0/${file}.json`, field, undefined))
      if (issue === 'accepted') continue
      expect(issue).toBe(field)
      missed.add(field.replaceAll(/(^|\.)\d+(?=\.|$)/g, '$1*').replaceAll(/[0-9a-f]{32}/g, ':id'))
    }
    expect([...missed].sort()).toEqual(fields.toSorted())
  })

  it.each([
    ['history.0.id', 2 ** 63],
    ['history.0.id', -1],
    ['history.0.state_size', '12'],
    ['history.0.state_size', 1.5],
    ['history.0.trigger_timestamp', null],
    ['history.0.external_path', 7],
    ['history.0.is_savepoint', 'false'],
    ['history', {}],
    ['counts', null],
    ['latest.restored', 'x'],
  ])('names the field that is of another kind: %s %j', (field, value) => {
    expect(issueOf(checkpoints.schema, damaged('2.3.0/jobs_jid_checkpoints.json', field, value))).toMatch(
      new RegExp(`^${field.replaceAll('.', '\\.')}`),
    )
  })

  it.each([null, 7, 'x', [], {}, [[]]])('throws nothing but a parse error at %j', (answer) => {
    for (const { schema } of [config, jobsOverview, job, checkpoints, checkpointConfig]) {
      expect(schema.safeParse(answer).success).toBe(false)
    }
  })
})

describe('details of a checkpoint', () => {
  const subtasks = '2.3.0/jobs_jid_checkpoints_details_cid_subtasks_vid0.json'

  it('have no figures for a subtask that has not acknowledged', () => {
    const answer = damaged(subtasks, 'subtasks.1', { className: 'pending', index: 1, status: 'pending_or_failed' })
    expect(checkpointSubtasks.schema.parse(answer)[1]).toEqual({ index: 1, acknowledged: null })
  })

  it.each(['ack_timestamp', 'checkpoint.sync', 'alignment.duration', 'start_delay', 'state_size'])(
    'name %s where it is missing',
    (field) => {
      const at = `subtasks.0.${field}`
      expect(issueOf(checkpointSubtasks.schema, damaged(subtasks, at, undefined))).toBe(at)
    },
  )

  it('are refused where a vertex is called what no vertex is', () => {
    const answer = damaged('2.3.0/jobs_jid_checkpoints_details_cid.json', 'tasks', { '../x': {} })
    expect(issueOf(checkpointDetails.schema, answer)).toBe('tasks.../x')
  })
})

describe('the innermost cause', () => {
  it.each([
    ['java.io.IOException: disk full\n\tat A.b(A.java:1)', 'disk full'],
    ['a.B: outer\n\tat A.b\nCaused by: java.io.EOFException\n\tat A.c', 'java.io.EOFException'],
    [
      'a.B: outer\nCaused by: c.D: middle\n\tat x\nCaused by: e.F$G: inner: with colon\n\t... 3 more',
      'inner: with colon',
    ],
    ['no class at all', 'no class at all'],
    ['', ''],
  ])('of %j is %j', (stacktrace, cause) => expect(rootCauseOf(stacktrace)).toBe(cause))
})
