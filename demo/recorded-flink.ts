import type { Capture } from './capture.ts'
import type { Backend, BackendAnswer } from './kubernetes/service-proxy.ts'

const JSON_TYPE = 'application/json; charset=UTF-8'
const RECORDED_UNKNOWN_JOB = '0'.repeat(32)
const RECORDED_MALFORMED_JOB = 'not-a-job-id'

/** The endpoints of a job that were recorded: what follows `/jobs/<id>`, and the file with the answer. */
const JOB_ENDPOINTS: Record<string, string> = {
  '': 'jobs_jid.json',
  '/checkpoints': 'jobs_jid_checkpoints.json',
  '/checkpoints/config': 'jobs_jid_checkpoints_config.json',
}

const CLUSTER_ENDPOINTS: Record<string, string> = {
  '/config': 'config.json',
  '/jobs/overview': 'jobs_overview.json',
  '/jobmanager/config': 'jobmanager_config.json',
}

/**
 * Flink's REST from its recorded answers, errors included. Checkpoints stand still, but the clock runs: `now` is now
 * and what has not ended lasts until now.
 */
export function recordedFlink(capture: Capture, clock: () => number): Backend {
  const recorded = (file: string, status = 200): BackendAnswer => ({
    status,
    contentType: JSON_TYPE,
    body: withRunningClock(capture.restAnswer(file), clock()),
  })
  return (pathWithQuery) => {
    const path = pathWithQuery.split('?', 1)[0] ?? ''
    const file = CLUSTER_ENDPOINTS[path]
    if (file) return recorded(file)

    const [, jobId, endpoint = ''] = /^\/jobs\/([^/]+)(\/.*)?$/.exec(path) ?? []
    const jobFile = JOB_ENDPOINTS[endpoint]
    if (jobId === undefined || jobFile === undefined) {
      const body = JSON.stringify({ errors: [`Unable to load requested file ${path}.`] })
      return { status: 404, contentType: JSON_TYPE, body }
    }
    if (jobId === capture.manifest.jobId) return recorded(jobFile)
    const malformed = !/^[0-9a-f]{32}$/i.test(jobId)
    const error = malformed ? recorded('malformed_job_id.json', 400) : recorded('unknown_job.json', 404)
    const asked = JSON.stringify(jobId).slice(1, -1)
    return {
      ...error,
      body: error.body.replaceAll(malformed ? RECORDED_MALFORMED_JOB : RECORDED_UNKNOWN_JOB, () => asked),
    }
  }
}

function withRunningClock(json: string, now: number): string {
  return json
    .replace(/("now":)\d+/g, (_, key: string) => `${key}${now}`)
    .replace(
      /("start-time":)(\d+)(,"end-time":-1,"duration":)\d+/g,
      (_, start: string, time: string, duration: string) => `${start}${time}${duration}${now - Number(time)}`,
    )
}
