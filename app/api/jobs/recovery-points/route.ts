import { answerJson, jobOf } from '@/app/api/answer-json'
import { readRecoveryPoints } from '@/lib/services/recovery/read-points'

export const dynamic = 'force-dynamic'

/** Somebody looks already: storage may take its time. */
const PATIENCE_MS = 5_000

/** A `RecoveryPointsView`: `?connection&namespace&cluster&job`. */
export function GET(request: Request): Promise<Response> {
  return answerJson(request, (ctx, query) => readRecoveryPoints({ ctx, input: jobOf(query), patienceMs: PATIENCE_MS }))
}
