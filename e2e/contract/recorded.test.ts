import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { describeFlinkRest, type FlinkRestUnderTest } from './flink-rest.contract.ts'

const FIXTURES = new URL('../../lib/flink/fixtures/', import.meta.url)

for (const version of ['1.14.6', '1.15.4', '1.17.2', '1.19.3', '1.20.5', '2.0.2', '2.1.3', '2.3.0']) {
  describeFlinkRest(`recorded, ${version}`, async () => recorded(version))
}

/** Flink's REST as it was recorded of one running job; of a job that restarted, its exceptions. */
function recorded(version: string): FlinkRestUnderTest {
  const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`${version}/${file}.json`, FIXTURES), 'utf8'))
  const job = z.object({ jid: z.string(), vertices: z.array(z.object({ id: z.string() })) }).parse(read('jobs_jid'))
  const checkpoint = z.object({ id: z.int() }).parse(read('jobs_jid_checkpoints_details_cid'))
  const prefix = `/jobs/${job.jid}`
  const details = `${prefix}/checkpoints/details/${checkpoint.id}`
  const answers = new Map<string, string>([
    ['/config', 'config'],
    ['/overview', 'overview'],
    ['/jobs/overview', 'jobs_overview'],
    ['/jobmanager/config', 'jobmanager_config'],
    [prefix, 'jobs_jid'],
    [`${prefix}/checkpoints`, 'jobs_jid_checkpoints'],
    [`${prefix}/checkpoints/config`, 'jobs_jid_checkpoints_config'],
    [`${prefix}/exceptions`, 'restarting_exceptions'],
    [details, 'jobs_jid_checkpoints_details_cid'],
    ...job.vertices.flatMap(({ id }, index): [string, string][] => [
      [`${prefix}/vertices/${id}`, `jobs_jid_vertices_vid${index}`],
      [`${details}/subtasks/${id}`, `jobs_jid_checkpoints_details_cid_subtasks_vid${index}`],
    ]),
  ])
  return {
    flinkVersion: version,
    async get(pathWithQuery) {
      const path = pathWithQuery.split('?', 1)[0] ?? ''
      const file = answers.get(path)
      if (file !== undefined) return { status: 200, body: read(file) }
      if (path.startsWith('/jobs/not-a-job')) return { status: 400, body: read('malformed_job_id') }
      if (/^\/jobs\/0{32}$/.test(path)) return { status: 404, body: read('unknown_job') }
      return { status: 404, body: read(path.includes('/details/') ? 'unknown_checkpoint' : 'unknown_endpoint') }
    },
  }
}
