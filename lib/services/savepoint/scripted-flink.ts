import type { Database } from '../../db/client.ts'
import type { Fleet } from '../../fleet/fleet.ts'
import type { SavepointAnswer, SavepointEndpoints, TriggerAnswer } from '../../flink/savepoints.ts'

export const JOB = '520554bf500d775132dc38b306ab8b28'
export const TARGET = 's3://lake/savepoints'
export const ADDRESS = { connection: 'kube', namespace: 'shop', cluster: 'orders', jobId: JOB }

const recordedRow = (known: ScriptedFlink['recorded'][number]) => ({
  path: null,
  ...known,
  restored: false,
  triggeredAt: 2_000,
  failure: null,
})

/** For tests: a JobManager that takes orders as Flink does, and forgets them when it is replaced. */
export class ScriptedFlink {
  version = '1.20.5'
  startTime = 100
  state = 'RUNNING'
  /** What Flink lists; its ids go on over restarts, as the counter of HA makes them. */
  history: {
    id: number
    triggerTimestamp: number
    status: 'completed' | 'in-progress' | 'failed'
    path: string | null
  }[] = []
  /** How each order is answered; what is thrown or `unknown` was taken all the same where `takes` says so. */
  onTrigger: (id: string) => TriggerAnswer = (triggerId) => ({ kind: 'accepted', triggerId })
  result: (location: string) => SavepointAnswer = (location) => ({ kind: 'completed', location })
  takes = true
  /** How many checkpoints Flink counts as failed. */
  failed = 0
  listed: string[] | null = null
  /** Whether what Flink lists goes back to before an order. */
  listReachesBack = true
  /** `web.checkpoints.history: 0` */
  listIsEmpty = false
  /** `rest.async.store-duration`, where it is configured. */
  storeDuration: string | null = null
  /** Whether its JobManager answers at all, and whether it knows the job. */
  answers = true
  knowsJob = true
  /** The JobManager's, epoch ms. */
  clock = 1_900
  /** Whether Kubernetes says that no JobManager can be alive. */
  gone = false
  /** What Flink calls the place it wrote to. */
  place = TARGET
  /** What storage holds as `_metadata`. */
  metadata: Uint8Array | null = null
  /** What Weir's record has of the job, beside what Flink lists. */
  recorded: { checkpointId: number; kind: 'savepoint'; status: 'in-progress' | 'completed'; path?: string }[] = []
  readonly orders: string[] = []
  private readonly known = new Map<string, string>()
  private nextId = 7

  replace(): void {
    this.startTime += 1
    this.history = []
    this.known.clear()
  }

  /** As another worker's POST would have it. */
  take(triggerId: string): string {
    const before = this.known.get(triggerId)
    if (before !== undefined) return before
    const id = this.nextId++
    const path = `${this.place}/savepoint-${JOB.slice(0, 6)}-${String(id).padStart(12, '0')}`
    this.history.unshift({ id, triggerTimestamp: 2_000 + id, status: 'completed', path })
    this.known.set(triggerId, path)
    return path
  }

  readonly savepoints: SavepointEndpoints = {
    trigger: async (version, _, order) => {
      this.orders.push(order.triggerId)
      const id = version.startsWith('1.14') ? `${this.orders.length}`.repeat(32) : order.triggerId
      if (this.takes) this.take(id)
      return this.onTrigger(id)
    },
    status: async (_, triggerId) => {
      if (!this.answers) return { kind: 'silent', problem: { code: 'flink.no-endpoint' } }
      const path = this.known.get(triggerId)
      return path === undefined ? { kind: 'forgotten' } : this.result(path)
    },
  }

  /** The fleet as far as a savepoint asks it. */
  fleet(database: Database): Fleet {
    const told = <T>(value: T) => ({ ok: true as const, value, observedAt: Date.now(), sourceTime: null })
    const attempt = (one: ScriptedFlink['history'][number]) => ({
      ...one,
      isSavepoint: true,
      kind: 'savepoint',
      externalPath: one.path,
      failureMessage: null,
      subtasks: { acked: 1, total: 1 },
    })
    const checkpoint = {
      ...attempt({ id: 6, triggerTimestamp: 1_000, status: 'completed', path: null }),
      isSavepoint: false,
    }
    const statistics = () => ({
      latest: {},
      counts: {
        restored: 0,
        total: this.history.length + (this.listReachesBack ? 1 : 20),
        inProgress: this.history.filter(({ status }) => status === 'in-progress').length,
        completed: this.history.filter(({ status }) => status === 'completed').length + 1,
        failed: this.failed,
      },
      history: this.listIsEmpty
        ? []
        : this.listReachesBack
          ? [...this.history.map(attempt), { ...checkpoint, kind: 'checkpoint' }]
          : [{ ...checkpoint, id: 20, triggerTimestamp: 9_000, kind: 'checkpoint' }],
    })
    const untold = (code: string) => ({ ok: false as const, problem: { code }, status: null, observedAt: Date.now() })
    const answer = <T>(value: T) => (this.answers ? told(value) : untold('flink.no-endpoint'))
    const settings = () =>
      new Map([
        ['state.savepoints.dir', TARGET],
        ...(this.storeDuration === null ? [] : [['rest.async.store-duration', this.storeDuration] as const]),
      ])
    const cluster = {
      isJobManagerGone: () => this.gone,
      skew: { value: () => this.clock - Date.now() },
      connection: { id: 'kube', rowId: '', name: 'prod' },
      key: { connection: 'kube', namespace: 'shop', name: 'orders', uid: '' },
      row: { stale: null, flinkVersion: null },
      jobs: [
        {
          jobId: JOB,
          rows: this.recorded.map(recordedRow),
          record: null,
          evidence: { rest: { overview: { state: this.state, name: 'orders' } } },
        },
      ],
      rest: () => ({ overview: told([]), config: told({ flinkVersion: this.version }) }),
      look: () => () => undefined,
      nudge: () => undefined,
      flink: {
        client: {
          config: async () => answer({ flinkVersion: this.version }),
          job: async () =>
            this.answers && !this.knowsJob
              ? untold('flink.not-found')
              : answer({ startTime: this.startTime, now: this.clock }),
          jobManagerConfig: async () => answer(settings()),
          checkpoints: async () => answer(statistics()),
        },
        savepoints: this.savepoints,
      },
    }
    const storage = {
      covers: () => this.listed !== null,
      read: async () =>
        this.metadata === null
          ? { ok: false, problem: { code: 'storage.missing' }, observedAt: 0 }
          : { ok: true, bytes: this.metadata, observedAt: 1 },
      list: async () => ({
        ok: true,
        whole: true,
        observedAt: 0,
        entries: (this.listed ?? []).map((name) => ({ name, isDirectory: true })),
      }),
      states: async (paths: string[]) => paths.map(() => ({ kind: 'file', sizeBytes: 1 })),
    }
    // What a savepoint does not ask is left out.
    return { database, storage, cluster: () => cluster } as unknown as Fleet
  }
}
