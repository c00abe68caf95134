import { describe, expect, test } from 'vitest'
import type { CheckpointDetails, SubtaskCheckpoint } from '../flink/client.ts'
import { keepSlowest, operatorsOf, stragglerOf, summaryOf, type VertexKnowledge } from './checkpoint-detail.ts'
import { decodeDetails, encodeDetails } from './record/detail-codec.ts'

const SOURCE = 'a'.repeat(32)
const TOTALS = 'b'.repeat(32)
const triggeredAt = 1_795_264_300_000
const known: VertexKnowledge = {
  maxParallelism: new Map(),
  names: new Map([
    [SOURCE, 'Source: orders'],
    [TOTALS, 'customer totals'],
  ]),
  placement: new Map([[TOTALS, ['tm-1', 'tm-2', 'tm-1']]]),
}

function acknowledged(index: number, durationMs: number, syncMs = 1): SubtaskCheckpoint {
  return {
    index,
    acknowledged: {
      ackTimestamp: triggeredAt + durationMs,
      durationMs,
      startDelayMs: 5,
      alignmentMs: 2,
      syncMs,
      asyncMs: 10,
      stateSizeBytes: 1_000 + index,
      checkpointedSizeBytes: null,
      aborted: false,
    },
  }
}

function details(subtasks: Record<string, SubtaskCheckpoint[]>): [CheckpointDetails, Map<string, SubtaskCheckpoint[]>] {
  const byVertex = new Map(Object.entries(subtasks))
  const attempt: CheckpointDetails = {
    id: 7,
    status: 'completed',
    isSavepoint: false,
    kind: 'checkpoint',
    savepointFormat: null,
    triggerTimestamp: triggeredAt,
    latestAckTimestamp: triggeredAt + 100,
    durationMs: 100,
    stateSizeBytes: 0,
    checkpointedSizeBytes: null,
    subtasks: { acked: 0, total: 0 },
    externalPath: null,
    discarded: false,
    failureTimestamp: null,
    failureMessage: null,
    tasks: [...byVertex].map(([vertexId, of]) => ({
      vertexId,
      latestAckTimestamp: null,
      durationMs: Math.max(...of.map((subtask) => subtask.acknowledged?.durationMs ?? 0)),
      stateSizeBytes: 10,
      checkpointedSizeBytes: 5,
      subtasks: { acked: of.filter((subtask) => subtask.acknowledged !== null).length, total: of.length },
    })),
  }
  return [attempt, byVertex]
}

const operators = (subtasks: Record<string, SubtaskCheckpoint[]>) => operatorsOf(...details(subtasks), known)

describe('the details of a checkpoint', () => {
  test('name the straggler, the phase that took it and where it ran', () => {
    const told = operators({
      [SOURCE]: [acknowledged(0, 40), acknowledged(1, 41)],
      [TOTALS]: [acknowledged(0, 50), acknowledged(1, 9_000, 8_900), acknowledged(2, 60)],
    })
    expect(told.map(({ name, medianMs }) => [name, medianMs])).toEqual([
      ['customer totals', 60],
      ['Source: orders', 40.5],
    ])
    expect(stragglerOf(told)).toEqual({
      vertexId: TOTALS,
      operator: 'customer totals',
      subtask: 1,
      phase: 'syncMs',
      phaseMs: 8_900,
      timesMedian: 150,
      taskManager: 'tm-2',
    })
    expect(summaryOf(told)).toEqual({
      parts: { startDelayMs: 5, alignmentMs: 2, syncMs: 8_900, asyncMs: 10 },
      slowest: { operator: 'customer totals', subtask: 1, straggler: true },
    })
  })

  test.each([
    ['one that took less than a second', 999, 10],
    ['one that took less than three times the median', 5_000, 1_700],
  ])('call %s no straggler, only the slowest', (_, slowest, others) => {
    const told = operators({ [TOTALS]: [acknowledged(0, others), acknowledged(1, slowest), acknowledged(2, others)] })
    expect(stragglerOf(told)).toBeNull()
    expect(summaryOf(told).slowest).toEqual({ operator: 'customer totals', subtask: 1, straggler: false })
  })

  test('know no slowest while somebody has not acknowledged', () => {
    const told = operators({ [TOTALS]: [acknowledged(0, 50), { index: 1, acknowledged: null }] })
    expect(told[0]?.subtasks[1]).toMatchObject({ endToEndMs: null, parts: null, taskManager: 'tm-2' })
    expect(summaryOf(told)).toEqual({ parts: null, slowest: null })
    expect(stragglerOf(told)).toBeNull()
  })

  test('keep who never acknowledged and the slowest of many, and say how many are left out', () => {
    const many = Array.from({ length: 500 }, (_, index) => acknowledged(index, 100 + index))
    many[3] = { index: 3, acknowledged: null }
    const [kept] = keepSlowest(operators({ [TOTALS]: many }))
    expect(kept?.subtasks.map(({ index }) => index)).toEqual([3, ...Array.from({ length: 63 }, (_, i) => 437 + i)])
    expect(kept?.omitted).toBe(436)
    expect(kept?.medianMs).toBe(350)
  })
})

describe('the compact form', () => {
  test('gives back what was put in', () => {
    const told = operators({
      [SOURCE]: [acknowledged(0, 40), { index: 1, acknowledged: null }],
      [TOTALS]: [acknowledged(0, 50), acknowledged(1, 9_000, 8_900), acknowledged(2, 60)],
    })
    expect(decodeDetails(encodeDetails(told, triggeredAt))).toEqual(told)
  })

  test('is null where it is damaged, whichever byte', () => {
    const encoded = encodeDetails(operators({ [TOTALS]: [acknowledged(0, 50)] }), triggeredAt)
    expect(decodeDetails(encoded.subarray(0, encoded.length - 3))).toBeNull()
    expect(decodeDetails(new Uint8Array())).toBeNull()
    for (let at = 0; at < encoded.length; at += 1) {
      const damaged = Buffer.from(encoded)
      damaged[at] = (damaged[at] ?? 0) ^ 0xff
      expect(() => decodeDetails(damaged)).not.toThrow()
    }
  })
})
