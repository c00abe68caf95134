import pg from 'pg'
import type { Weir } from './weir.ts'

export interface RecordedRows {
  connections: number
  clusters: number
  /** Runs of the jobs asked for. */
  runs: { jobId: string; id: string; checkpoints: number }[]
  /** Checkpoints that stand in the record more than once under one path or one trigger time of one job. */
  duplicates: { jobId: string; what: string; count: number }[]
}

/** Looks into Weir's own database, past all of Weir's code. */
export async function readRecord(weir: Weir, jobIds: readonly string[]): Promise<RecordedRows> {
  const client = new pg.Client(await weir.database())
  await client.connect()
  try {
    const count = async (table: string) =>
      Number((await client.query<{ count: string }>(`select count(*) from ${table}`)).rows[0]?.count)
    const runs = await client.query<{ jobId: string; id: string; checkpoints: number }>(
      `select r.job_id as "jobId", r.id, count(c.*)::int as checkpoints
         from job_run r left join checkpoint c on c.run_id = r.id
        where r.job_id = any($1) group by r.id order by r.first_seen_at`,
      [jobIds],
    )
    const duplicates = await client.query<{ jobId: string; what: string; count: number }>(
      `select r.job_id as "jobId", w.what, count(*)::int as count
         from checkpoint c join job_run r on r.id = c.run_id
         cross join lateral (values (c.normalised_path), (c.triggered_at::text)) w (what)
        where r.job_id = any($1) and w.what is not null and not c.restored
        group by r.job_id, w.what having count(*) > 1`,
      [jobIds],
    )
    return {
      connections: await count('connection'),
      clusters: await count('cluster'),
      runs: runs.rows,
      duplicates: duplicates.rows,
    }
  } finally {
    await client.end()
  }
}
