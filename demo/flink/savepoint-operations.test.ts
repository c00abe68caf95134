import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCheckpointMetadata } from '../../lib/formats/index.ts'
import { type ClusterUnderTest, clusterUnderTest, SavepointStatus, Triggered } from './cluster-under-test.ts'

const TRIGGER = '0123456789abcdef0123456789abcdef'

function trigger(subject: ClusterUnderTest, body: unknown = {}): string {
  const answer = subject.ask(`/jobs/${subject.jobId}/savepoints`, body)
  expect(answer.status).toBe(202)
  return Triggered.parse(answer.body)['request-id']
}

function statusOf(subject: ClusterUnderTest, id: string) {
  return SavepointStatus.parse(subject.ask(`/jobs/${subject.jobId}/savepoints/${id}`).body)
}

const causeOf = (status: ReturnType<typeof statusOf>) => status.operation?.['failure-cause']?.['stack-trace'] ?? ''

describe.each(['1.15.4', '1.17.2', '1.20.5', '2.3.0'])('a savepoint on %s', (version) => {
  test.each(['CANONICAL', 'NATIVE'])('%s: runs, completes, and lies where it was asked for', (formatType) => {
    const subject = clusterUnderTest(version)
    const body = { 'target-directory': 's3://shop/mine', formatType, triggerId: TRIGGER }
    expect(trigger(subject, body)).toBe(TRIGGER)
    expect(statusOf(subject, TRIGGER)).toEqual({ status: { id: 'IN_PROGRESS' }, operation: null })
    subject.pass(4_500)
    const { operation } = statusOf(subject, TRIGGER)
    const location = operation?.location ?? ''
    expect(location).toMatch(new RegExp(`^s3://shop/mine/savepoint-${subject.jobId.slice(0, 6)}-[0-9a-f]{12}$`))
    const directory = join(subject.directory, location.slice('s3://shop'.length))
    const metadata = readCheckpointMetadata(readFileSync(join(directory, '_metadata')))
    expect(metadata.checkpointId).toBe(101)
    if (metadata.properties) expect(metadata.properties.formatType).toBe(formatType)
    // everything of a savepoint lies in its own directory
    for (const file of metadata.files) expect(file.path.startsWith(`${location}/`)).toBe(true)
    for (const file of metadata.files)
      expect(statSync(join(subject.directory, file.path.slice(9))).size).toBe(file.sizeBytes)
  })

  test('is in the history and counted, and gets no key', () => {
    const subject = clusterUnderTest(version)
    trigger(subject)
    subject.pass(4_500)
    const answer = subject.ask(`/jobs/${subject.jobId}/checkpoints`).body
    expect(answer).toMatchObject({
      latest: { savepoint: { id: 101, is_savepoint: true, checkpoint_type: 'SAVEPOINT', status: 'COMPLETED' } },
    })
    expect(subject.keys()).toEqual([98, 99, 100])
    expect(subject.jobMap().data.counter).toBe('102')
  })

  test('the same trigger id again starts nothing', () => {
    const subject = clusterUnderTest(version)
    trigger(subject, { triggerId: TRIGGER })
    trigger(subject, { triggerId: TRIGGER })
    subject.pass(4_500)
    trigger(subject, { triggerId: TRIGGER })
    expect(subject.ask(`/jobs/${subject.jobId}/checkpoints`).body).toMatchObject({
      counts: { total: 101, in_progress: 0 },
    })
    expect(statusOf(subject, TRIGGER).operation?.location).toBeDefined()
  })
})

describe('1.14.6', () => {
  test('refuses a trigger id, and gives a savepoint a key that counts against the retained ones', () => {
    const subject = clusterUnderTest('1.14.6')
    const refused = subject.ask(`/jobs/${subject.jobId}/savepoints`, { triggerId: TRIGGER })
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.body)).toContain('Unrecognized field \\"triggerId\\"')
    const id = trigger(subject, { 'cancel-job': false })
    subject.pass(4_500)
    expect(subject.keys()).toEqual([99, 100, 101])
    const location = statusOf(subject, id).operation?.location ?? ''
    // three checkpoints later its key is gone, and its files are not
    subject.pass(40_000)
    expect(subject.keys()).not.toContain(101)
    expect(existsSync(join(subject.directory, location.slice('s3://shop'.length), '_metadata'))).toBe(true)
  })
})

describe('what goes wrong', () => {
  test('an unknown job is taken, and told with the poll', () => {
    const subject = clusterUnderTest('1.20.5')
    const unknown = '0'.repeat(32)
    const { status, body } = subject.ask(`/jobs/${unknown}/savepoints`, { triggerId: TRIGGER })
    expect(status).toBe(202)
    const polled = SavepointStatus.parse(
      subject.ask(`/jobs/${unknown}/savepoints/${Triggered.parse(body)['request-id']}`).body,
    )
    expect(polled.status.id).toBe('COMPLETED')
    expect(causeOf(polled)).toContain(`FlinkJobNotFoundException: Could not find Flink job (${unknown})`)
  })

  test.each([
    ['file:///proc/nope', 'Failed to create savepoint directory at file:/proc/nope'],
    ['s3://shop/../elsewhere', 'Failed to create savepoint directory at s3://shop/../elsewhere'],
    ['s4://nope', "Could not find a file system implementation for scheme 's4'"],
  ])('%s can not be written to: completed with the cause, in the history as failed', (target, cause) => {
    const subject = clusterUnderTest('1.20.5')
    const id = trigger(subject, { 'target-directory': target })
    subject.pass(200)
    const status = statusOf(subject, id)
    expect(status.status.id).toBe('COMPLETED')
    expect(causeOf(status)).toContain('IO-problem detected.')
    expect(causeOf(status)).toContain(cause)
    expect(subject.ask(`/jobs/${subject.jobId}/checkpoints`).body).toMatchObject({
      latest: { failed: { id: 101, is_savepoint: true, status: 'FAILED' } },
    })
  })

  test('tasks that do not run', () => {
    const subject = clusterUnderTest('1.20.5', { job: { trouble: { kind: 'restoring', forMs: 60_000 } } })
    const id = trigger(subject)
    expect(causeOf(statusOf(subject, id))).toContain('Not all required tasks are currently running.')
  })

  test('a format that is none is refused', () => {
    const subject = clusterUnderTest('1.20.5')
    const { status, body } = subject.ask(`/jobs/${subject.jobId}/savepoints`, { formatType: 'ZIP' })
    expect(status).toBe(400)
    expect(JSON.stringify(body)).toContain('not one of the values accepted for Enum class: [CANONICAL, NATIVE]')
  })

  test.each([
    ['1.19.3', 400],
    ['1.20.5', 202],
  ])('an unknown field on %s is %i', (version, status) => {
    const subject = clusterUnderTest(version)
    expect(subject.ask(`/jobs/${subject.jobId}/savepoints`, { targetDirectory: 's3://shop/x' }).status).toBe(status)
  })

  test('a trigger id is forgotten five minutes after the end, and when the JobManager dies', () => {
    const subject = clusterUnderTest('1.20.5')
    const path = `/jobs/${subject.jobId}/savepoints/${TRIGGER}`
    trigger(subject, { triggerId: TRIGGER })
    subject.pass(5_000)
    expect(subject.ask(path).status).toBe(200)
    subject.pass(6 * 60_000)
    expect(subject.ask(path)).toMatchObject({
      status: 404,
      body: {
        errors: [
          expect.stringContaining(
            `There is no savepoint operation with triggerId=${TRIGGER} for job ${subject.jobId}.`,
          ),
        ],
      },
    })
  })
})
