import { z } from 'zod'
import { type Endpoint, optional } from './endpoint.ts'

/** What the JobManager says of itself. Times in milliseconds. */
export interface FlinkConfig {
  flinkVersion: string
  /** `0980485 @ 2026-06-08T09:21:06+02:00` */
  flinkRevision: string | null
  refreshIntervalMs: number | null
  timezoneName: string | null
  timezoneOffsetMs: number | null
}

/** `GET /config`, the same since 1.13 but for its feature flags. */
export const config: Endpoint<FlinkConfig> = {
  name: '/config',
  maxBytes: 100_000,
  schema: z
    .object({
      'flink-version': z.string().min(1).max(100),
      'flink-revision': optional(z.string().max(200)),
      'refresh-interval': optional(z.number()),
      'timezone-name': optional(z.string().max(200)),
      'timezone-offset': optional(z.number()),
    })
    .transform((answer) => ({
      flinkVersion: answer['flink-version'],
      flinkRevision: answer['flink-revision'],
      refreshIntervalMs: answer['refresh-interval'],
      timezoneName: answer['timezone-name'],
      timezoneOffsetMs: answer['timezone-offset'],
    })),
}
