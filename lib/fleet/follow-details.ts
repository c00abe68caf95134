import {
  type Answer,
  type CheckpointAttempt,
  type CheckpointDetails,
  type FlinkClient,
  isSilence,
  type JobOverview,
  type SubtaskCheckpoint,
} from '../flink/client.ts'
import type { Problem } from '../problem.ts'
import { keepSlowest, operatorsOf, summaryOf } from './checkpoint-detail.ts'
import type { FetchedDetails, RestJob } from './rest-job.ts'
import type { OperatorCheckpointView } from './timeline-view.ts'

/** Each costs the JobManager a call into its own threads: in one round of polling no more are begun than this. */
const REQUESTS_PER_ROUND = 24
/** Beyond these the slowest vertices alone are asked about. */
const VERTICES_ASKED = 50
const SUBTASKS_ASKED = 20_000
const EVENTS_KEPT = 100
/** What fails so often for one checkpoint fails for good: a subtask's answer that is too large, a defect of Flink. */
const TRIES = 3

/**
 * Fetches what dies with the JobManager and is not in its list of checkpoints: each finished checkpoint's details, once,
 * newest first; where subtasks run; and why the job restarted. Stops where no answer comes, to try again in the next round:
 * a JobManager in trouble is not asked dozens of times. What it answers with a failure is asked for three times, and keeps
 * no other checkpoint from being asked about.
 *
 * @param isRecorded whether the details of a checkpoint are in Weir's record already
 */
export async function followDetails(
  client: FlinkClient,
  jobs: ReadonlyMap<string, RestJob>,
  isRecorded: (jobId: string, checkpointId: number) => boolean,
): Promise<boolean> {
  const budget = { left: REQUESTS_PER_ROUND }
  let changed = false
  for (const [jobId, job] of jobs) {
    if (job.lastCheckpoints === null || job.checkpoints?.ok !== true) continue
    forgetUnlisted(job)
    if (await followEvents(client, jobId, job)) changed = true
    for (const attempt of finished(job)) {
      if (budget.left <= 0) return changed
      if (job.details.has(attempt.id) || isRecorded(jobId, attempt.id)) continue
      await followVertices(client, jobId, job)
      const fetched = await fetchDetails(client, jobId, attempt, job, budget)
      if ('failed' in fetched) {
        const tries = (job.detailTries.get(attempt.id) ?? 0) + 1
        job.detailTries.set(attempt.id, tries)
        if (tries >= TRIES) job.details.set(attempt.id, unknownDetails(attempt))
        if (isSilence(fetched.failed)) return changed
        continue
      }
      job.details.set(attempt.id, fetched)
      changed = true
    }
  }
  return changed
}

/**
 * The details of one checkpoint with all its subtasks, asked for now.
 *
 * @returns null where the JobManager does not know it (any more)
 */
export async function askDetails(
  client: FlinkClient,
  jobId: string,
  checkpointId: number,
  job: RestJob,
): Promise<{ operators: OperatorCheckpointView[]; readAt: number } | { problem: Problem } | null> {
  const details = await client.checkpointDetails(jobId, checkpointId)
  if (!details.ok) return details.status === 404 ? null : { problem: details.problem }
  await followVertices(client, jobId, job)
  const subtasks = await askSubtasks(client, jobId, details.value)
  if ('failed' in subtasks) return { problem: subtasks.problem }
  return { operators: operatorsOf(details.value, subtasks.byVertex, job.vertices), readAt: details.observedAt }
}

function finished(job: RestJob): CheckpointAttempt[] {
  const history = job.lastCheckpoints?.value.history ?? []
  return history.filter(({ status }) => status === 'completed' || status === 'failed')
}

/** What REST lists no more is in the record, or was never fetched. */
function forgetUnlisted(job: RestJob): void {
  const listed = new Set(job.lastCheckpoints?.value.history.map(({ id }) => id))
  for (const map of [job.details, job.detailTries]) for (const id of map.keys()) if (!listed.has(id)) map.delete(id)
}

