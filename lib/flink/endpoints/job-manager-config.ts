import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'

/** `GET /jobmanager/config`: the effective configuration; Flink writes `******` for values of sensitive keys. */
export const jobManagerConfig: Endpoint<Map<string, string>> = {
  name: '/jobmanager/config',
  maxBytes: 1_000_000,
  schema: z
    .array(z.object({ key: z.string(), value: z.string() }))
    .transform((entries) => new Map(entries.map(({ key, value }) => [key, value]))),
}
