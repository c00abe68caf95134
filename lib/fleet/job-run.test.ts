import { describe, expect, test } from 'vitest'
import { decideRun, type KnownRun, type RunEvidence } from './job-run.ts'

const started = 1_795_264_217_822
const run: KnownRun = {
  id: 'run-1',
  startKey: 'ha:map-1',
  haMapUid: 'map-1',
  restStartedAt: started,
  startedAt: started - 500,
  triggeredAt: new Map([
    [8, started + 17_000],
    [9, started + 19_000],
  ]),
  paths: new Set([
    'file:///srv/flink/checkpoints/orders/55488d/chk-8',
    'file:///srv/flink/checkpoints/orders/55488d/chk-9',
  ]),
}
const nothing: RunEvidence = {
  haMapUid: null,
  haMapCreatedAt: null,
  restStartedAt: null,
  triggeredAt: new Map(),
  restRestoredFrom: null,
}

describe('which run', () => {
  test('the first sight of a job begins a run, told by its map or by REST', () => {
    expect(decideRun([], { ...nothing, haMapUid: 'map-1', haMapCreatedAt: started })).toEqual({
      kind: 'new',
      startKey: 'ha:map-1',
      startedAt: started,
    })
    expect(decideRun([], { ...nothing, restStartedAt: started })).toEqual({
      kind: 'new',
      startKey: `rest:${started}`,
      startedAt: started,
    })
  })

  test('nothing that tells the start is no run yet', () => {
    expect(decideRun([], nothing)).toEqual({ kind: 'unknown' })
  })

  test('a JobManager that recovered the job from HA keeps the run, although REST starts anew', () => {
    const recovered = { ...nothing, haMapUid: 'map-1', haMapCreatedAt: started, restStartedAt: started + 90_000 }
    expect(decideRun([run], recovered)).toEqual({ kind: 'same', run })
  })

  test('a restore under the same job id has a new map: ids start again', () => {
    const restored = {
      ...nothing,
      haMapUid: 'map-2',
      haMapCreatedAt: started + 90_000,
      restStartedAt: started + 90_000,
    }
    expect(decideRun([run], restored)).toEqual({ kind: 'new', startKey: 'ha:map-2', startedAt: started + 90_000 })
  })

  test('a run first seen by REST alone adopts the map made at its start, not a later one', () => {
    const byRest = { ...run, haMapUid: null, startKey: `rest:${started}` }
    expect(decideRun([byRest], { ...nothing, haMapUid: 'map-1', haMapCreatedAt: started + 800 }).kind).toBe('same')
    expect(decideRun([byRest], { ...nothing, haMapUid: 'map-2', haMapCreatedAt: started + 600_000 }).kind).toBe('new')
  })

  test('without a map, REST continues a run by its start, by a shared checkpoint, or by restoring from it', () => {
    const other = started + 90_000
    expect(decideRun([run], { ...nothing, restStartedAt: started }).kind).toBe('same')
    expect(
      decideRun([run], { ...nothing, restStartedAt: other, triggeredAt: new Map([[9, started + 19_000]]) }).kind,
    ).toBe('same')
    const path = 'file:///srv/flink/checkpoints/orders/55488d/chk-9'
    expect(decideRun([run], { ...nothing, restStartedAt: other, restRestoredFrom: path }).kind).toBe('same')
  })

  test('the same id with another trigger time is another run', () => {
    const again = { ...nothing, restStartedAt: started + 90_000, triggeredAt: new Map([[9, started + 109_000]]) }
    expect(decideRun([run], again)).toEqual({
      kind: 'new',
      startKey: `rest:${started + 90_000}`,
      startedAt: started + 90_000,
    })
  })

  test('an ended job that is only listed, with no word on its start, stays its run', () => {
    expect(decideRun([run], nothing)).toEqual({ kind: 'same', run })
  })
})
