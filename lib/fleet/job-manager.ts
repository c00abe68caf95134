import type {
  Answer,
  CheckpointConfig,
  CheckpointStatistics,
  FlinkClient,
  FlinkConfig,
  JobOverview,
} from '../flink/client.ts'
import type { ClockSkew } from './clock-skew.ts'

/** What REST last told of one job. An answer that failed keeps the one before beside it. */
export interface RestJob {
  overview: JobOverview | null
  checkpoints: Answer<CheckpointStatistics> | null
  lastCheckpoints: { value: CheckpointStatistics; observedAt: number } | null
  config: CheckpointConfig | null
}

export interface RestState {
  overview: Answer<JobOverview[]> | null
  config: Answer<FlinkConfig> | null
  jobs: ReadonlyMap<string, RestJob>
}

export interface JobManagerPoller {
  state(): RestState
  /** Asks soon: something else saw a change (a new leader, a new pod). */
  nudge(): void
  /** HA named a new checkpoint of a job whose file Weir can't read: REST is all that tells of it, while it lives. */
  expect(jobId: string): void
  /** While someone looks, answers are as fresh as Flink's own cache allows. Returns how to stop. */
  look(): () => void
  stop(): void
}

/** Flink caches its answers that long from 1.18 on: asking more often tells nothing new. */
const FLOOR_MS = 3_000
const OVERVIEW_EVERY_MS = 10_000
const LONGEST_FOLLOW_MS = 60_000
const LONGEST_BACK_OFF_MS = 30_000
/** `web.checkpoints.history` where the JobManager's configuration does not say otherwise. */
const DEFAULT_HISTORY = 10
const JOBS_FOLLOWED = 1_000
const ENDED = new Set(['FINISHED', 'CANCELED', 'FAILED'])

/**
 * Follows one JobManager: its jobs, and each job's checkpoints often enough that none leaves Flink's history unseen (half
 * of history × interval). One request at a time to a JobManager; one that can't be reached is asked ever more rarely, and
 * costs nobody else anything.
 */
export function pollJobManager(options: {
  client: FlinkClient
  skew: ClockSkew
  onChange: () => void
  random?: () => number
}): JobManagerPoller {
  const { client, skew, onChange, random = Math.random } = options
  const jobs = new Map<string, RestJob & { nextAt: number; settled: boolean }>()
  let overview: Answer<JobOverview[]> | null = null
  let config: Answer<FlinkConfig> | null = null
  let historySize = DEFAULT_HISTORY
  let failures = 0
  let lookers = 0
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  let running = false
  let again = false
  let overviewAt = 0

  async function round(): Promise<void> {
    const now = Date.now()
    if (now >= overviewAt) {
      overview = await client.jobsOverview()
      sampleClock(overview)
      failures = overview.ok ? 0 : failures + 1
      overviewAt = Date.now() + (overview.ok ? (lookers > 0 ? FLOOR_MS : OVERVIEW_EVERY_MS) : backOff())
      if (stopped) return
      if (!overview.ok) return
      await aboutCluster()
      keepJobs(overview.value)
    }
    for (const [jobId, job] of jobs) {
      if (stopped) return
      if (now < job.nextAt) continue
      await aboutJob(jobId, job)
    }
  }

  async function aboutCluster(): Promise<void> {
    if (config?.ok) return
    config = await client.config()
    const settings = await client.jobManagerConfig()
    if (settings.ok) {
      const size = Number(settings.value.get('web.checkpoints.history'))
      if (Number.isInteger(size) && size > 0) historySize = size
    }
  }

  function keepJobs(listed: readonly JobOverview[]): void {
    const ids = new Set(listed.map((job) => job.jobId))
    for (const id of jobs.keys()) if (!ids.has(id)) jobs.delete(id)
    for (const job of listed.slice(0, JOBS_FOLLOWED)) {
      const known = jobs.get(job.jobId)
      if (known === undefined) {
        jobs.set(job.jobId, {
          overview: job,
          checkpoints: null,
          lastCheckpoints: null,
          config: null,
          nextAt: 0,
          settled: false,
        })
        continue
      }
      if (known.overview?.state !== job.state || known.overview.startTime !== job.startTime) {
        known.nextAt = 0
        known.settled = false
      }
      known.overview = job
    }
  }

  async function aboutJob(jobId: string, job: RestJob & { nextAt: number; settled: boolean }): Promise<void> {
    const ended = job.overview !== null && ENDED.has(job.overview.state)
    if (ended && job.settled) return
    const answer = await client.checkpoints(jobId)
    job.checkpoints = answer
    if (answer.ok) job.lastCheckpoints = { value: answer.value, observedAt: answer.observedAt }
    if (job.config === null) {
      const settings = await client.checkpointConfig(jobId)
      if (settings.ok) job.config = settings.value
      const details = await client.job(jobId)
      if (details.ok && details.value.now !== null) skew.sample(details.value.now, details.observedAt, 1)
    }
    // The answer may be up to 3 s old, so an ended job's last word is the one asked for after that time.
    job.settled =
      ended && answer.ok && job.overview?.endTime != null && answer.observedAt > job.overview.endTime + 2 * FLOOR_MS
    job.nextAt = Date.now() + (answer.ok ? followEvery(job) : OVERVIEW_EVERY_MS)
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
    } finally {
      running = false
    }
    if (stopped) return
    onChange()
    const next = Math.min(
      overviewAt,
      ...(overview?.ok ? [...jobs.values()].filter((job) => !job.settled).map((job) => job.nextAt) : []),
    )
    const waitMs = again ? 0 : Math.max(100, next - Date.now())
    again = false
    timer = setTimeout(start, waitMs)
    timer.unref()
  }

  // A FlinkClient answers with problems and does not throw, so a rejection here is a defect: let it be seen.
  const start = () => void run()

  start()
  return {
    state: () => ({ overview, config, jobs }),
    nudge() {
      if (stopped) return
      overviewAt = 0
      failures = 0
      start()
    },
    expect(jobId) {
      const job = jobs.get(jobId)
      // After as long as Flink keeps its answers: asked sooner, it may not name the checkpoint yet.
      const at = Date.now() + FLOOR_MS
      if (stopped || job === undefined || job.nextAt <= at) return
      job.nextAt = at
      if (running) return
      if (timer !== null) clearTimeout(timer)
      timer = setTimeout(start, Math.max(100, Math.min(at, overviewAt) - Date.now()))
      timer.unref()
    },
    look() {
      lookers += 1
      for (const job of jobs.values()) job.nextAt = 0
      if (lookers === 1 && overview?.ok) overviewAt = Math.min(overviewAt, Date.now() + FLOOR_MS)
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
