import { type Answer, type FlinkClient, type FlinkConfig, isSilence, type JobOverview } from '../flink/client.ts'
import { hasEnded } from '../flink/job-state.ts'
import { configuredSavepointDirectory } from '../formats/index.ts'
import { log } from '../log.ts'
import type { ClockSkew } from './clock-skew.ts'
import { followDetails } from './follow-details.ts'
import type { RestJob } from './rest-job.ts'

export interface RestState {
  overview: Answer<JobOverview[]> | null
  config: Answer<FlinkConfig> | null
  /** Where the JobManager's configuration puts savepoints; null: nowhere, or it was not told. A job may say otherwise. */
  savepointDirectory?: string | null
  jobs: ReadonlyMap<string, RestJob>
  /** Jobs that have not ended and are listed beyond those that are followed. */
  unfollowed?: number
}

export interface JobManagerPoller {
  state(): RestState
  /** Asks soon: something else saw a change (a new leader, a new pod). */
  nudge(): void
  /** HA named a new checkpoint of a job: its details are to be had from REST alone, and die with the JobManager. */
  expect(jobId: string): void
  /** While someone looks, answers are as fresh as Flink's own cache allows. Returns how to stop. */
  look(): () => void
  stop(): void
}

/** Times of the process's own clock, which nobody sets: see `performance.now`. */
type FollowedJob = RestJob & { nextAt: number; settled: boolean }

/** Flink caches its answers that long from 1.18 on: asking more often tells nothing new. */
const FLOOR_MS = 3_000
const OVERVIEW_EVERY_MS = 10_000
const LONGEST_FOLLOW_MS = 60_000
/** So that a cluster is fresh within 15 s of a fault's end, also where nothing else tells of that end. */
const LONGEST_BACK_OFF_MS = 10_000
/** Often at first, since an answer from Flink's cache looks late; then clocks drift apart slowly. */
const CLOCK_FIRST_MS = 10_000
const CLOCK_EVERY_MS = 300_000
/** `web.checkpoints.history` where the JobManager's configuration does not say otherwise. */
const DEFAULT_HISTORY = 10
const JOBS_FOLLOWED = 1_000

/**
 * Follows one JobManager: its jobs, and each job's checkpoints often enough that none leaves Flink's history unseen (half
 * of history × interval). One request at a time to a JobManager; one that can't be reached is asked ever more rarely, and
 * costs nobody else anything.
 */
