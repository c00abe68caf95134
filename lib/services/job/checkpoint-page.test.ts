import { expect, it } from 'vitest'
import type { CheckpointRow } from '../../fleet/view.ts'
import { checkpointPage } from './checkpoint-page.ts'

const row = (checkpointId: number, by: 'live' | 'record', runId = 'run') =>
  ({
    id: `${runId}/${checkpointId}`,
    runId,
    checkpointId,
    path: by,
    firstSeenAt: by === 'live' ? 100 : 1,
    lastSeenAt: by === 'live' ? 100 : 50,
    evidence: by === 'live' ? [{ source: 'weir', verdict: 'absent', observedAt: null }] : [],
  }) as unknown as CheckpointRow
const told = (rows: readonly CheckpointRow[]) => rows.map(({ id, path }) => `${id} ${path}`)
const page = { runIds: ['run', 'before'], isNewest: true }

it('is newest first, run by run, and what sources say now goes before the record', () => {
  const rows = checkpointPage({
    ...page,
    live: [row(2, 'live'), row(3, 'live')],
    recorded: [row(9, 'record', 'before'), row(1, 'record'), row(2, 'record')],
  })
  expect(told(rows)).toEqual(['run/3 live', 'run/2 live', 'run/1 record', 'before/9 record'])
})

it('has the rows of an older page also where the JobManager lists them still, and none of another page', () => {
  const rows = checkpointPage({
    ...page,
    isNewest: false,
    live: [row(1, 'live'), row(2, 'live'), row(150, 'live')],
    recorded: [row(2, 'record'), row(1, 'record')],
  })
  expect(told(rows)).toEqual(['run/2 live', 'run/1 live'])
})

it('puts a run that the lineage does not name yet first', () => {
  const rows = checkpointPage({ ...page, live: [row(1, 'live', 'begun')], recorded: [row(2, 'record')] })
  expect(rows.map(({ runId }) => runId)).toEqual(['begun', 'run'])
})

it('knows of a live row that it is recorded, and since when', () => {
  const [recorded, fresh] = checkpointPage({
    ...page,
    live: [row(2, 'live'), row(1, 'live')],
    recorded: [row(2, 'record')],
  })
  expect(recorded).toMatchObject({
    firstSeenAt: 1,
    lastSeenAt: 100,
    evidence: [{ source: 'weir', verdict: 'names', observedAt: 50 }],
  })
  expect(fresh?.evidence).toMatchObject([{ verdict: 'absent' }])
})
