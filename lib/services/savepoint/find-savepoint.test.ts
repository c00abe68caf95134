import { describe, expect, it } from 'vitest'
import { decideSavepoint, type SavepointEvidence, type SavepointSighting } from './find-savepoint.ts'

const ORDER = { target: 's3://lake/savepoints', notBefore: 1_000, firstCheckpointId: 7 }
const PLACE = 's3://lake/savepoints/savepoint-520554-0a1b2c3d4e5f'

const seen = (changes: Partial<SavepointSighting> = {}): SavepointSighting => ({
  checkpointId: 7,
  status: 'completed',
  triggeredAt: 1_500,
  path: PLACE,
  failure: null,
  ...changes,
})
const decide = (changes: Partial<SavepointEvidence>) =>
  decideSavepoint(ORDER, {
    sightings: [],
    sameJobManager: true,
    knowsNoOrder: false,
    listReachesBack: true,
    othersComplete: false,
    listed: null,
    ...changes,
  })

describe('a savepoint that Flink has forgotten', () => {
  it('is the one that was triggered after the order, lies in the target and is complete', () => {
    expect(decide({ sightings: [seen()] })).toEqual({ kind: 'completed', location: PLACE })
  })

  it.each([
    ['triggered before the order', seen({ triggeredAt: 999 })],
    ['of an id that was there before', seen({ checkpointId: 6 })],
    ['elsewhere', seen({ path: 's3://lake/other/savepoint-520554-0a1b2c3d4e5f' })],
    ['deeper than Flink writes', seen({ path: 's3://lake/savepoints/a/savepoint-520554-0a1b2c3d4e5f' })],
  ])('is not one that is %s', (_, other) => {
    expect(decide({ sightings: [other] })).toEqual({ kind: 'never-started' })
    expect(decide({ sightings: [other, seen({ checkpointId: 8 })] }).kind).toBe('completed')
  })

  it('is waited for while Flink still writes it, and while nobody tells its place', () => {
    expect(decide({ sightings: [seen({ status: 'in-progress', path: null })] })).toEqual({ kind: 'in-progress' })
    expect(decide({ sightings: [seen({ path: null })] })).toEqual({ kind: 'untold' })
  })

  it('failed with the reason in Flink’s list', () => {
    const failure = 'Checkpoint expired before completing.'
    expect(decide({ sightings: [seen({ status: 'failed', path: null, failure })] })).toMatchObject({
      kind: 'failed',
      problem: { code: 'savepoint.expired', raw: failure },
    })
  })

  it('is lost rather than guessed where two would do', () => {
    const other = seen({ checkpointId: 8, path: `${PLACE}0` })
    expect(decide({ sightings: [seen(), other] })).toEqual({ kind: 'lost' })
    const failed = { status: 'failed', path: null } as const
    expect(decide({ sightings: [seen(failed), seen({ ...failed, checkpointId: 8 })] })).toEqual({ kind: 'lost' })
  })

  it('was never started only where the same JobManager’s list goes back to before the order', () => {
    expect(decide({})).toEqual({ kind: 'never-started' })
    expect(decide({ listReachesBack: false })).toEqual({ kind: 'lost' })
    expect(decide({ sameJobManager: false })).toEqual({ kind: 'lost' })
    expect(decide({ sameJobManager: false, listReachesBack: true }).kind).not.toBe('never-started')
  })

  it('was never started where the same JobManager would know the order by its id and does not', () => {
    expect(decide({ listReachesBack: false, knowsNoOrder: true })).toEqual({ kind: 'never-started' })
    expect(decide({ sameJobManager: false, knowsNoOrder: true })).toEqual({ kind: 'lost' })
  })

  it('is none that somebody else has taken meanwhile, where the same JobManager would know the order', () => {
    expect(decide({ knowsNoOrder: true, sightings: [seen()] })).toEqual({ kind: 'never-started' })
    const others = [seen({ status: 'failed', path: null }), seen({ status: 'in-progress', path: null })]
    for (const other of others) {
      expect(decide({ knowsNoOrder: true, sightings: [other] })).toEqual({ kind: 'never-started' })
    }
    expect(decide({ knowsNoOrder: true, sameJobManager: false, sightings: [seen()] }).kind).toBe('completed')
  })

  it('that ten checkpoints have pushed off the list is told by the target, where none failed and all under way is named', () => {
    const forgotten = { listReachesBack: false, othersComplete: true }
    expect(decide({ ...forgotten, listed: [] })).toEqual({ kind: 'never-started' })
    expect(decide({ ...forgotten, listed: [PLACE] })).toEqual({ kind: 'completed', location: PLACE })
    expect(decide({ ...forgotten, listed: [PLACE, `${PLACE}0`] })).toEqual({ kind: 'lost' })
    expect(decide({ ...forgotten, listed: null })).toEqual({ kind: 'lost' })
    expect(decide({ ...forgotten, othersComplete: false, listed: [] })).toEqual({ kind: 'lost' })
    expect(decide({ ...forgotten, listed: [], sightings: [seen({ status: 'in-progress', path: null })] }).kind).toBe(
      'in-progress',
    )
  })

  it('of a JobManager that died is what is new in the target, or was never completed', () => {
    expect(decide({ sameJobManager: false, listed: [] })).toEqual({ kind: 'gone' })
    expect(decide({ sameJobManager: false, listed: [PLACE] })).toEqual({ kind: 'completed', location: PLACE })
    expect(decide({ sameJobManager: false, listed: [PLACE, `${PLACE}0`] })).toEqual({ kind: 'lost' })
  })
})