export function pollJobManager(options: {
  client: FlinkClient
  skew: ClockSkew
  onChange: () => void
  /** Whether Weir's record has the details of a checkpoint already. */
  isRecorded: (jobId: string, checkpointId: number) => boolean
  random?: () => number
}): JobManagerPoller {
  const { client, skew, onChange, isRecorded, random = Math.random } = options
  const jobs = new Map<string, FollowedJob>()
  let overview: Answer<JobOverview[]> | null = null
  let config: Answer<FlinkConfig> | null = null
  let historySize = DEFAULT_HISTORY
  let savepointDirectory: string | null = null
  /** Another JobManager may answer now, of another release. */
  let configOutdated = false
  let failures = 0
  let lookers = 0
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  let running = false
  let again = false
  let overviewAt = 0
  let answering = true
  let unfollowed = 0
  let clockAt = 0
  let clockEveryMs = CLOCK_FIRST_MS

  async function round(): Promise<void> {
    const now = performance.now()
    if (now >= overviewAt) {
      overview = await client.jobsOverview()
      sampleClock(overview)
      failures = overview.ok ? 0 : failures + 1
      answering = overview.ok
      overviewAt = performance.now() + (overview.ok ? (lookers > 0 ? FLOOR_MS : OVERVIEW_EVERY_MS) : backOff())
      if (stopped) return
      if (!overview.ok) {
        configOutdated = true
        return
      }
      await aboutCluster()
      keepJobs(overview.value)
    }
    for (const [jobId, job] of jobs) {
      if (stopped) return
      if (now < job.nextAt) continue
      await aboutJob(jobId, job)
      // One that dies now would be waited for once a job: whether it lives is asked first.
      if (job.checkpoints !== null && isSilence(job.checkpoints)) {
        fallSilent()
        return
      }
    }
    if (await followDetails(client, jobs, isRecorded)) onChange()
  }

  async function aboutCluster(): Promise<void> {
    if (config?.ok && !configOutdated) return
    configOutdated = false
    config = await client.config()
    const settings = await client.jobManagerConfig()
    if (settings.ok) {
      const size = Number(settings.value.get('web.checkpoints.history'))
      if (Number.isInteger(size) && size > 0) historySize = size
      savepointDirectory = configuredSavepointDirectory(settings.value, config.ok ? config.value.flinkVersion : '')
    }
  }

  function keepJobs(listed: readonly JobOverview[]): void {
    const ids = new Set(listed.map((job) => job.jobId))
    for (const id of jobs.keys()) if (!ids.has(id)) jobs.delete(id)
    const runningFirst = [...listed].sort((a, b) => Number(hasEnded(a.state)) - Number(hasEnded(b.state)))
    unfollowed = runningFirst.slice(JOBS_FOLLOWED).filter(({ state }) => !hasEnded(state)).length
    for (const { jobId } of runningFirst.slice(JOBS_FOLLOWED)) jobs.delete(jobId)
    for (const job of runningFirst.slice(0, JOBS_FOLLOWED)) {
      const known = jobs.get(job.jobId)
      if (known === undefined) {
        jobs.set(job.jobId, newlyListed(job))
        continue
      }
      if (known.overview?.state !== job.state || known.overview.startTime !== job.startTime) {
        known.nextAt = 0
        known.settled = false
      }
      known.overview = job
    }
  }

  async function aboutJob(jobId: string, job: FollowedJob): Promise<void> {
    const ended = job.overview !== null && hasEnded(job.overview.state)
    if (ended && job.settled) return
    const answer = await client.checkpoints(jobId)
    job.checkpoints = answer
    if (answer.ok) job.lastCheckpoints = { value: answer.value, observedAt: answer.observedAt }
    if (job.config === null) {
      const settings = await client.checkpointConfig(jobId)
      if (settings.ok) job.config = settings.value
    }
    if (answer.ok) await sampleJobManagerClock(jobId)
    // The answer may be up to 3 s old, so an ended job's last word is the one asked for after that time.
    job.settled =
      ended && answer.ok && job.overview?.endTime != null && answer.observedAt > job.overview.endTime + 2 * FLOOR_MS
    const lastWordSoon = ended && !job.settled && job.overview?.endTime != null
    job.nextAt = performance.now() + (!answer.ok ? OVERVIEW_EVERY_MS : lastWordSoon ? FLOOR_MS : followEvery(job))
    onChange()
  }

  function followEvery(job: RestJob): number {
    if (lookers > 0) return FLOOR_MS
    const interval = job.config?.intervalMs
    const half = interval == null ? LONGEST_FOLLOW_MS : (historySize * interval) / 2
    return Math.min(LONGEST_FOLLOW_MS, Math.max(FLOOR_MS, half))
  }

  function backOff(): number {
    const full = Math.min(LONGEST_BACK_OFF_MS, FLOOR_MS * 2 ** Math.min(failures - 1, 4))
    return full * (0.5 + random() / 2)
  }

  function fallSilent(): void {
    answering = false
    failures += 1
    overviewAt = performance.now() + backOff()
  }

  /** Its own word for the time, which `Date` may not be: through the service proxy that is the API server's. */
  async function sampleJobManagerClock(jobId: string): Promise<void> {
    if (performance.now() < clockAt) return
    clockAt = performance.now() + clockEveryMs
    clockEveryMs = Math.min(CLOCK_EVERY_MS, clockEveryMs * 2)
    const details = await client.job(jobId)
    if (details.ok && details.value.now !== null) skew.sample(details.value.now, details.observedAt, 1)
  }

  function sampleClock(answer: Answer<unknown>): void {
    if (answer.ok && answer.sourceTime !== null) skew.sample(answer.sourceTime, answer.observedAt, 1_000)
  }

  async function run(): Promise<void> {
    if (running) {
      again = true
      return
    }
    running = true
    if (timer !== null) clearTimeout(timer)
    timer = null
    try {
      await round()
    } catch (error) {
      // A FlinkClient answers with problems and does not throw, so this is a defect: it is told, and asking goes on.
      log('fleet').error({ err: error }, 'a round of asking a JobManager ended in a defect')
      fallSilent()
    } finally {
      running = false
    }
    if (stopped) return
    onChange()
    const next = Math.min(
      overviewAt,
      ...(answering && overview?.ok ? [...jobs.values()].filter((job) => !job.settled).map((job) => job.nextAt) : []),
    )
    const waitMs = again ? 0 : Math.max(100, next - performance.now())
    again = false
    timer = setTimeout(start, waitMs)
    timer.unref()
  }

  const start = () => void run()

  start()
  return {
    state: () => ({ overview, config, savepointDirectory, jobs, unfollowed }),
    nudge() {
      if (stopped) return
      overviewAt = 0
      failures = 0
      configOutdated = true
      start()
    },
    expect(jobId) {
      const job = jobs.get(jobId)
      // After as long as Flink keeps its answers: asked sooner, it may not name the checkpoint yet.
      const at = performance.now() + FLOOR_MS
      if (stopped || job === undefined || job.nextAt <= at) return
      job.nextAt = at
      if (running || !answering) return
      if (timer !== null) clearTimeout(timer)
      timer = setTimeout(start, Math.max(100, Math.min(at, overviewAt) - performance.now()))
      timer.unref()
    },
    look() {
      lookers += 1
      for (const job of jobs.values()) job.nextAt = 0
      if (lookers === 1 && overview?.ok) overviewAt = Math.min(overviewAt, performance.now() + FLOOR_MS)
      start()
      let done = false
      return () => {
        if (!done) lookers -= 1
        done = true
      }
    },
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}

function newlyListed(overview: JobOverview): FollowedJob {
  return {
    overview,
    checkpoints: null,
    lastCheckpoints: null,
    config: null,
    details: new Map(),
    vertices: { names: new Map(), maxParallelism: new Map(), placement: new Map(), readFor: null },
    events: [],
    eventsReadFor: null,
    detailTries: new Map(),
    nextAt: 0,
    settled: false,
  }
}
