import { describe, expect, test } from 'vitest'
import { askOfJobs, type ClusterSources } from './cluster-evidence.ts'
import { HaState } from './ha-state.ts'
import type { RestJob } from './rest-job.ts'

const job = (state: string) => ({ overview: { state }, checkpoints: null, lastCheckpoints: null, config: null })

/** A JobManager that listed a job in each of these states, by their names, and answers now or not. */
function sources(states: string[], answers: boolean): ClusterSources {
  const jobs = new Map(states.map((state) => [state, job(state) as unknown as RestJob]))
  const problem = { code: 'flink.unreachable' }
  const overview = answers
    ? { ok: true as const, value: [], observedAt: 1, sourceTime: null }
    : { ok: false as const, problem, status: null, observedAt: 1 }
  return {
    rest: { overview, config: null, jobs },
    ha: new HaState(),
    haObservedAt: null,
    haReadable: true,
    files: { verified: () => new Map(), gone: () => new Map() } as unknown as ClusterSources['files'],
    operated: new Map(),
  }
}

const asked = (from: ClusterSources) => askOfJobs(from).map(({ input }) => input.jobId)

describe('what is known of the jobs of a cluster', () => {
  test('jobs that are over are told as long as their JobManager answers', () => {
    const states = ['RUNNING', 'CANCELED', 'FINISHED', 'FAILED']
    expect(asked(sources(states, true))).toEqual(states)
  })

  test('once it is silent they are not taken for living ones: the record has them', () => {
    expect(asked(sources(['RUNNING', 'CANCELED', 'FINISHED', 'FAILED'], false))).toEqual(['RUNNING', 'FAILED'])
  })
})
