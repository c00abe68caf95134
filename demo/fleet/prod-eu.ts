import type { ClusterSpec } from '../flink/cluster-spec.ts'
import { argo, cluster, DAY, flux, GIB, graph, HOUR, job, KIB, MIB, MINUTE, SECOND } from './describe.ts'

/** Its JobManager died, and somebody tidied up the directories that HA points to. */
const BILLING = cluster({
  namespace: 'flink',
  name: 'billing',
  version: '2.3.0',
  storage: 'hdfs://nn',
  labels: { team: 'billing' },
  leaderForMs: 11 * DAY,
  killedAgoMs: 41 * MINUTE,
  emptiedDirectories: true,
  jobs: [
    job({
      name: 'invoices',
      vertices: graph('orders', ['open invoices', 'rates'], 'ledger', 8),
      stateBytes: 212 * GIB,
      intervalMs: 10 * MINUTE,
      durationMs: 48 * SECOND,
      newestId: 4_124,
      newestAgeMs: 3 * HOUR + 12 * MINUTE,
      incidents: { [-1]: 'full', [-5]: 'savepoint', [-8]: 'expires', [-9]: 'expires' },
    }),
  ],
})

const FRAUD_SCORING = cluster({
  namespace: 'risk',
  name: 'fraud-scoring',
  version: '1.17.2',
  manager: 'native',
  storage: 's3://risk-state',
  leaderForMs: 2 * MINUTE,
  jobs: [
    job({
      name: 'fraud-scoring',
      vertices: graph('payments', ['features', 'Score'], 'decisions', 8),
      stateBytes: 38 * GIB,
      durationMs: 9 * SECOND,
      newestId: 9_021,
      newestAgeMs: 24 * MINUTE,
      incidents: { [-6]: 'expires', [-3]: 'declined' },
      trouble: { kind: 'restarts', cause: 'java.lang.OutOfMemoryError: Java heap space', restarts: 11 },
    }),
  ],
})

/** One customer has most of the keys: every checkpoint waits for the subtask that has them. */
const PAYMENTS_LEDGER = cluster({
  namespace: 'pay',
  name: 'payments-ledger',
  version: '1.20.5',
  storage: 'gs://ledger',
  gitOps: argo('payments'),
  leaderForMs: 9 * DAY,
  history: 40,
  jobs: [
    job({
      name: 'payments-ledger',
      vertices: graph('payments', ['ledger by account', 'limits'], 'postings', 8),
      stateBytes: 84 * GIB,
      intervalMs: 2 * MINUTE,
      durationMs: 9 * MINUTE,
      timeoutMs: 30 * MINUTE,
      newestId: 30_218,
      newestAgeMs: 9 * MINUTE + 40 * SECOND,
      skewed: true,
    }),
  ],
})

const suggest = (name: string, newestId: number, sizeMib: number, declines = false) =>
  job({
    name,
    vertices: graph('clicks', ['terms'], 'index', 2),
    stateBytes: sizeMib * MIB,
    intervalMs: MINUTE,
    durationMs: 1_800,
    newestId,
    newestAgeMs: declines ? 6 * MINUTE : 20 * SECOND,
    ...(declines && { trouble: { kind: 'declines' }, incidents: { [-9]: 'declined' } }),
  })

/** Six jobs on TaskManagers of which one has a full disk. */
const SEARCH_INDEX = cluster({
  namespace: 'search',
  name: 'search-index',
  version: '2.1.3',
  mode: 'session',
  storage: 'oss://search',
  leaderForMs: 3 * DAY,
  jobs: [
    suggest('suggest-v2', 512, 902, true),
    suggest('suggest-v1', 2_310, 700),
    suggest('spelling', 804, 610),
    suggest('synonyms', 797, 480),
    suggest('ranking', 1_120, 1_100),
    suggest('freshness', 655, 420),
  ],
})

