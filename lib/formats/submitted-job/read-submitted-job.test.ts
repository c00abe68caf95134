import { expect, it } from 'vitest'
import { captureBytes } from '../testing/captures.ts'
import { readSubmittedJob } from './read-submitted-job.ts'

const JOB_GRAPH = captureBytes('1.20.5/running/ha/orders/submittedJobGraph7020f387c9fe')
const whole = readSubmittedJob(JOB_GRAPH)

it('tells who a job graph is about although its vertices are too many in a row to be read', () => {
  // As deep as all that stands before the vertices.
  expect(readSubmittedJob(JOB_GRAPH, { maxDepth: 8 })).toEqual({ ...whole, vertices: null, maximumParallelism: null })
  expect(whole.vertices).toBeGreaterThan(0)
})

it('tells nothing where what stands before them is too deep itself', () => {
  expect(() => readSubmittedJob(JOB_GRAPH, { maxDepth: 1 })).toThrow('tooDeep')
})
