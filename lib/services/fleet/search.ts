import { z } from 'zod'
import type { Ctx } from '../../auth/context.ts'
import type { FleetJobView, FleetRow, FoundInFleet, SearchView } from '../../fleet/view.ts'
import { runningFleet } from '../running-fleet.ts'
import { seesRow } from './read.ts'

const Input = z.object({ text: z.string().max(200) })

/** More than this many matches are no answer: the text has to say more. */
const MOST_FOUND = 30

/**
 * Clusters and jobs of the live model by name, namespace, id or the path of their newest point; every word of the text must
 * be found. The best come first: names that begin with it, then names, then ids and paths.
 */
export async function searchFleet({ ctx, input }: { ctx: Ctx; input: z.input<typeof Input> }): Promise<SearchView> {
  const { text } = Input.parse(input)
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return { found: [], total: 0 }
  const matches = runningFleet()
    .feed.rows()
    .filter((row) => seesRow(ctx, row))
    .flatMap((row) => matchesIn(row, words))
    .sort((a, b) => a.rank - b.rank || a.found.label.localeCompare(b.found.label, 'en'))
  return { found: matches.slice(0, MOST_FOUND).map(({ found }) => found), total: matches.length }
}

interface Match {
  rank: number
  found: FoundInFleet
}

function matchesIn(row: FleetRow, words: readonly string[]): Match[] {
  const place = { connection: row.connection, namespace: row.namespace, cluster: row.name }
  const around = [row.connection.name, row.namespace]
  const matches = row.jobList.flatMap((job) => jobMatch(row, job, words, around))
  const rank = rankOf(row.name, around, words)
  if (rank === null) return matches
  const detail = `${row.connection.name} · ${row.namespace}`
  return [
    ...matches,
    { rank, found: { kind: 'cluster', ...place, jobId: null, label: row.name, detail, state: row.state } },
  ]
}

function jobMatch(row: FleetRow, job: FleetJobView, words: readonly string[], around: readonly string[]): Match[] {
  const path = job.recoveryPoint?.path ?? null
  const label = job.name ?? job.jobId
  const found = {
    connection: row.connection,
    namespace: row.namespace,
    cluster: row.name,
    jobId: job.jobId,
    label,
    state: job.state,
  }
  const rank = rankOf(label, [...around, row.name, job.jobId], words)
  if (rank !== null) {
    return [{ rank: rank + 0.5, found: { kind: 'job', ...found, detail: `${row.name} · ${row.namespace}` } }]
  }
  if (path === null || rankOf(path, [], words) === null) return []
  return [{ rank: 3, found: { kind: 'path', ...found, detail: path } }]
}

/** 0: begins with the first word · 1: holds it · 2: it is found around it; null where a word is found nowhere. */
function rankOf(name: string, around: readonly string[], words: readonly string[]): number | null {
  const own = name.toLowerCase()
  const all = [name, ...around].join('\n').toLowerCase()
  if (!words.every((word) => all.includes(word))) return null
  const first = words[0] ?? ''
  return own.startsWith(first) ? 0 : own.includes(first) ? 1 : 2
}
