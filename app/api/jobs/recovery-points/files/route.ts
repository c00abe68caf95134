import { answerJson, jobOf } from '@/app/api/answer-json'
import { readRecoveryPointFiles } from '@/lib/services/recovery/read-point'

export const dynamic = 'force-dynamic'

/** A `RecoveryFilesView`: `?connection&namespace&cluster&job&point&from`, a hundred files beginning with number `from`. */
export function GET(request: Request): Promise<Response> {
  return answerJson(request, (ctx, query) =>
    readRecoveryPointFiles({
      ctx,
      input: { ...jobOf(query), point: query.get('point') ?? '', from: Number(query.get('from')) },
    }),
  )
}
