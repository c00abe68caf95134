import { expect, it } from 'vitest'
import { failureOf } from './checkpoint-failure.ts'

it.each([
  ['Checkpoint expired before completing.', 'checkpoint.expired'],
  ['Checkpoint was declined (task is closing)', 'checkpoint.declined'],
  ['Asynchronous task checkpoint failed.', 'checkpoint.task-failed'],
  ['Task local checkpoint failure.', 'checkpoint.task-failed'],
  ['Checkpoint Coordinator is suspending.', 'checkpoint.job-failed'],
  ['FailoverRegion is restarting.', 'checkpoint.job-failed'],
  ['Checkpoint has been subsumed.', 'checkpoint.subsumed'],
  [
    'Could not finalize the pending checkpoint 7. Failure reason: Failure to finalize checkpoint.',
    'checkpoint.not-finalised',
  ],
  ['The disk of the JobManager is on fire.', 'checkpoint.failed'],
  ['', 'checkpoint.failed'],
])('%s is %s, and stays with it', (message, code) => {
  expect(failureOf(message)).toEqual({ code, raw: message })
})

it('keeps no more of a long text than can be shown', () => {
  expect(failureOf('x'.repeat(10_000)).raw).toHaveLength(2_000)
})