/** Without HA: a restart would begin empty. */
const PLANT_TELEMETRY = cluster({
  namespace: 'plant-7',
  name: 'plant-telemetry',
  version: '1.18.1',
  manager: 'standalone',
  storage: 'file:///state',
  highAvailability: false,
  jobs: [
    job({
      name: 'plant-telemetry',
      vertices: graph('opc-ua', ['shift totals'], 'historian', 2),
      stateBytes: 2.9 * GIB,
      newestId: 77_140,
      newestAgeMs: 28 * SECOND,
    }),
  ],
})

const CLICK_JOBS = ['visits', 'carts', 'searches', 'sessions', 'campaigns', 'referrers', 'bots', 'funnels', 'heatmaps']

/** A savepoint of its largest job is under way. */
const CLICKSTREAM = cluster({
  namespace: 'web',
  name: 'clickstream',
  version: '1.20.5',
  mode: 'session',
  storage: 's3://web-state',
  gitOps: argo('web'),
  jobs: CLICK_JOBS.map((name, i) =>
    job({
      name,
      vertices: graph('clicks', [`${name} by visitor`], name, 4),
      stateBytes: Math.round((260 * GIB) / (1 + i * 0.9)),
      intervalMs: MINUTE,
      durationMs: 7 * SECOND,
      savepointMs: 11 * MINUTE,
      newestId: 6_604 - i * 3,
      newestAgeMs: (18 + i * 3) * SECOND,
      savepointEvery: i === 0 ? { checkpoints: 30, offset: -4 } : null,
    }),
  ),
})

/** It is being restored. */
const RECOMMENDATIONS = cluster({
  namespace: 'web',
  name: 'recommendations',
  version: '2.1.3',
  storage: 's3://web-state',
  leaderForMs: MINUTE,
  jobs: [
    job({
      name: 'recommendations',
      vertices: graph('views', ['tastes', 'candidates'], 'feed', 8),
      stateBytes: 96 * GIB,
      durationMs: 14 * SECOND,
      newestId: 3_307,
      newestAgeMs: 5 * MINUTE,
      trouble: { kind: 'restoring', forMs: 4 * MINUTE },
    }),
  ],
})

/**
 * A checkpoint a minute, stragglers now and then, two that expired and the restart that followed, a savepoint: something of
 * everything in one chart. Its JobManager remembers a day of them, so that there is a day to look back on.
 */
const ORDERS = cluster({
  namespace: 'flink',
  name: 'orders',
  version: '1.20.5',
  storage: 's3://flink-state',
  gitOps: argo('orders'),
  history: 24 * 60,
  jobs: [
    job({
      name: 'orders-enrichment',
      vertices: [
        { name: 'Source: orders-kafka', kind: 'source', parallelism: 16, stateShare: 0 },
        { name: 'Enrich customer', kind: 'keyed', parallelism: 32, stateShare: 0.31 },
        { name: 'Window 5 min by region', kind: 'keyed', parallelism: 32, stateShare: 0.67 },
        { name: 'Sink: kafka-orders', kind: 'keyed', parallelism: 16, stateShare: 0.02 },
      ],
      stateBytes: 1.3 * GIB,
      timeoutMs: MINUTE,
      durationMs: 3.2 * SECOND,
      newestId: 8_789,
      newestAgeMs: 42 * SECOND,
      incidents: {
        [-2]: 'straggler',
        [-21]: 'savepoint',
        [-38]: 'expires',
        [-39]: 'expires',
        [-260]: 'straggler',
        [-655]: 'straggler',
        [-981]: 'declined',
        [-983]: 'expires',
        [-984]: 'expires',
        [-1_210]: 'straggler',
        3: 'straggler',
        12: 'straggler',
        17: 'savepoint',
        25: 'expires',
      },
      restarted: {
        before: -37,
        downMs: 50 * SECOND,
        cause:
          'java.util.concurrent.TimeoutException: Heartbeat of TaskManager with id orders-taskmanager-1-3 timed out.',
      },
    }),
  ],
})

