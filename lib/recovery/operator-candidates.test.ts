import { describe, expect, it } from 'vitest'
import type { OperatorJob } from '../fleet/operator-word.ts'
import type { Candidate } from './candidate.ts'
import { operatorCandidates } from './operator-candidates.ts'

const PATH = 's3://state/savepoint-3a5f0c-0a1b2c3d4e5f'
const operator: OperatorJob = {
  jobId: '3a5f0c9d1e7b48a6b2c4d6e8f0a1b3c5',
  jobName: null,
  resource: { kind: 'FlinkDeployment', name: 'fraud' },
  absence: 'suspended',
  upgradePath: PATH,
  observedAt: 5,
  points: new Map([[PATH, { kind: 'savepoint', path: PATH, triggeredAt: 3 }]]),
}

const candidate = (id: string): Candidate => ({
  id,
  kind: 'savepoint',
  checkpointId: null,
  path: id,
  jobId: null,
  triggeredAt: null,
  firstSeenAt: null,
  sizeBytes: null,
  evidence: [],
  newestInHa: false,
  markedForDeletion: false,
  owner: 'you',
  claim: null,
})

const verdicts = ({ evidence }: Candidate) =>
  Object.fromEntries(evidence.map(({ source, verdict }) => [source, verdict]))

describe('operatorCandidates', () => {
  it('tells of a point that only the operator names, with its time', () => {
    const [point, ...more] = operatorCandidates(operator, true, [], [])
    expect(more).toEqual([])
    expect(point).toMatchObject({ id: PATH, path: PATH, triggeredAt: 3, jobId: operator.jobId })
    expect(point && verdicts(point)).toMatchObject({ operator: 'names', storage: 'not-asked', rest: 'absent' })
  })

  it('says that storage has it too where it was found there', () => {
    const [point] = operatorCandidates(operator, false, [], [candidate(PATH)])
    expect(point && verdicts(point)).toMatchObject({ operator: 'names', storage: 'names' })
  })

  it('leaves to its row what a row has, and says nothing without an operator', () => {
    expect(operatorCandidates(operator, true, [candidate(PATH)], [])).toEqual([])
    expect(operatorCandidates(null, true, [], [])).toEqual([])
  })
})
