import type { ClusterSpec } from '../flink/cluster-spec.ts'
import { argo, cluster, DAY, flux, GIB, graph, HOUR, job, MIB, MINUTE, SECOND } from './describe.ts'

/** Clusters that are well, of all ages and sizes. */
export const PROD_US: readonly ClusterSpec[] = [
  cluster({
    namespace: 'retail',
    name: 'pricing',
    version: '2.3.0',
    storage: 'gs://retail',
    gitOps: flux('pricing'),
    leaderForMs: 4 * DAY,
    jobs: [
      job({
        name: 'pricing',
        vertices: graph('offers', ['prices by article', 'competitors'], 'shop', 4),
        stateBytes: 22 * GIB,
        intervalMs: 3 * MINUTE,
        durationMs: 6 * SECOND,
        newestId: 15_022,
        newestAgeMs: 114 * SECOND,
      }),
    ],
  }),
  cluster({
    namespace: 'ads',
    name: 'ads-attribution',
    version: '2.2.1',
    storage: 's3://ads-flink',
    leaderForMs: 8 * HOUR,
    jobs: [
      job({
        name: 'ads-attribution',
        vertices: graph('impressions', ['impressions by user', 'clicks by user'], 'attributions', 16),
        stateBytes: 410 * GIB,
        durationMs: 16 * SECOND,
        newestId: 7_301,
        newestAgeMs: 38 * SECOND,
        incidents: { [-8]: 'straggler' },
      }),
    ],
  }),
  cluster({
    namespace: 'ads',
    name: 'sessions',
    version: '1.20.5',
    mode: 'session',
    manager: 'native',
    storage: 's3://ads-flink',
    leaderForMs: 2 * DAY,
    jobs: ['sessions', 'bids', 'budgets'].map((name, i) =>
      job({
        name,
        vertices: graph('events', [`${name} by campaign`], name, 4),
        stateBytes: (28 - i * 6) * GIB,
        durationMs: 3 * SECOND,
        newestId: 2_214 - i * 11,
        newestAgeMs: (25 + i * 9) * SECOND,
        incidents: i === 0 ? { [-16]: 'expires' } : {},
      }),
    ),
  }),
  cluster({
    namespace: 'crm',
    name: 'mail-events',
    version: '1.15.4',
    storage: 's3://crm',
    gitOps: argo('crm'),
    leaderForMs: 12 * DAY,
    jobs: [
      job({
        name: 'mail-events',
        vertices: graph('mail', ['opens by recipient'], 'crm', 2),
        stateBytes: 3 * GIB,
        newestId: 5_560,
        newestAgeMs: 31 * SECOND,
      }),
    ],
  }),
  cluster({
    namespace: 'ml',
    name: 'churn-features',
    version: '2.3.0',
    storage: 'gs://ml-state',
    leaderForMs: 19 * HOUR,
    jobs: [
      job({
        name: 'churn-features',
        vertices: graph('behaviour', ['features by customer', 'labels'], 'feature-store', 8),
        stateBytes: 148 * GIB,
        durationMs: 8 * SECOND,
        newestId: 904,
        newestAgeMs: 38 * SECOND,
        savepointEvery: { checkpoints: 45, offset: -12 },
      }),
    ],
  }),
  cluster({
    namespace: 'mobility',
    name: 'geo-fencing',
    version: '2.0.2',
    storage: 's3://mob-state',
    leaderForMs: 7 * DAY,
    jobs: [
      job({
        name: 'geo-fencing',
        vertices: graph('positions', ['fences by vehicle'], 'alerts', 4),
        stateBytes: 9.8 * GIB,
        intervalMs: 30 * SECOND,
        newestId: 60_114,
        newestAgeMs: 15 * SECOND,
      }),
    ],
  }),
  cluster({
    namespace: 'crm',
    name: 'notifications',
    version: '1.20.5',
    storage: 's3://crm',
    gitOps: argo('crm'),
    leaderForMs: 12 * DAY,
    jobs: [
      job({
        name: 'notifications',
        vertices: graph('triggers', ['pending by user'], 'push', 2),
        stateBytes: 840 * MIB,
        intervalMs: 10 * SECOND,
        durationMs: 700,
        newestId: 18_230,
        newestAgeMs: 2 * SECOND,
      }),
    ],
  }),
]
