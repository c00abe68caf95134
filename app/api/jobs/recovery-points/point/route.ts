import { answerJson, jobOf } from '@/app/api/answer-json'
import { readRecoveryPoint } from '@/lib/services/recovery/read-point'

export const dynamic = 'force-dynamic'

/** A `RecoveryPointDetail`: `?connection&namespace&cluster&job&point`, `point` the id of a row. Its files are looked for now. */
export function GET(request: Request): Promise<Response> {
  return answerJson(request, (ctx, query) =>
    readRecoveryPoint({ ctx, input: { ...jobOf(query), point: query.get('point') ?? '' } }),
  )
}
