import { answerJson, jobOf } from '@/app/api/answer-json'
import { readCheckpointDetail } from '@/lib/services/job/read-checkpoint-detail'

export const dynamic = 'force-dynamic'

/** A `CheckpointDetailView`: `?connection&namespace&cluster&job&id`, `id` as the row has it. */
export function GET(request: Request): Promise<Response> {
  return answerJson(request, (ctx, query) =>
    readCheckpointDetail({ ctx, input: { ...jobOf(query), id: query.get('id') ?? '' } }),
  )
}