/** A checkpoint every half hour: it stands still long enough to be looked at. */
const WAREHOUSE_SYNC = cluster({
  namespace: 'logistics',
  name: 'warehouse-sync',
  version: '1.20.5',
  storage: 's3://wh-state',
  gitOps: argo('logistics'),
  leaderForMs: 21 * DAY,
  history: 10,
  jobs: [
    job({
      name: 'warehouse-sync',
      vertices: graph('stock', ['stock by bin', 'reservations'], 'warehouse', 2),
      stateBytes: 18.4 * GIB,
      intervalMs: 30 * MINUTE,
      durationMs: 21 * SECOND,
      newestId: 881,
      newestAgeMs: 4 * MINUTE + 11 * SECOND,
      incidents: { [-6]: 'expires' },
    }),
  ],
})

const INVENTORY = cluster({
  namespace: 'logistics',
  name: 'inventory',
  version: '2.1.3',
  mode: 'session',
  storage: 's3://wh-state',
  gitOps: flux('inventory'),
  leaderForMs: 11 * DAY,
  jobs: ['stock-levels', 'transfers', 'returns', 'forecasts'].map((name, i) =>
    job({
      name,
      vertices: graph('movements', [`${name} by item`], name, 2),
      stateBytes: (2.4 - i * 0.3) * GIB,
      intervalMs: 5 * MINUTE,
      newestId: 1_930 - i * 7,
      newestAgeMs: (60 + i * 35) * SECOND,
      incidents: i === 0 ? { [-13]: 'straggler' } : {},
    }),
  ),
})

const AUDIT_TRAIL = cluster({
  namespace: 'compliance',
  name: 'audit-trail',
  version: '1.16.3',
  storage: 'hdfs://nn',
  gitOps: argo('compliance'),
  leaderForMs: 33 * DAY,
  jobs: [
    job({
      name: 'audit-trail',
      vertices: graph('events', ['trail by subject'], 'archive', 16),
      stateBytes: 1_126 * GIB,
      intervalMs: 3 * MINUTE,
      durationMs: 38 * SECOND,
      newestId: 40_417,
      newestAgeMs: 80 * SECOND,
    }),
  ],
})

/** The layout of HA data that ended with 1.15: one ConfigMap for each component. */
const ORDERS_LEGACY = cluster({
  namespace: 'legacy',
  name: 'orders-legacy',
  version: '1.14.6',
  mode: 'session',
  manager: 'native',
  storage: 'file:///srv/flink',
  leaderForMs: 94 * DAY,
  history: 10,
  jobs: [
    job({
      name: 'orders-legacy',
      vertices: graph('orders', ['customer totals'], 'stdout', 2),
      stateBytes: 241 * MIB,
      intervalMs: 30 * MINUTE,
      durationMs: 2 * SECOND,
      newestId: 10,
      newestAgeMs: 3 * MINUTE,
      incidents: { [-7]: 'expires' },
    }),
  ],
})

const ERP_BRIDGE = cluster({
  namespace: 'legacy',
  name: 'erp-bridge',
  version: '1.13.6',
  mode: 'session',
  manager: 'native',
  storage: 'file:///srv/flink',
  leaderForMs: 140 * DAY,
  history: 10,
  jobs: [
    job({
      name: 'erp-bridge',
      vertices: graph('documents', ['open documents'], 'erp', 1),
      stateBytes: 640 * KIB,
      intervalMs: 10 * SECOND,
      durationMs: 350,
      newestId: 1_204_113,
      newestAgeMs: 4 * SECOND,
    }),
  ],
})

export const PROD_EU: readonly ClusterSpec[] = [
  BILLING,
  FRAUD_SCORING,
  PAYMENTS_LEDGER,
  SEARCH_INDEX,
  PLANT_TELEMETRY,
  CLICKSTREAM,
  RECOMMENDATIONS,
  ORDERS,
  WAREHOUSE_SYNC,
  INVENTORY,
  AUDIT_TRAIL,
  ORDERS_LEGACY,
  ERP_BRIDGE,
]