async function fetchDetails(
  client: FlinkClient,
  jobId: string,
  attempt: CheckpointAttempt,
  job: RestJob,
  budget: { left: number },
): Promise<FetchedDetails | { failed: Answer<unknown> }> {
  budget.left -= 1
  const details = await client.checkpointDetails(jobId, attempt.id)
  if (!details.ok) return details.status === 404 ? unknownDetails(attempt) : { failed: details }
  budget.left -= details.value.tasks.length
  const subtasks = await askSubtasks(client, jobId, details.value)
  if ('failed' in subtasks) return subtasks.status === 404 ? unknownDetails(attempt) : subtasks
  const operators = operatorsOf(details.value, subtasks.byVertex, job.vertices)
  return { triggeredAt: attempt.triggerTimestamp, ...summaryOf(operators), operators: keepSlowest(operators) }
}

function unknownDetails({ triggerTimestamp: triggeredAt }: CheckpointAttempt): FetchedDetails {
  return { triggeredAt, parts: null, slowest: null, operators: null }
}

async function askSubtasks(
  client: FlinkClient,
  jobId: string,
  details: CheckpointDetails,
): Promise<
  { byVertex: Map<string, SubtaskCheckpoint[]> } | { failed: Answer<unknown>; problem: Problem; status: number | null }
> {
  const byVertex = new Map<string, SubtaskCheckpoint[]>()
  const slowestFirst = [...details.tasks].sort((a, b) => (b.durationMs ?? Infinity) - (a.durationMs ?? Infinity))
  let subtasksLeft = SUBTASKS_ASKED
  for (const task of slowestFirst.slice(0, VERTICES_ASKED)) {
    subtasksLeft -= task.subtasks.total
    if (subtasksLeft < 0) continue
    const answer = await client.checkpointSubtasks(jobId, details.id, task.vertexId)
    if (!answer.ok) return { failed: answer, problem: answer.problem, status: answer.status }
    byVertex.set(task.vertexId, answer.value)
  }
  return { byVertex }
}

/** Names and TaskManagers of subtasks, asked for again when Flink says that something about the job changed. */
async function followVertices(client: FlinkClient, jobId: string, job: RestJob): Promise<void> {
  const modified = modifiedAt(job.overview)
  if (job.vertices.readFor === modified) return
  const details = await client.job(jobId)
  if (!details.ok) return
  const names = new Map(details.value.vertices.map(({ id, name }) => [id, name]))
  const maxParallelism = new Map(
    details.value.vertices.flatMap(({ id, maxParallelism: told }) => (told === null ? [] : [[id, told] as const])),
  )
  const placement = new Map<string, (string | null)[]>()
  for (const vertex of details.value.vertices.slice(0, VERTICES_ASKED)) {
    const answer = await client.jobVertex(jobId, vertex.id)
    if (!answer.ok) break
    const taskManagers: (string | null)[] = []
    for (const { index, taskManagerId } of answer.value.subtasks) taskManagers[index] = taskManagerId
    placement.set(vertex.id, taskManagers)
  }
  job.vertices = { names, maxParallelism, placement, readFor: modified }
}

function modifiedAt(overview: JobOverview | null): string {
  return overview === null ? '' : `${overview.lastModified} ${overview.state}`
}

/** True where something new is told. */
async function followEvents(client: FlinkClient, jobId: string, job: RestJob): Promise<boolean> {
  const restored = job.lastCheckpoints?.value.latest.restored ?? null
  const events = new Map(job.events.map((event) => [`${event.kind} ${event.at}`, event]))
  const before = events.size
  if (restored !== null) {
    const { id: checkpointId, restoreTimestamp: at, externalPath: path } = restored
    events.set(`restored ${at}`, { kind: 'restored', at, checkpointId, path })
  }
  const modified = `${modifiedAt(job.overview)} ${restored?.restoreTimestamp}`
  if (job.eventsReadFor !== modified) {
    const answer = await client.exceptions(jobId)
    if (answer.ok) {
      job.eventsReadFor = modified
      for (const { timestamp: at, rootCause: cause } of answer.value.entries) {
        events.set(`failure ${at}`, { kind: 'failure', at, cause })
      }
    }
  }
  if (events.size === before) return false
  job.events = [...events.values()].sort((a, b) => a.at - b.at).slice(-EVENTS_KEPT)
  return true
}
