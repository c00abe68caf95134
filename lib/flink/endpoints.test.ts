import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { checkpointConfig } from './endpoints/checkpoint-config.ts'
import { checkpoints } from './endpoints/checkpoints.ts'
import { config } from './endpoints/config.ts'
import { job } from './endpoints/job.ts'
import { jobManagerConfig } from './endpoints/job-manager-config.ts'
import { jobsOverview } from './endpoints/jobs-overview.ts'

const FIXTURES = new URL('./fixtures/', import.meta.url)
const VERSIONS = ['1.14.6', '1.20.5', '2.3.0']

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
    expect(details.jobType).toBe(version === '1.14.6' ? null : 'STREAMING')
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

describe('damage', () => {
  it.each([
    [config, 'config', 'flink-version'],
    [jobsOverview, 'jobs_overview', 'jobs'],
    [jobsOverview, 'jobs_overview', 'jobs.0.jid'],
    [jobsOverview, 'jobs_overview', 'jobs.0.tasks'],
    [job, 'jobs_jid', 'jid'],
    [job, 'jobs_jid', 'now'],
    [checkpoints, 'jobs_jid_checkpoints', 'counts.in_progress'],
    [checkpoints, 'jobs_jid_checkpoints', 'latest'],
    [checkpoints, 'jobs_jid_checkpoints', 'history.1.state_size'],
    [checkpoints, 'jobs_jid_checkpoints', 'latest.completed.status'],
    [checkpointConfig, 'jobs_jid_checkpoints_config', 'externalization.enabled'],
    [jobManagerConfig, 'jobmanager_config', '0.value'],
  ])('names the field that is missing: %#', (endpoint, file, field) => {
    expect(issueOf(endpoint.schema, damaged(`2.3.0/${file}.json`, field, undefined))).toBe(field)
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
